import Glibc

/// An interval for a share of samples that are not independent: Korn and Graubard's on blocks of time
/// (measurement.md 3.3).
///
/// Requests that stand in one queue are slow together, so a run is worth fewer independent samples than it has. The
/// run is cut into blocks of equal time; how much more the share varies from block to block than that of independent
/// samples would is the design effect, and the exact binomial interval is taken on the samples divided by it.
///
/// Source: E. L. Korn, B. I. Graubard, "Confidence intervals for proportions with small expected number of positive
/// counts estimated from survey data", Survey Methodology 24 (1998).
public struct BlockProportion: Sendable {
    /// A block of time.
    public struct Block: Sendable, Hashable {
        /// Samples.
        public var samples: Double
        /// Of them, those that are counted.
        public var counted: Double

        /// A block.
        public init(samples: Double, counted: Double) {
            self.samples = samples
            self.counted = counted
        }
    }

    /// Error on either side: 5 %.
    public static let alpha = 0.05
    /// With fewer blocks nothing is said.
    public static let fewestBlocks = 10
    /// Blocks that a run is cut into. More would be shorter than the times over which latency stays alike.
    public static let blocks = 20
    /// Bad samples that must be allowed among the effective ones before the interval is trusted.
    public static let fewestEffectiveEvents = 10.0
    /// The same where the samples are far from the limit.
    public static let fewestEventsWithMargin = 3.0
    /// Effective bad samples seen that do as well where the share is said to be too large.
    public static let fewestSeenEvents = 20.0

    /// Blocks that have a sample.
    public let blocks: Int
    /// Samples.
    public let samples: Double
    /// The share that is counted.
    public let share: Double
    /// How many times more the share varies than that of independent samples; at least 1.
    public let designEffect: Double
    /// The same of this indicator alone.
    public let ownEffect: Double

    /// The share over blocks.
    /// - Parameters:
    ///   - blocks: the samples.
    ///   - others: design effects of other indicators of the same samples, such as "above the median". The largest
    ///     counts: rare events alone show too little of how much samples stick together.
    public init(_ blocks: [Block], otherEffects others: [Double] = []) {
        let own = Self.designEffect(blocks)
        self.blocks = blocks.count { $0.samples > 0 }
        samples = blocks.reduce(0) { $0 + $1.samples }
        share = samples > 0 ? blocks.reduce(0) { $0 + $1.counted } / samples : 0
        ownEffect = own
        designEffect = others.reduce(own) { max($0, $1) }
    }

    /// The design effect of one indicator: the variance of the ratio Σ counted / Σ samples over blocks, divided by that
    /// of independent samples; at least 1, and 1 where nothing or everything is counted.
    public static func designEffect(_ blocks: [Block]) -> Double {
        let used = blocks.filter { $0.samples > 0 }
        let samples = used.reduce(0) { $0 + $1.samples }
        let share = samples > 0 ? used.reduce(0) { $0 + $1.counted } / samples : 0
        guard used.count > 1, share > 0, share < 1 else { return 1 }
        let squares = used.reduce(0) { sum, block in
            let deviation = block.counted - share * block.samples
            return sum + deviation * deviation
        }
        let count = Double(used.count)
        let variance = count / (count - 1) * squares / (samples * samples)
        return max(1, variance / (share * (1 - share) / samples))
    }

    /// How many independent samples the samples are worth.
    public var effectiveSamples: Double { samples / designEffect }

    /// ``effectiveSamples``, less what the uncertainty of the design effect itself costs: (z / t)², both at 1 − `alpha`.
    public func degradedSamples(alpha: Double) -> Double {
        guard blocks > 1 else { return 0 }
        let z = NormalDistribution.quantile(1 - alpha)
        let t = StudentDistribution.quantile(1 - alpha, degrees: Double(blocks - 1))
        return effectiveSamples * (z / t) * (z / t)
    }

    /// The lower limit of the true share, wrong with probability `alpha`.
    public func lower(alpha: Double = BlockProportion.alpha) -> Double {
        let worth = degradedSamples(alpha: alpha)
        let counted = share * worth
        return counted <= 0 ? 0 : BetaDistribution.quantile(alpha, counted, worth - counted + 1)
    }

    /// The upper limit of the true share, wrong with probability `alpha`.
    public func upper(alpha: Double = BlockProportion.alpha) -> Double {
        let worth = degradedSamples(alpha: alpha)
        let counted = share * worth
        // All are counted, or rounding leaves no room for one that is not.
        guard worth > 0, worth - counted > 1e-9 else { return 1 }
        return counted <= 0
            ? 1 - pow(alpha, 1 / worth) : BetaDistribution.quantile(1 - alpha, counted + 1, worth - counted)
    }

    /// The smallest `alpha` at which ``lower(alpha:)`` still is above `limit`: evidence that the true share is.
    public func evidence(above limit: Double) -> Double {
        func isAbove(_ alpha: Double) -> Bool {
            let worth = degradedSamples(alpha: alpha)
            let counted = share * worth
            return counted > 0 && BetaDistribution.cdf(limit, counted, worth - counted + 1) < alpha
        }
        // At 0.5 the quantiles are 0 and their ratio is none; so weak an evidence is none either.
        let weakest = 0.4
        guard isAbove(weakest) else { return 1 }
        var low = -16.0
        var high = log10(weakest)
        if isAbove(pow(10, low)) { return pow(10, low) }
        for _ in 0..<40 {
            let middle = (low + high) / 2
            if isAbove(pow(10, middle)) { high = middle } else { low = middle }
        }
        return pow(10, high)
    }
}

extension BlockProportion {
    /// The same share and design effect with so many times the samples.
    func scaled(by factor: Double) -> BlockProportion {
        BlockProportion(like: self, samples: samples * factor, designEffect: designEffect)
    }

    /// The same share by its own design effect, whatever other indicators show: for what is far enough from a limit.
    var alone: BlockProportion { BlockProportion(like: self, samples: samples, designEffect: ownEffect) }

    private init(like other: BlockProportion, samples: Double, designEffect: Double) {
        blocks = other.blocks
        self.samples = samples
        share = other.share
        self.designEffect = designEffect
        ownEffect = other.ownEffect
    }
}

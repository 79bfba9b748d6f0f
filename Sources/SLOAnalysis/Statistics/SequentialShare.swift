import Glibc

/// An interval for a share that holds at every look at once (measurement.md 3.7): the confidence sequence on the
/// effective samples of blocks of time.
struct SequentialShare {
    /// Both sides together: 5 % on either.
    static let alpha = 0.10

    /// The share seen.
    let share: Double
    /// Effective samples, less what the uncertainty of the design effect costs.
    let worth: Double

    init(_ proportion: BlockProportion) {
        share = proportion.share
        worth = proportion.degradedSamples(alpha: BlockProportion.alpha)
    }

    private init(share: Double, worth: Double) {
        self.share = share
        self.worth = worth
    }

    /// The p-value of "the true share is `limit`", valid at all looks at once.
    func evidence(against limit: Double) -> Double {
        ConfidenceSequence.evidence(against: limit, counted: share * worth, samples: worth, alpha: Self.alpha)
    }

    /// The true share is below `limit`.
    func isBelow(_ limit: Double) -> Bool { share < limit && evidence(against: limit) <= Self.alpha }

    /// The true share is above `limit`.
    func isAbove(_ limit: Double) -> Bool { share > limit && evidence(against: limit) <= Self.alpha }

    /// The ends of the interval: shares outside are ruled out.
    var limits: (lower: Double, upper: Double) {
        guard worth > 0 else { return (0, 1) }
        let lower = share <= 0 ? 0 : Self.edge(from: share, to: 0) { isAbove($0) }
        let upper = share >= 1 ? 1 : Self.edge(from: share, to: 1) { isBelow($0) }
        return (lower, upper)
    }

    /// Between which shares of the samples, in order, the p-quantile lies: the limits that would be neither passed nor
    /// failed are those between the quantiles at these shares.
    func undecided(_ p: Double) -> (lower: Double, upper: Double) {
        guard worth > 0, p > 0, p < 1 else { return (0, 1) }
        let bad = 1 - p
        let passing = Self.edge(from: bad, to: 0) { SequentialShare(share: $0, worth: worth).isBelow(bad) }
        let failing = Self.edge(from: bad, to: 1) { SequentialShare(share: $0, worth: worth).isAbove(bad) }
        return (1 - failing, 1 - passing)
    }

    /// Where, on the way from one value to another, a condition begins to hold; the other value if it never does.
    private static func edge(from inner: Double, to outer: Double, _ holds: (Double) -> Bool) -> Double {
        // At 0 and 1 there is no test; just inside there is.
        let end = outer == 0 ? 1e-12 : outer == 1 ? 1 - 1e-12 : outer
        guard holds(end) else { return outer }
        var (near, far) = (inner, end)
        for _ in 0..<40 {
            let middle = (near + far) / 2
            if holds(middle) { far = middle } else { near = middle }
        }
        return far
    }
}

/// What n independent samples say about a quantile, exactly (measurement.md 3.2): the rule that the block interval
/// generalises, and the table that plans are made from.
public struct OrderStatistics: Sendable {
    /// Samples.
    public var samples: Int
    /// The quantile, 0 to 1.
    public let quantile: Double

    /// So many samples and a quantile.
    public init(samples: Int, quantile: Double) {
        self.samples = max(0, samples)
        self.quantile = quantile
    }

    /// Ranks, from 1, of the samples between which the quantile lies with confidence 1 − `alpha`, both sides; an upper
    /// rank of nil is beyond all samples. 0 as the lower rank is below all.
    public func interval(alpha: Double) -> (lower: Int, upper: Int?) {
        let above = firstIndex { BinomialDistribution.cdf($0 - 1, trials: samples, probability: quantile) > alpha / 2 }
        let upper = firstIndex { BinomialDistribution.tail($0, trials: samples, probability: quantile) <= alpha / 2 }
        return (max(0, above - 1), upper <= samples ? upper : nil)
    }

    /// The confidence that ``interval(alpha:)`` really has: P(lower ≤ Bin(n, q) ≤ upper − 1).
    public func coverage(_ interval: (lower: Int, upper: Int?)) -> Double {
        BinomialDistribution.cdf((interval.upper ?? samples + 1) - 1, trials: samples, probability: quantile)
            - BinomialDistribution.cdf(interval.lower - 1, trials: samples, probability: quantile)
    }

    /// The fewest samples with which a quantile passes although `bad` samples are beyond the limit.
    public static func fewestSamples(toPass quantile: Double, bad: Int, alpha: Double) -> Int {
        var high = max(1, bad + 1)
        while BinomialDistribution.cdf(bad, trials: high, probability: 1 - quantile) > alpha, high < 1 << 40 {
            high *= 2
        }
        var low = bad
        while high - low > 1 {
            let middle = (low + high) / 2
            if BinomialDistribution.cdf(bad, trials: middle, probability: 1 - quantile) > alpha {
                low = middle
            } else {
                high = middle
            }
        }
        return high
    }

    /// The first of 0 … n + 1 for which a rising condition holds; n + 1 if it does for none.
    func firstIndex(where holds: (Int) -> Bool) -> Int {
        var low = -1
        var high = samples + 1
        while high - low > 1 {
            let middle = (low + high) / 2
            if holds(middle) { high = middle } else { low = middle }
        }
        return high
    }
}

@testable import SLOAnalysis

/// The decision of a plain binomial test, for the vectors that state it; objectives are decided by `BlockProportion`.
extension OrderStatistics {
    /// The most samples beyond a limit with which the quantile is below the limit at a level: max c with
    /// P(Bin(n, 1 − q) ≤ c) ≤ `alpha`. Nil if even none is too many.
    func mostBadToPass(alpha: Double) -> Int? {
        let first = firstIndex { BinomialDistribution.cdf($0, trials: samples, probability: 1 - quantile) > alpha }
        return first > 0 ? first - 1 : nil
    }

    /// The fewest samples beyond a limit with which the quantile is above the limit at a level: min c with
    /// P(Bin(n, 1 − q) ≥ c) ≤ `alpha`. Nil if even all are too few.
    func fewestBadToFail(alpha: Double) -> Int? {
        let first = firstIndex { BinomialDistribution.tail($0, trials: samples, probability: 1 - quantile) <= alpha }
        return first <= samples ? first : nil
    }
}

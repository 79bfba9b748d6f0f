import Glibc

/// Quantiles of few values, such as one figure of each of several runs: a mean of all of them, each weighted by how
/// likely it is to be the quantile. Steadier than any single value.
///
/// Source: F. E. Harrell, C. E. Davis, "A new distribution-free quantile estimator", Biometrika 69 (1982); the standard
/// error after J. S. Maritz, R. G. Jarrett, J. Amer. Statist. Assoc. 73 (1978).
struct HarrellDavis {
    /// The quantile.
    let value: Double
    /// Its standard error.
    let standardError: Double

    /// The quantile of at least one value.
    /// - Parameters:
    ///   - values: in any order.
    ///   - share: the quantile, 0 to 1.
    init?(_ values: [Double], _ share: Double) {
        guard !values.isEmpty, values.allSatisfy(\.isFinite), (0...1).contains(share) else { return nil }
        let sorted = values.sorted()
        guard share > 0, share < 1 else {
            (value, standardError) = (share == 0 ? sorted[0] : sorted[sorted.count - 1], 0)
            return
        }
        let count = Double(sorted.count)
        let (a, b) = ((count + 1) * share, (count + 1) * (1 - share))
        var (mean, squares, before) = (0.0, 0.0, 0.0)
        for (index, number) in sorted.enumerated() {
            let upTo = index == sorted.count - 1 ? 1 : BetaDistribution.cdf(Double(index + 1) / count, a, b)
            mean += (upTo - before) * number
            squares += (upTo - before) * number * number
            before = upTo
        }
        value = mean
        standardError = max(0, squares - mean * mean).squareRoot()
    }
}

import Glibc

/// Two samples compared by their ranks where they may also differ in spread, which Mann and Whitney's test takes to be
/// the same: the t statistic of the chance that one value is larger, with the variance of its own ranks for either.
///
/// For figures of whole runs, which are independent of each other; requests of one run are not.
///
/// Source: E. Brunner, U. Munzel, "The nonparametric Behrens–Fisher problem", Biometrical Journal 42 (2000).
public struct BrunnerMunzel: Sendable, Hashable {
    /// With fewer values of a kind the approximation by Student's t is too rough to be shown.
    public static let fewest = 10

    /// The statistic: above 0 where new values are larger; infinite where all are, or all are smaller.
    public let statistic: Double
    /// Degrees of freedom; NaN where ranks of neither sample vary.
    public let degrees: Double
    /// The probability to see new values as much larger although none are.
    public let evidence: Double

    /// A comparison; nil unless either sample has at least two values, all finite.
    public init?(base: [Double], new: [Double]) {
        guard base.count > 1, new.count > 1, base.allSatisfy(\.isFinite), new.allSatisfy(\.isFinite) else {
            return nil
        }
        let (old, young) = (Placement(base, among: new), Placement(new, among: base))
        let (m, n) = (Double(base.count), Double(new.count))
        // Means of the ranks in both samples together.
        let difference = (young.mean + (n + 1) / 2) - (old.mean + (m + 1) / 2)
        let (a, b) = (m * old.variance, n * young.variance)
        guard a + b > 0 else {
            statistic = difference == 0 ? 0 : difference > 0 ? .infinity : -.infinity
            degrees = .nan
            evidence = difference > 0 ? 0 : 1
            return
        }
        statistic = m * n * difference / ((m + n) * (a + b).squareRoot())
        degrees = (a + b) * (a + b) / (a * a / (m - 1) + b * b / (n - 1))
        evidence = StudentDistribution.cdf(-statistic, degrees: degrees)
    }

    /// Of each value of a sample, how many of the other lie below it (equal ones half): its rank in both together less
    /// the one in its own.
    private struct Placement {
        var mean: Double
        var variance: Double

        init(_ values: [Double], among others: [Double]) {
            let below = values.map { value in
                others.reduce(0) { $0 + ($1 < value ? 1 : $1 == value ? 0.5 : 0) }
            }
            let mean = below.reduce(0, +) / Double(values.count)
            self.mean = mean
            variance = below.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)
        }
    }
}

import Glibc

/// How many requests a second a number of pods takes: the universal scalability law over searches with different numbers
/// of pods, with its 95 % band.
///
/// A search is a bracket, so a size counts by the geometric middle of its ends, and weighs the more the narrower it is.
/// The error of a size is relative to its throughput, hence the weights 1 / (middle · ln(high / low))². The variance is
/// at least that of a value somewhere in each bracket (uniform, 1/12), however well the law fits.
///
/// Source: N. J. Gunther, "Guerrilla Capacity Planning" (2007); the band by the delta method.
public struct PodLaw: Sendable, Hashable {
    /// With fewer sizes there is no band.
    public static let fewestSizes = 4
    /// How far beyond the largest size the law is used.
    public static let furthest = 2

    /// The law, its concurrency being pods.
    public let law: ScalabilityLaw
    /// The largest size measured.
    public let largest: Int
    /// Covariances of contention, coherency and the throughput of one pod.
    private let covariance: [[Double]]
    /// Student's t for the band.
    private let t: Double

    /// The law over sizes; nil where fewer than four different ones have both ends, or nothing fits.
    init?(_ sizes: [MeasuredSize]) {
        let brackets = sizes.compactMap { size in
            size.doesNotHold.map { above in
                (pods: Double(size.pods), middle: (size.holds * above).squareRoot(), ratio: above / size.holds)
            }
        }
        guard brackets.count == sizes.count, Set(brackets.map(\.pods)).count >= Self.fewestSizes,
            let largest = sizes.map(\.pods).max()
        else { return nil }
        let levels = brackets.map { LoadLevel(concurrency: $0.pods, throughput: $0.middle) }
        let weights = brackets.map { 1 / pow($0.middle * log($0.ratio), 2) }
        guard let fit = LeastSquares.best(levels, weights: weights) else { return nil }
        let degrees = Double(brackets.count - 3)
        guard let covariance = fit.covariance(variance: max(fit.squares / degrees, 1.0 / 12)) else { return nil }
        law = fit.law
        self.largest = largest
        self.covariance = covariance
        t = StudentDistribution.quantile(0.975, degrees: degrees)
    }

    /// The most pods that the law is asked about.
    public var limit: Int { largest * Self.furthest }

    /// The ends of the band at a number of pods, in requests a second.
    public func band(_ pods: Int) -> (low: Double, high: Double) {
        guard pods > 0 else { return (0, 0) }
        let n = Double(pods)
        let denominator = 1 + law.contention * (n - 1) + law.coherency * n * (n - 1)
        let unit = n / denominator
        let gradient = [-law.alone * unit * (n - 1) / denominator, -law.alone * unit * n * (n - 1) / denominator, unit]
        let middle = law.throughput(n)
        let half = t * deviation(gradient)
        return (max(0, middle - half), middle + half)
    }

    /// Pods beyond which more make it slower, and the lower end of their interval; nil where coherency is not more than
    /// chance.
    public var peak: (pods: Double, low: Double)? {
        guard let pods = law.peak, law.coherency > t * deviation([0, 1, 0]) else { return nil }
        let rest = 1 - law.contention
        let gradient = [
            -1 / (2 * (rest * law.coherency).squareRoot()), -0.5 * (rest / pow(law.coherency, 3)).squareRoot(), 0,
        ]
        return (pods, max(1, pods - t * deviation(gradient)))
    }

    private func deviation(_ gradient: [Double]) -> Double {
        var sum = 0.0
        for (row, a) in gradient.enumerated() {
            for (column, b) in gradient.enumerated() { sum += a * b * covariance[row][column] }
        }
        return max(0, sum).squareRoot()
    }
}

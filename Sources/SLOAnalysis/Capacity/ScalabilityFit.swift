/// The scalability law that fits measured levels best, by least squares within 0 ≤ α, β ≤ 1.
///
/// By Levenberg and Marquardt's steps. Where the best contention or coherency would be negative it is 0, and the rest
/// is fitted anew.
public struct ScalabilityFit: Sendable, Codable, Hashable {
    /// With fewer levels the parameters are guesses.
    public static let fewestLevels = 6

    /// The law.
    public var law: ScalabilityLaw
    /// Levels it was fitted to.
    public var levels: Int
    /// Standard errors of contention, coherency and throughput alone; nil with three levels.
    public var standardErrors: [Double]?
    /// The standard deviation of a level's throughput around the law.
    public var deviation: Double

    /// The best fit.
    /// - Parameter levels: at least three of different concurrency.
    /// - Returns: nil where there are too few, or figures that are no concurrency and throughput.
    public init?(_ levels: [LoadLevel]) {
        let usable = levels.allSatisfy {
            $0.concurrency > 0 && $0.concurrency < 1e9 && $0.throughput >= 0 && $0.throughput < 1e15
        }
        guard usable, Set(levels.map(\.concurrency)).count >= 3, levels.contains(where: { $0.throughput > 0 }) else {
            return nil
        }
        guard let best = LeastSquares.best(levels) else { return nil }
        law = best.law
        self.levels = levels.count
        let degrees = Double(levels.count - 3)
        deviation = degrees > 0 ? (best.squares / degrees).squareRoot() : 0
        standardErrors = degrees > 0 ? best.standardErrors(variance: best.squares / degrees) : nil
    }

    /// Whether coherency is more than chance: the 95 % interval of Student's t holds no 0. Only then is there a peak.
    public var hasPeak: Bool {
        guard levels >= Self.fewestLevels, let errors = standardErrors, law.peak != nil else { return false }
        return law.coherency > StudentDistribution.quantile(0.975, degrees: Double(levels - 3)) * errors[1]
    }
}

import Glibc

@testable import SLOAnalysis

/// A test of a sum without drift that may be looked at at all times: the mixture of normal likelihood ratios
/// (Robbins). For sums of independent terms of which only the variance is known to be bounded; for shares
/// ``ConfidenceSequence`` is tighter.
///
/// Sources: H. Robbins, Ann. Math. Statist. 41 (1970); S. R. Howard, A. Ramdas, J. McAuliffe, J. Sekhon, "Time-uniform,
/// nonparametric, nonasymptotic confidence sequences", Ann. Statist. 49 (2021), propositions 5 and 6.
struct NormalMixture: Sendable, Hashable {
    /// Which deviations count.
    enum Sides: Sendable, Hashable {
        /// Only sums above 0.
        case above
        /// Both.
        case both
    }

    /// The mixture's precision, in units of variance.
    let rho: Double
    /// Which deviations count.
    let sides: Sides

    /// A mixture that is tightest at an intrinsic time.
    /// - Parameters:
    ///   - optimum: sum of variances at which it is tightest, more than 0.
    ///   - alpha: the error it is tightest for, in 0 … 1, for one side less than a half.
    init?(optimum: Double, alpha: Double, sides: Sides) {
        guard optimum > 0, optimum.isFinite, alpha > 0, alpha < (sides == .both ? 1 : 0.5) else { return nil }
        rho = Self.rho(optimum: optimum, alpha: sides == .both ? alpha : 2 * alpha)
        self.sides = sides
    }

    /// The precision that makes the boundary of level `alpha` tightest at a time, two-sided; for one side of level α the
    /// same at 2α.
    static func rho(optimum: Double, alpha: Double) -> Double {
        let level = 2 * log(1 / alpha)
        return optimum / (level + log(1 + level))
    }

    /// ln of the mixture's likelihood ratio against "the sum has no drift".
    /// - Parameters:
    ///   - sum: the terms' sum.
    ///   - time: the sum of their variances.
    func logRatio(sum: Double, time: Double) -> Double {
        let width = max(time, 0) + rho
        let ratio = 0.5 * log(rho / width) + sum * sum / (2 * width)
        return sides == .both ? ratio : ratio + log(2) + log(NormalDistribution.cdf(sum / width.squareRoot()))
    }

    /// The sum that one without drift never reaches, at any time, with probability 1 − `alpha`.
    func bound(time: Double, alpha: Double) -> Double {
        guard alpha > 0, alpha < 1 else { return alpha >= 1 ? 0 : .infinity }
        let width = max(time, 0) + rho
        let both = (width * (log(width / rho) + 2 * log(1 / alpha))).squareRoot()
        guard sides == .above else { return both }
        // With the factor between 1 and 2 that one side gains, the bound lies below that of both sides.
        var (low, high) = (0.0, both)
        for _ in 0..<80 {
            let middle = (low + high) / 2
            if logRatio(sum: middle, time: time) < log(1 / alpha) { low = middle } else { high = middle }
        }
        return high
    }
}

import Glibc

@testable import SLOAnalysis

/// How far the distribution of the samples so far may lie from the true one, everywhere and at all times at once: a
/// Kolmogorov–Smirnov band that may be looked at after every sample. It shrinks as √(ln ln t / t).
///
/// Source: S. R. Howard, A. Ramdas, "Sequential estimation of quantiles with applications to A/B testing and best-arm
/// identification", Bernoulli 28(3), 2022, theorem 2.
struct EmpiricalProcessBound: Sendable, Hashable {
    /// Before so many samples nothing is said.
    let earliest: Double
    /// The factor of the leading term; more than 1/√2.
    let factor: Double
    /// What makes the error `alpha`.
    let constant: Double

    /// A bound that fails with probability `alpha`; nil unless `alpha` is in 0 … 1, `earliest` at least 1 and `factor`
    /// more than 1/√2 (below it no such bound exists).
    init?(alpha: Double, earliest: Double, factor: Double = 0.85) {
        guard alpha > 0, alpha < 1, earliest >= 1, earliest.isFinite, factor > 0.5.squareRoot(), factor.isFinite
        else { return nil }
        // The error falls as the constant grows: double it until it is small enough, then halve the gap.
        var high = 1.0
        while Self.error(high, factor) > alpha {
            high *= 2
            guard high < 1e9 else { return nil }
        }
        var low = 0.0
        for _ in 0..<60 {
            let middle = (low + high) / 2
            if Self.error(middle, factor) > alpha { low = middle } else { high = middle }
        }
        self.earliest = earliest
        self.factor = factor
        constant = high
    }

    /// The largest distance of the two distributions after so many samples.
    func distance(samples: Double) -> Double {
        guard samples >= earliest else { return .infinity }
        return factor * ((log(1 + log(samples / earliest)) + constant) / samples).squareRoot()
    }

    /// The smallest error that the theorem gives for a constant, over the ratio η > 1 of the times at which the band is
    /// made anew.
    private static func error(_ constant: Double, _ factor: Double) -> Double {
        func error(_ eta: Double) -> Double {
            let rest = factor - (2 * (eta - 1) / constant).squareRoot()
            let gamma = 2 / eta * rest * rest
            guard rest > 0, gamma > 1 else { return .infinity }
            return 4 * exp(-gamma * constant) * (1 + 1 / ((gamma - 1) * log(eta)))
        }
        // γ² falls to 1 before η reaches 2A²; between there is one minimum, found by the golden section.
        var (low, high) = (1.0, 2 * factor * factor)
        let golden = (5.0.squareRoot() - 1) / 2
        for _ in 0..<120 {
            let a = high - golden * (high - low)
            let b = low + golden * (high - low)
            // Beyond the last finite value there is nothing: an infinite one to the right moves the end.
            if error(a) <= error(b) { high = b } else { low = a }
        }
        return error((low + high) / 2)
    }
}

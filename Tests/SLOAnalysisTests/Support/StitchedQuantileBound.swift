import Glibc

@testable import SLOAnalysis

/// How far the number of samples below the true p-quantile may lie from p · t, for all p and at all times at once: unlike
/// ``EmpiricalProcessBound`` it is tight in the tails, where latency objectives are.
///
/// Source: S. R. Howard, A. Ramdas, Bernoulli 28(3), 2022, theorem 4 ("double stitching": over time in steps of a ratio,
/// and over quantiles in steps of their log odds).
struct StitchedQuantileBound: Sendable, Hashable {
    /// Samples at which it is tightest; at least 1.
    let optimum: Double
    /// Step of the log odds between quantiles that are watched; more than 0.
    let step: Double
    /// How fast the error is spent over the steps; more than 1.
    let power: Double
    /// Ratio of the times at which it is made anew; more than 1.
    let ratio: Double

    /// A bound; nil if a parameter is outside what its property says.
    init?(optimum: Double, step: Double = 0.5, power: Double = 1.4, ratio: Double = 2) {
        guard optimum >= 1, optimum.isFinite, step > 0, step.isFinite, power > 1, power.isFinite, ratio > 1,
            ratio.isFinite
        else { return nil }
        self.optimum = optimum
        self.step = step
        self.power = power
        self.ratio = ratio
    }

    /// How many samples too many may lie below the p-quantile after so many, wrong with probability `alpha`; nil unless
    /// `quantile` and `alpha` are in 0 … 1.
    func deviation(quantile p: Double, samples: Double, alpha: Double) -> Double? {
        guard p > 0, p < 1, alpha > 0, alpha < 1, samples > 0, samples.isFinite else { return nil }
        let time = max(samples, optimum)
        let odds = log(p / (1 - p))
        // The nearest watched quantile above; its variance is the larger one.
        let watched =
            p >= 0.5 ? p : min(0.5, 1 / (1 + exp(-odds - 2 * step * (optimum * ratio / time).squareRoot())))
        let variance = watched * (1 - watched)
        let place = (time / optimum).squareRoot() * abs(odds) / (2 * step) + 1
        let zeta = Self.zeta(power)
        let spent = 2 * zeta * (2 * zeta + 1) / (alpha * pow(log(ratio), power))
        let level = power * log(log(ratio * time / optimum)) + power * log(place) + log(spent)
        let slope = (pow(ratio, 0.25) + pow(ratio, -0.25)) / 2.0.squareRoot()
        let skew = (ratio.squareRoot() + 1) / 2 * (1 - 2 * p) / 3 * level
        return step * (ratio * time * variance / optimum).squareRoot()
            + (slope * slope * variance * time * level + skew * skew).squareRoot() + skew
    }

    /// Riemann's zeta function of s > 1 by the formula of Euler and Maclaurin (DLMF 25.2.9), to 14 digits.
    static func zeta(_ s: Double) -> Double {
        let last = 20.0
        var sum = 0.0
        for term in 1..<Int(last) { sum += pow(Double(term), -s) }
        sum += pow(last, 1 - s) / (s - 1) + 0.5 * pow(last, -s)
        // B₂/2! = 1/12, B₄/4! = −1/720, B₆/6! = 1/30240.
        var factor = s * pow(last, -s - 1)
        sum += factor / 12
        factor *= (s + 1) * (s + 2) / (last * last)
        sum -= factor / 720
        factor *= (s + 3) * (s + 4) / (last * last)
        return sum + factor / 30_240
    }
}

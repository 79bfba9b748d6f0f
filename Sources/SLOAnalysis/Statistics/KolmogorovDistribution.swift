import Foundation

/// The limit distribution of the Kolmogorov–Smirnov statistic.
enum KolmogorovDistribution {
    /// The probability of a distance at least as great as `distance` in a sample of `count` that follows its distribution:
    /// 2 Σ (−1)^(k−1) e^(−2k²λ²) with λ = (√n + 0.12 + 0.11/√n) D (Stephens 1970).
    static func tail(_ distance: Double, count: Int) -> Double {
        guard count > 0, distance > 0 else { return 1 }
        let root = Double(count).squareRoot()
        let lambda = (root + 0.12 + 0.11 / root) * distance
        // The series converges slowly below, where the probability is 1 to all digits that matter.
        guard lambda > 0.3 else { return 1 }
        var sum = 0.0
        var sign = 1.0
        for k in 1...100 {
            let term = exp(-2 * Double(k * k) * lambda * lambda)
            sum += sign * term
            if term < 1e-12 { break }
            sign = -sign
        }
        return min(1, max(0, 2 * sum))
    }
}

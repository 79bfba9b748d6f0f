import Glibc

/// ln Γ and its kin.
enum LogGamma {
    /// ln Γ(x) for x > 0, to about 1e-14 relative: Stirling's series where it converges, the recurrence
    /// Γ(x + 1) = x Γ(x) below (Abramowitz & Stegun 6.1.15, 6.1.41).
    static func of(_ x: Double) -> Double {
        guard x > 0 else { return .infinity }
        var shifted = x
        var product = 1.0
        while shifted < 10 {
            product *= shifted
            shifted += 1
        }
        // B₂ₖ / (2k (2k − 1)) of the Bernoulli numbers, k = 1 to 7.
        let coefficients: [Double] = [
            1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360_360, 1.0 / 156,
        ]
        let inverseSquare = 1 / (shifted * shifted)
        var series = 0.0
        for coefficient in coefficients.reversed() { series = series * inverseSquare + coefficient }
        return (shifted - 0.5) * log(shifted) - shifted + 0.5 * log(2 * .pi) + series / shifted - log(product)
    }

    /// ln B(a, b) for positive a and b.
    static func beta(_ a: Double, _ b: Double) -> Double { of(a) + of(b) - of(a + b) }
}

import Glibc

/// The beta distribution: the regularised incomplete beta function and its inverse.
enum BetaDistribution {
    /// I_x(a, b), the share of Beta(a, b) below x. NaN unless a and b are positive.
    static func cdf(_ x: Double, _ a: Double, _ b: Double) -> Double {
        guard a > 0, b > 0, !x.isNaN else { return .nan }
        if x <= 0 { return 0 }
        if x >= 1 { return 1 }
        // The fraction converges fast on the near side of the mean; the other side is its mirror image.
        return x < (a + 1) / (a + b + 2)
            ? part(x, a, b) : 1 - part(1 - x, b, a)
    }

    /// ln of the unregularised B_x(a, b): the form that mixtures of binomials need. -∞ at x = 0.
    static func logIncomplete(_ x: Double, _ a: Double, _ b: Double) -> Double {
        log(cdf(x, a, b)) + LogGamma.beta(a, b)
    }

    /// The x with I_x(a, b) = p.
    static func quantile(_ p: Double, _ a: Double, _ b: Double) -> Double {
        guard a > 0, b > 0, !p.isNaN else { return .nan }
        if p <= 0 { return 0 }
        if p >= 1 { return 1 }
        // A bracket that only ever shrinks, and Newton's step inside it where it stays inside.
        var low = 0.0
        var high = 1.0
        var x = a / (a + b)
        let logBeta = LogGamma.beta(a, b)
        for _ in 0..<200 {
            let error = cdf(x, a, b) - p
            if error == 0 { return x }
            if error < 0 { low = x } else { high = x }
            let density = exp((a - 1) * log(x) + (b - 1) * log1p(-x) - logBeta)
            var next = x - error / density
            if !(next > low && next < high) { next = low + (high - low) / 2 }
            if abs(next - x) <= 1e-15 * x || high - low <= 1e-300 { return next }
            x = next
        }
        return x
    }

    /// I_x(a, b) by its continued fraction (DLMF 8.17.22), evaluated by the modified Lentz method.
    private static func part(_ x: Double, _ a: Double, _ b: Double) -> Double {
        let front = exp(a * log(x) + b * log1p(-x) - LogGamma.beta(a, b)) / a
        guard front > 0 else { return 0 }
        let tiny = 1e-300
        var numerator = 1.0
        var denominator = 1 / nonzero(1 - (a + b) * x / (a + 1), tiny)
        var value = denominator
        // It needs some √max(a, b) turns; the bound is for arguments that are no numbers of samples.
        for turn in 1...100_000 {
            let m = Double(turn)
            let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
            denominator = 1 / nonzero(1 + even * denominator, tiny)
            numerator = nonzero(1 + even / numerator, tiny)
            value *= denominator * numerator
            let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            denominator = 1 / nonzero(1 + odd * denominator, tiny)
            numerator = nonzero(1 + odd / numerator, tiny)
            let change = denominator * numerator
            value *= change
            if abs(change - 1) < 1e-15 { break }
        }
        return min(front * value, 1)
    }

    private static func nonzero(_ value: Double, _ tiny: Double) -> Double { abs(value) < tiny ? tiny : value }
}

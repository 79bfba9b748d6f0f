import Glibc

/// The standard normal distribution.
enum NormalDistribution {
    /// The share below z.
    static func cdf(_ z: Double) -> Double { 0.5 * erfc(-z / 2.0.squareRoot()) }

    /// The z that a share p lies below: by bisection, which has nothing to get wrong in either tail.
    static func quantile(_ p: Double) -> Double {
        guard p > 0, p < 1 else { return p <= 0 ? -.infinity : p >= 1 ? .infinity : .nan }
        if p > 0.5 { return -quantile(1 - p) }
        var low = -40.0
        var high = 0.0
        for _ in 0..<80 {
            let middle = (low + high) / 2
            if cdf(middle) < p { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }
}

/// Student's t distribution.
enum StudentDistribution {
    /// The share below t with so many degrees of freedom, through the incomplete beta function (DLMF 8.17).
    static func cdf(_ t: Double, degrees: Double) -> Double {
        guard degrees > 0, !t.isNaN else { return .nan }
        let tail = 0.5 * BetaDistribution.cdf(degrees / (degrees + t * t), degrees / 2, 0.5)
        return t < 0 ? tail : 1 - tail
    }

    /// The t that a share p lies below.
    static func quantile(_ p: Double, degrees: Double) -> Double {
        guard degrees > 0, p > 0, p < 1 else { return p <= 0 ? -.infinity : p >= 1 ? .infinity : .nan }
        if p == 0.5 { return 0 }
        let x = BetaDistribution.quantile(2 * min(p, 1 - p), degrees / 2, 0.5)
        let t = (degrees * (1 - x) / x).squareRoot()
        return p < 0.5 ? -t : t
    }
}

/// The binomial distribution.
enum BinomialDistribution {
    /// P(X ≤ k) of n trials, each true with probability p.
    static func cdf(_ k: Int, trials n: Int, probability p: Double) -> Double {
        if k < 0 { return 0 }
        if k >= n { return 1 }
        return BetaDistribution.cdf(1 - p, Double(n - k), Double(k) + 1)
    }

    /// P(X ≥ k).
    static func tail(_ k: Int, trials n: Int, probability p: Double) -> Double {
        if k <= 0 { return 1 }
        if k > n { return 0 }
        return BetaDistribution.cdf(p, Double(k), Double(n - k) + 1)
    }
}

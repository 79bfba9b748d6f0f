import Foundation

/// A log-normal distribution above a floor: `floor + exp(μ + σ·z)` with `z` standard normal. Round trips have a hard
/// lower end (the cable) and a long upper one (queues, radio retransmissions).
///
/// Milliseconds. A spread whose 95th percentile is not above its median is the constant of its median.
struct LogNormalSpread: Sendable, Hashable {
    let floor: Double
    let mu: Double
    let sigma: Double

    /// The 95th percentile of the standard normal distribution.
    static let z95 = 1.6448536269514722

    init(floor: Double, median: Double, p95: Double) {
        guard median > 0, p95 > median, median > floor, floor >= 0, p95.isFinite else {
            self.floor = max(0, median)
            mu = -.infinity
            sigma = 0
            return
        }
        self.floor = floor
        mu = log(median - floor)
        sigma = (log(p95 - floor) - mu) / Self.z95
    }

    /// P(round trip ≤ x).
    func cdf(_ x: Double) -> Double {
        guard sigma > 0 else { return x >= floor ? 1 : 0 }
        guard x > floor else { return 0 }
        return Normal.cdf((log(x - floor) - mu) / sigma)
    }

    func quantile(_ p: Double) -> Double {
        guard sigma > 0 else { return floor }
        return floor + exp(mu + sigma * Normal.quantile(p))
    }

    var mean: Double { sigma > 0 ? floor + exp(mu + sigma * sigma / 2) : floor }

    var variance: Double {
        guard sigma > 0 else { return 0 }
        return (exp(sigma * sigma) - 1) * exp(2 * mu + sigma * sigma)
    }
}

/// The standard normal distribution.
enum Normal {
    static func cdf(_ z: Double) -> Double { erfc(-z / 2.0.squareRoot()) / 2 }

    /// Acklam's rational approximation (2003), made exact to rounding by one step of Halley's method. Below 0 or above 1
    /// it gives the ends of what a `Double` can tell apart.
    static func quantile(_ probability: Double) -> Double {
        let p = min(max(probability, 0x1p-60), 1 - 0x1p-53)
        var z = approximation(p)
        let error = cdf(z) - p
        let step = error * (2 * Double.pi).squareRoot() * exp(z * z / 2)
        z -= step / (1 + z * step / 2)
        return z
    }

    private static func approximation(_ p: Double) -> Double {
        let low = 0.02425
        if p < low { return tail((-2 * log(p)).squareRoot()) }
        if p > 1 - low { return -tail((-2 * log(1 - p)).squareRoot()) }
        let q = p - 0.5
        let r = q * q
        let top =
            ((((-39.69683028665376 * r + 220.9460984245205) * r - 275.9285104469687) * r + 138.3577518672690) * r
                - 30.66479806614716) * r + 2.506628277459239
        let bottom =
            ((((-54.47609879822406 * r + 161.5858368580409) * r - 155.6989798598866) * r + 66.80131188771972) * r
                - 13.28068155288572) * r + 1
        return top * q / bottom
    }

    private static func tail(_ q: Double) -> Double {
        let top =
            ((((-0.007784894002430293 * q - 0.3223964580411365) * q - 2.400758277161838) * q - 2.549732539343734) * q
                + 4.374664141464968) * q + 2.938163982698783
        let bottom =
            (((0.007784695709041462 * q + 0.3224671290700398) * q + 2.445134137142996) * q + 3.754408661907416) * q + 1
        return top / bottom
    }
}

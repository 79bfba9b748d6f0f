import Foundation

/// A lognormal distribution given by its median and its 99th percentile.
struct LatencyFit: Sendable {
    private var mu: Double
    private var sigma: Double

    /// The 99 % point of the standard normal distribution.
    private static let z99 = 2.326_347_874_040_841

    /// - Parameters: both in nanoseconds, `p50` above zero and `p99` not below it.
    init(p50: UInt64, p99: UInt64) {
        mu = log(Double(max(1, p50)))
        sigma = max(0, log(Double(max(1, p99))) - mu) / LatencyFit.z99
    }

    /// One latency in nanoseconds, at most an hour.
    func draw(_ random: inout SeededRandom) -> UInt64 {
        UInt64(min(exp(mu + sigma * random.normal()), 3.6e12))
    }
}

extension LatencyFit {
    /// Reads `p50=80ms,p99=400ms`.
    /// - Throws: `OptionError`.
    init(_ text: some StringProtocol) throws {
        var values: [String: UInt64] = [:]
        for (key, value) in try OptionText.pairs(text) {
            guard key == "p50" || key == "p99" else { throw OptionError("“\(key)” is not known: p50 and p99 are") }
            values[key] = try OptionText.duration(value)
        }
        guard let p50 = values["p50"], let p99 = values["p99"] else {
            throw OptionError("“\(text)” must say both, as in p50=80ms,p99=400ms")
        }
        guard p50 > 0, p99 >= p50 else { throw OptionError("p50 must be above zero and p99 not below p50") }
        self.init(p50: p50, p99: p99)
    }
}

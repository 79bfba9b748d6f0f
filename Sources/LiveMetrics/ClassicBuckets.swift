import LoadMetrics

/// The bounds of the classic histograms that receivers get: half an octave apart from 0.25 ms to 64 s, and every limit
/// that an objective names, so that a query for the share within a limit is exact.
public struct ClassicBuckets: Sendable {
    /// Upper bounds in nanoseconds, inclusive, ascending; the one without limit is not among them.
    public let bounds: [UInt64]

    /// Bounds for a run whose objectives have these limits, nanoseconds.
    public init(limits: [UInt64] = []) {
        var bounds = Set(limits.filter { $0 > 0 })
        for octave in 0...18 as ClosedRange<UInt64> {
            let low = 250_000 << octave as UInt64
            bounds.insert(low)
            // √2 to four digits; the last octave ends with its beginning.
            if octave < 18 { bounds.insert(low / 10_000 * 14_142) }
        }
        self.bounds = bounds.sorted()
    }

    /// How many values are at most each bound. A bucket of the histogram that a bound cuts counts as above it.
    func cumulative(_ histogram: Histogram) -> [UInt64] {
        var counts = [UInt64](repeating: 0, count: bounds.count)
        var index = 0
        var sum: UInt64 = 0
        for bucket in histogram.buckets {
            while index < bounds.count, bounds[index] < bucket.highest {
                counts[index] = sum
                index += 1
            }
            sum &+= bucket.count
        }
        while index < bounds.count {
            counts[index] = sum
            index += 1
        }
        return counts
    }

    /// A bound in seconds, as Prometheus writes it.
    static func seconds(_ nanoseconds: UInt64) -> String { number(Double(nanoseconds) / 1e9) }

    /// A number without a needless fraction.
    static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value > 0 ? "+Inf" : "-Inf" }
        return value == value.rounded() && abs(value) < 1e15 ? "\(Int64(value))" : "\(value)"
    }
}

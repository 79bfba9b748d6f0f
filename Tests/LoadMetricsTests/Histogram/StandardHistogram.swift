import LoadMetrics

/// The example that every HdrHistogram port is tested with: 10,000 values of 1 ms and a stall of 100 s, in µs.
enum StandardHistogram {
    static func layout() throws -> HistogramLayout {
        try HistogramLayout(lowest: 1, highest: 3_600_000_000, digits: 3)
    }

    static func raw() throws -> Histogram {
        var histogram = Histogram(layout: try layout())
        histogram.record(1000, count: 10_000)
        histogram.record(100_000_000)
        return histogram
    }

    /// With the values that a stalled closed loop did not send, one every 10 ms.
    static func corrected() throws -> Histogram {
        var histogram = try raw()
        for value in stride(from: UInt64(99_990_000), through: 10_000, by: -10_000) { histogram.record(value) }
        return histogram
    }
}

import LoadMetrics

/// Percentiles of all ok requests of one clock in a run's histogram log.
struct HistogramFigures {
    private var sum = Histogram(layout: .latency)

    init(_ log: String, clock: String) throws {
        let read = HistogramLog(text: log)
        for interval in read.intervals {
            guard let tag = interval.tag, tag.hasSuffix("~\(clock)"), tag.contains("#ok"), !tag.contains("(") else {
                continue
            }
            sum.add(interval.histogram)
        }
    }

    var count: UInt64 { sum.totalCount }

    func seconds(_ percentile: Double) -> Double { Double(sum.value(atPercentile: percentile)) / 1e9 }
}

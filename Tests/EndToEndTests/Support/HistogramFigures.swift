import LoadMetrics
import LoadTestKit

/// Percentiles of ok requests of one clock in a run's histogram log.
struct HistogramFigures {
    private var sum = Histogram(layout: .latency)

    /// - Parameter parts: what series' tags must contain, such as `/services@`; all of them by default.
    init(_ log: String, clock: String, of parts: [String] = []) throws {
        let read = HistogramLog(text: log)
        for interval in read.intervals {
            guard let tag = interval.tag, tag.hasSuffix("~\(clock)"), tag.contains("#ok"), !tag.contains("(") else {
                continue
            }
            guard parts.allSatisfy({ tag.contains($0) }) else { continue }
            sum.add(interval.histogram)
        }
    }

    var count: UInt64 { sum.totalCount }

    func seconds(_ percentile: Double) -> Double { Double(sum.value(atPercentile: percentile)) / 1e9 }
}

import Groundwork
import LoadMetrics

/// A table (RFC 4180) with a row per series: a step, group, poll or flow, in a region, with an outcome. Latencies are
/// milliseconds; a cell is empty where there is no such clock.
enum SeriesCSV {
    private static let figures = ["mean", "p50", "p90", "p95", "p99", "max"]

    /// The table with its header.
    static func text(_ run: StoredRun) -> String {
        let header =
            ["kind", "flow", "name", "region", "tenant", "phase", "outcome", "class", "count", "rate_per_s"]
            + figures.map { "response_\($0)_ms" } + figures.map { "service_\($0)_ms" }
        var lines = [header.joined(separator: ",")]
        for (index, (key, count)) in zip(run.record.series, run.seriesCounts).enumerated() where count > 0 {
            let names = [
                key.kind.rawValue, key.flow, key.name, key.region, key.tenant, key.phase, key.outcome.name,
                key.outcome.kind.rawValue,
            ]
            let seconds = run.measuredSeconds
            let rate = seconds > 0 ? Figures.fixed(Double(count) / seconds, 3) : ""
            let cells =
                names.map(cell) + ["\(count)", rate] + latencies(run.total(index, .response))
                + latencies(run.total(index, .service))
            lines.append(cells.joined(separator: ","))
        }
        return lines.joined(separator: "\r\n") + "\r\n"
    }

    private static func latencies(_ histogram: Histogram?) -> [String] {
        guard let histogram, !histogram.isEmpty else { return figures.map { _ in "" } }
        let values =
            [histogram.mean] + [50, 90, 95, 99].map { Double(histogram.value(atPercentile: $0)) }
            + [Double(histogram.max)]
        return values.map { Figures.fixed($0 / 1e6, 6) }
    }

    private static func cell(_ text: String) -> String {
        let isPlain = !text.unicodeScalars.contains { $0 == "," || $0 == "\"" || $0 == "\n" || $0 == "\r" }
        return isPlain ? text : "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}

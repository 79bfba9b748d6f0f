import Groundwork
import LoadMetrics

/// The curves over time as a table, for readers who do not see them.
struct TimelineTable {
    private static let mostRows = 40

    private let points: [TimelinePoint]
    private let latencies: LatencyTimeline

    /// The table of the points of a run.
    init(_ points: [TimelinePoint], _ latencies: LatencyTimeline) {
        self.points = points
        self.latencies = latencies
    }

    /// The table; of a long run every so many points.
    func markup(_ report: HTMLReport) -> Markup {
        let step = max(1, (points.count + Self.mostRows - 1) / Self.mostRows)
        let shown = stride(from: 0, to: points.count, by: step).map { points[$0] }
        return report.table(
            "Over time",
            [
                ("time", false), ("requests a second", true), ("p50", true), ("p95", true), ("p99", true),
                ("users", true), ("in flight", true), ("errors a second", true),
            ],
            shown.map { point in
                [tag("th", ["scope": "row"]) { Figures.duration(UInt64(max(0, min(point.seconds, 1e9)) * 1e9)) }]
                    + [report.cell(Figures.number(point.requests, 1), "number")]
                    + [50.0, 95, 99].map { report.cell(latency($0, at: point.seconds), "number") }
                    + [point.users, point.inFlight].map { report.cell(Figures.number($0, 0), "number") }
                    + [report.cell(Figures.number(point.errors, 1), "number")]
            }
        )
    }

    private func latency(_ percentile: Double, at seconds: Double) -> String {
        guard let point = latencies.points.first(where: { $0.start <= seconds && seconds < $0.end }),
            !point.histogram.isEmpty
        else { return Figures.missing }
        return Figures.latency(point.histogram.value(atPercentile: percentile))
    }
}

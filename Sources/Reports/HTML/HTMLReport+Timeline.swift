import Groundwork
import LoadMetrics
import SLOAnalysis

extension HTMLReport {
    /// Throughput, users and errors over time, one below the other with a common axis.
    func timeline() -> Markup {
        let points = TimelinePoint.points(input.run)
        guard points.count > 1 else { return .empty }
        return section("Over time") {
            throughput(points)
            LatencyTimeline(input.run).markup(end: points.last?.end ?? 1, warmup: input.run.record.measuredFrom)
            users(points)
            errors(points)
            tag("details") {
                tag("summary") { "The same as a table" }
                TimelineTable(points, LatencyTimeline(input.run)).markup(self)
            }
        }
    }

    private func throughput(_ points: [TimelinePoint]) -> Markup {
        chart(
            "Requests a second",
            [curve("sent", 1, .area, points) { $0.requests }],
            points,
            label: { Figures.number($0, 0) }
        ).markup()
    }

    private func users(_ points: [TimelinePoint]) -> Markup {
        var curves = [
            curve("users", 1, .line, points) { $0.users },
            curve("requests in flight", 3, .line, points) { $0.inFlight },
        ]
        var title = "Users and requests in flight"
        if input.run.record.load.model == .users {
            curves.append(curve("users wanted", 2, .dashed, points) { $0.wanted })
        } else {
            title += "; the load is \(input.run.record.load.curve)"
        }
        return chart(title, curves, points, label: { Figures.number($0, 0) }).markup()
    }

    private func errors(_ points: [TimelinePoint]) -> Markup {
        guard points.contains(where: { $0.errors > 0 }) else {
            return tag("p", ["class": "quiet"]) { "No request failed at any time." }
        }
        return chart(
            "Errors a second",
            [curve("errors", 4, .bars, points) { $0.errors }],
            points,
            label: { Figures.fixed($0, $0 < 10 && $0 != $0.rounded() ? 1 : 0) }
        ).markup()
    }

    private func curve(
        _ name: String,
        _ colour: Int,
        _ shape: LineChart.Curve.Shape,
        _ points: [TimelinePoint],
        _ value: (TimelinePoint) -> Double
    ) -> LineChart.Curve {
        LineChart.Curve(name: name, colour: colour, shape: shape, points: points.map { ($0.seconds, value($0)) })
    }

    private func chart(
        _ title: String,
        _ curves: [LineChart.Curve],
        _ points: [TimelinePoint],
        label: @escaping (Double) -> String
    ) -> LineChart {
        let highest = curves.flatMap { $0.points.compactMap(\.y) }.max() ?? 1
        let end = max(1, points.last?.end ?? 1)
        let warmup = Double(input.run.record.measuredFrom) / 1e9
        return LineChart(
            title: title,
            curves: curves,
            x: LineChart.Axis(domain: 0...end, label: { Figures.duration(UInt64(max(0, $0) * 1e9)) }),
            y: LineChart.Axis(domain: 0...max(1, highest * 1.08), label: label),
            shaded: warmup > 0 ? (0...min(warmup, end), "warm-up: not counted") : nil,
            height: 160
        )
    }
}

/// A point of the timeline: one tick, or several together where there are more than a drawing can show.
struct TimelinePoint {
    /// Most points of a curve: more would be finer than a pixel and bloat the file.
    static let most = 360

    /// The middle, in seconds since the start of the load.
    var seconds: Double
    /// The end.
    var end: Double
    /// Requests sent a second.
    var requests: Double
    /// Failed requests a second.
    var errors: Double
    /// Users active at the end.
    var users: Double
    /// The wanted level at the end.
    var wanted: Double
    /// Requests unanswered at the end.
    var inFlight: Double

    /// The points of a run.
    static func points(_ run: StoredRun) -> [TimelinePoint] {
        let timeline = run.timeline.filter { $0.length > 0 }
        let size = max(1, (timeline.count + most - 1) / most)
        let bad = Set(
            run.record.series.indices.filter { index in
                let key = run.record.series[index]
                return key.kind == .step && !key.outcome.isGood
            }
        )
        return stride(from: 0, to: timeline.count, by: size).map { start in
            let ticks = timeline[start..<min(start + size, timeline.count)]
            let length = ticks.reduce(0.0) { $0 + Double($1.length) / 1e9 }
            let begin = Double(ticks[start].start) / 1e9
            let last = ticks[ticks.endIndex - 1]
            let end = Double(last.start) / 1e9 + Double(last.length) / 1e9
            let errors = ticks.reduce(0.0) { sum, tick in
                sum + tick.series.reduce(0.0) { $0 + (bad.contains($1.series) ? Double($1.count) : 0) }
            }
            return TimelinePoint(
                seconds: (begin + end) / 2,
                end: end,
                requests: ticks.reduce(0.0) { $0 + Double($1.requests) } / length,
                errors: errors / length,
                users: Double(last.users),
                wanted: last.wanted,
                inFlight: Double(last.inFlight)
            )
        }
    }
}

import Groundwork
import LoadMetrics

extension LatencyTimeline {
    /// Percentiles over time and below them all samples as a heat map, both logarithmic.
    func markup(end: Double, warmup: UInt64) -> [Markup] {
        let answered = points.filter { !$0.histogram.isEmpty }
        guard answered.count > 1, let least = answered.map(\.histogram.min).min(),
            let most = answered.map(\.histogram.max).max()
        else { return [] }
        let low = max(1_000, Double(least) * 0.9)
        let high = max(low * 4, Double(most) * 1.1)
        let x = LineChart.Axis(domain: 0...end, label: { Figures.duration(UInt64(max(0, $0) * 1e9)) })
        let y = LineChart.Axis(
            kind: .logarithmic,
            domain: low...high,
            label: { Figures.latency($0) }
        )
        let shaded = warmup > 0 ? (0...min(Double(warmup) / 1e9, end), "warm-up: not counted") : nil
        let curves = [("p99", 3, 99.0), ("p95", 2, 95), ("p50", 1, 50)].map { name, colour, percentile in
            LineChart.Curve(
                name: name,
                colour: colour,
                shape: .line,
                points: points.map { point in
                    (
                        point.seconds,
                        point.histogram.isEmpty ? nil : Double(point.histogram.value(atPercentile: percentile))
                    )
                }
            )
        }
        return [
            LineChart(title: "Response time, all steps", curves: curves, x: x, y: y, shaded: shaded).markup(),
            HeatMap(
                title: "Response times: the stronger the colour, the more requests",
                columns: points.map { ($0.start, $0.end) },
                counts: bands(28, low: low, high: high),
                x: x,
                y: y
            ).markup(),
        ]
    }
}

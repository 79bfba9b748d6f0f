import Foundation
import Groundwork
import LoadMetrics
import SLOAnalysis

extension HTMLReport {
    /// Latency by percentile, both clocks: a gap between the curves is time that users waited before the service saw
    /// them.
    func spectrum() -> Markup {
        let response = input.summary.response
        let service = input.summary.service
        guard response.totalCount > 0 else { return .empty }
        let percentiles = Self.percentiles(samples: response.totalCount)
        let responses = percentiles.map { Double(response.value(atPercentile: $0)) }
        let services = service.totalCount > 0 ? percentiles.map { Double(service.value(atPercentile: $0)) } : []
        let accepted = input.baseline.flatMap { $0.isEmpty ? nil : $0 }
        let seen = accepted.map { Self.percentiles(samples: min($0.totalCount, response.totalCount)) } ?? []
        let before = seen.map { Double(accepted?.value(atPercentile: $0) ?? 0) }
        let values = (responses + services + before).filter { $0 > 0 }
        let domain = max(1_000, (values.min() ?? 1_000) * 0.8)...max(10_000, (values.max() ?? 10_000) * 1.2)
        let places = percentiles.map(Self.place)
        var curves: [LineChart.Curve] = []
        if accepted != nil {
            let points = zip(seen.map(Self.place), before).map { (x: $0, y: Double?.some($1)) }
            curves.append(LineChart.Curve(name: "accepted baseline", colour: 3, shape: .line, points: points))
        }
        let chart = LineChart(
            title: "Latency by percentile, all steps",
            curves: curves + [
                LineChart.Curve(
                    name: "service time (from the actual send)",
                    colour: 2,
                    shape: .dashed,
                    points: zip(places, services).map { ($0, $1) }
                ),
                LineChart.Curve(
                    name: "response time (from the intended start)",
                    colour: 1,
                    shape: .line,
                    points: zip(places, responses).map { ($0, $1) }
                ),
            ],
            x: LineChart.Axis(
                domain: 0...max(1, places.last ?? 1),
                label: { Self.percentileName($0) },
                // p90 gives way to p95 where the axis is long.
                ticks: stride(from: 0, through: places.last ?? 1, by: 1).filter { $0 != 1 || (places.last ?? 1) < 4.5 }
                    + [log10(2), log10(20)]
            ),
            y: LineChart.Axis(kind: .logarithmic, domain: domain, label: { Figures.latency($0) }),
            height: 240
        )
        let listed: [Double] = [0, 50, 75, 90, 95, 99, 99.9, 99.99, 100]
        return section("Percentile spectrum") {
            chart.markup()
            tag("details") {
                tag("summary") { "The same as a table" }
                table(
                    "Latency by percentile",
                    [("percentile", false), ("response time", true), ("service time", true)]
                        + (accepted == nil ? [] : [("baseline", true)]),
                    listed.map { percentile in
                        [
                            cell(
                                percentile == 0
                                    ? "least" : percentile == 100 ? "most" : Figures.quantile(percentile / 100)
                            ),
                            cell(Figures.latency(response.value(atPercentile: percentile)), "number"),
                            cell(
                                service.totalCount > 0
                                    ? Figures.latency(service.value(atPercentile: percentile)) : Figures.missing,
                                "number"
                            ),
                        ]
                            + (accepted.map { [cell(Figures.latency($0.value(atPercentile: percentile)), "number")] }
                                ?? [])
                    }
                )
            }
        }
    }

    /// Percentiles evenly apart on the axis −log₁₀(1 − p), up to the last that so many samples can tell.
    private static func percentiles(samples: UInt64) -> [Double] {
        let end = min(6, max(1, log10(Double(samples))))
        let steps = Int((end * 20).rounded(.down))
        return (0...steps).map { 100 * (1 - pow(10, -Double($0) / 20)) }
    }

    private static func place(_ percentile: Double) -> Double { -log10(1 - percentile / 100) }

    private static func percentileName(_ place: Double) -> String {
        if place == 0 { return "0" }
        return Figures.quantile(1 - pow(10, -place))
    }
}

import Groundwork
import LoadMetrics
public import SLOAnalysis

/// An accepted run in words, for `zonda baseline show`.
public enum BaselineText {
    /// Where it came from and what it measured, by step over all regions.
    public static func lines(_ baseline: Baseline) -> [String] {
        let origin = baseline.provenance
        var lines = [
            "\(origin.id)  \(origin.verdict.rawValue)  \(origin.scenario.title)",
            "  target    \(origin.target)",
            "  load      \(origin.load.curve)",
            "  scenario  \(origin.scenario.path), \(origin.scenario.hash.prefix(12))",
            "  host      \(origin.host.cpu) × \(origin.host.cores), \(origin.host.kernel)",
            "  tool      \(origin.tool), seed \(origin.seed)", "",
        ]
        var totals: [String: Histogram] = [:]
        var order: [String] = []
        for (key, clocks) in zip(baseline.series, baseline.totals) where key.kind == .step {
            guard let histogram = clocks[.response] else { continue }
            if totals[key.name] == nil { order.append(key.name) }
            totals[key.name, default: Histogram()].add(histogram)
        }
        let width = max(4, order.map { StyledLine.width(of: $0) }.max() ?? 0)
        lines.append(row("step", width, ["requests", "p50", "p95", "p99", "max"]))
        for name in order {
            guard let histogram = totals[name] else { continue }
            let latencies = [50.0, 95, 99, 100].map { Figures.latency(histogram.value(atPercentile: $0)) }
            lines.append(row(name, width, [Figures.count(histogram.totalCount)] + latencies))
        }
        return lines
    }

    private static func row(_ name: String, _ width: Int, _ cells: [String]) -> String {
        var line = StyledLine("  ")
        line.append(name, columns: width)
        for cell in cells { line.append(cell, columns: 11, right: true) }
        return line.rendered(.plain)
    }
}

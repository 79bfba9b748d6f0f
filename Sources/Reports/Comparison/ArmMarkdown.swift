import Groundwork
import SLOAnalysis

/// `zonda compare … --with … --format markdown`: for a pull request.
enum ArmMarkdown {
    /// Most rows of the table; the rest is counted.
    private static let mostRows = 250

    /// The document.
    static func text(_ arms: ArmComparison) -> String {
        let title = MarkdownSummary.escape(arms.new.first?.title ?? "")
        var lines = [
            "## \(arms.outcome.rawValue): \(title), \(arms.new.count) new runs against \(arms.base.count)", "",
            MarkdownSummary.escape(arms.reason), "",
        ]
        lines += arms.unlike.map { "- \(MarkdownSummary.escape($0))" }
        lines += [
            "", "| Series | Verdict | Base | New | Change | 95 % interval | Slower pairs | |",
            "|---|---|---:|---:|---:|---|---:|---|",
        ]
        lines += arms.series.prefix(mostRows).map(row)
        if arms.series.count > mostRows { lines += ["", "and \(arms.series.count - mostRows) more rows"] }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func row(_ series: ArmComparison.SeriesFinding) -> String {
        let cells = [
            MarkdownSummary.code(ArmFigures.name(series)), series.outcome.rawValue,
            ShiftFigures.latency(series.typicalBase), ShiftFigures.latency(series.typicalNew),
            ShiftFigures.change(series.change),
            series.low == nil ? "" : "[\(ShiftFigures.change(series.low)), \(ShiftFigures.change(series.high))]",
            series.slowerPairs.map(Figures.percent) ?? "",
            MarkdownSummary.escape(series.needed.map { "\(series.reason); needed: \($0)" } ?? series.reason),
        ]
        return "| \(cells.joined(separator: " | ")) |"
    }
}

import Groundwork
import LoadMetrics
import SLOAnalysis

/// `sizing.md`: every number with its reason.
enum SizingMarkdown {
    /// The document.
    static func text(_ sizing: Sizing) -> String {
        var lines = [
            "## Sizes: \(MarkdownSummary.escape(sizing.scenario.title))", "",
            "Measured against \(MarkdownSummary.code(sizing.target)), in requests a second, with these objectives: "
                + sizing.objectives.map(MarkdownSummary.code).joined(separator: ", ") + ".",
            "",
        ]
        lines += SizingFigureText.sizes(sizing).map { "- \(MarkdownSummary.escape($0))" }
        lines += ["", "| number | value | why | from |", "|---|---:|---|---|"]
        lines += sizing.figures.map { figure in
            let cells = [
                SizingFigureText.label(figure.name), SizingFigureText.value(figure),
                MarkdownSummary.escape(figure.why), MarkdownSummary.escape(figure.source),
            ]
            return "| \(cells.joined(separator: " | ")) |"
        }
        for (title, notes) in [("Not known:", sizing.missing), ("Beware:", sizing.warnings)] where !notes.isEmpty {
            lines += ["", title, ""] + notes.map { "- \(MarkdownSummary.escape($0))" }
        }
        lines += [
            "", "The numbers are computed. `\(SizingFormat.proof.fileName)` has the loads that show whether they hold.",
        ]
        return lines.joined(separator: "\n") + "\n"
    }
}

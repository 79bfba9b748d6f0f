import Groundwork
import SLOAnalysis

/// `zonda history --format markdown`.
enum HistoryMarkdown {
    private static let mostRows = 250

    /// The document.
    static func text(_ history: RunHistory, step: String) -> String {
        var lines = [
            "## History of \(MarkdownSummary.escape(history.scenario))", "",
            "| Run | Verdict | p50 | p95 | p99 | Errors | |", "|---|---|---:|---:|---:|---:|---|",
        ]
        lines += history.runs.suffix(mostRows).map { run in
            let share = run.count > 0 ? Double(run.errors) / Double(run.count) : 0
            let cells = [
                MarkdownSummary.code(run.id), run.verdict.map { "\($0.mark) \($0.word)" } ?? "not judged",
                run.p50.map { Figures.latency($0) } ?? Figures.missing,
                run.p95.map { Figures.latency($0) } ?? Figures.missing,
                run.p99.map { Figures.latency($0) } ?? Figures.missing, Figures.percent(share),
                run.isAccepted ? "accepted" : run.leftOut == nil ? "" : "not followed",
            ]
            return "| " + cells.joined(separator: " | ") + " |"
        }
        let changes = history.series.flatMap { line in line.changes.map { (line, $0) } }.sorted { $0.1.run < $1.1.run }
        lines += ["", changes.isEmpty ? "No figure changed for good." : "Changes for good:", ""]
        lines += changes.prefix(mostRows).map { line, change in
            "- \(MarkdownSummary.code(history.runs[change.run].id)): \(MarkdownSummary.escape(change.words(line)))"
        }
        if let line = history.series.first(where: { $0.name == step }), line.points.count > 1 {
            let plot = HistoryPlot.lines(history, line, columns: 76)
            lines += ["", "```"] + plot.map { $0.rendered(.plain) } + ["```"]
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

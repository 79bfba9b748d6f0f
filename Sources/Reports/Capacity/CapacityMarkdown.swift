import Groundwork
import LoadMetrics
import SLOAnalysis

/// `capacity.md`: a search for capacity for people and pull requests.
enum CapacityMarkdown {
    /// The document.
    static func text(_ report: CapacityReport) -> String {
        var lines = [
            "## Capacity: \(MarkdownSummary.escape(report.scenario.title))", "",
            "**\(MarkdownSummary.escape(report.answer))**",
            "",
            "\(CivilTime(limiting: report.startedAt).readable), against \(MarkdownSummary.code(report.target)), levels of "
                + "\(Figures.number(report.levelSeconds, 0)) s after \(Figures.number(report.warmupSeconds, 0)) s of warm-up, "
                + "seed \(report.seed).",
            "",
        ]
        let isUsers = report.model == .users
        let heads =
            [isUsers ? "Users" : "Arrivals", "Requests", "In flight", "Verdict"]
            + report.objectives.map(MarkdownSummary.code)
        lines.append("| " + heads.joined(separator: " | ") + " | Run |")
        lines.append("|---:|---:|---:|---|" + String(repeating: "---|", count: report.objectives.count) + "---|")
        lines += report.levels.map { row($0, report) }
        let notes = report.levels.compactMap { level in
            CapacityText.note(level, isBrief: false).map {
                "- \(report.text(level.trial.level)): \(MarkdownSummary.escape($0))"
            }
        }
        lines += notes.isEmpty ? [] : [""] + notes
        if !report.leftOut.isEmpty {
            lines += ["", "Objectives left out:", ""] + report.leftOut.map { "- \(MarkdownSummary.escape($0))" }
        }
        if let description = report.description {
            lines += ["", "What the levels look like together (description, decides nothing):", ""]
            lines += description.words(report.text).map { "- \(MarkdownSummary.escape($0))" }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func row(_ level: CapacityLevel, _ report: CapacityReport) -> String {
        let figures = report.objectives.indices.map { index -> String in
            guard level.objectives.indices.contains(index) else { return "" }
            let figures = level.objectives[index]
            return CapacityText.hasFigures(level) ? "\(figures.outcome.mark) \(CapacityText.observed(figures))" : ""
        }
        let cells = [

            report.model == .users ? Figures.number(level.trial.level, 0) : Figures.rate(level.trial.level),
            level.requests > 0 ? Figures.rate(level.throughput) : Figures.missing, CapacityText.inFlight(level),
            CapacityText.standing(level),
        ]
        return "| " + (cells + figures + ["[\(level.run)](\(level.run)/summary.md)"]).joined(separator: " | ") + " |"
    }
}

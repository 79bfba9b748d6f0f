import Groundwork
import SLOAnalysis

/// `zonda history` on a terminal.
struct HistoryText {
    private let history: RunHistory
    private let line: RunHistory.Line?
    private let columns: Int
    /// Most rows of the table; older runs are counted.
    private static let mostRows = 40

    init(_ history: RunHistory, step: String, columns: Int) {
        self.history = history
        self.columns = columns
        line = history.series.first { $0.name == step } ?? history.series.first
    }

    /// The lines: a table with changes where they begin, and the plot of one step.
    var lines: [StyledLine] {
        var lines = [StyledLine(), heading]
        lines += table
        lines += leftOut
        lines += plot
        return lines
    }

    private var heading: StyledLine {
        var line = StyledLine("  ")
        line.append(history.scenario, .strong)
        let followed = history.runs.count { $0.leftOut == nil }
        line.append("  \(history.runs.count) \(history.runs.count == 1 ? "run" : "runs"), \(followed) followed", .quiet)
        return line
    }

    private var table: [StyledLine] {
        var lines = [row(["run", "verdict", "p50", "p95", "p99", "errors"], [.quiet], mark: " ")]
        let hidden = max(0, history.runs.count - Self.mostRows)
        if hidden > 0 { lines.append(StyledLine("    \(hidden) older runs", .quiet)) }
        for (number, run) in history.runs.enumerated().dropFirst(hidden) {
            for series in history.series {
                for change in series.changes where change.run == number {
                    lines += TerminalSummary.wrapped(
                        "▸ " + change.words(series),
                        indent: 4,
                        columns: columns,
                        tone: change.tone
                    )
                }
            }
            let share = run.count > 0 ? Double(run.errors) / Double(run.count) : 0
            let outcome = run.verdict
            lines.append(
                row(
                    [
                        run.id, outcome.map { "\($0.mark) \($0.word)" } ?? "– not judged",
                        run.p50.map { Figures.latency($0) } ?? Figures.missing,
                        run.p95.map { Figures.latency($0) } ?? Figures.missing,
                        run.p99.map { Figures.latency($0) } ?? Figures.missing, Figures.percent(share),
                    ],
                    run.leftOut == nil
                        ? [
                            .normal, outcome?.tone ?? .quiet, .normal, .strong, .normal,
                            run.errors > 0 ? .warning : .quiet,
                        ]
                        : [.quiet],
                    mark: run.isAccepted ? "◆" : run.leftOut == nil ? " " : "×"
                )
            )
        }
        return lines
    }

    private func row(_ cells: [String], _ tones: [TerminalStyle.Tone], mark: String) -> StyledLine {
        var line = StyledLine("  \(mark) ", .accent)
        for (number, (cell, width)) in zip(cells, [21, 14, 10, 10, 10, 9]).enumerated() {
            let tone = tones.indices.contains(number) ? tones[number] : tones[0]
            line.append(cell, tone, columns: width, right: number > 1)
            if number < 2 { line.append(" ") }
        }
        return line
    }

    private var leftOut: [StyledLine] {
        var lines: [StyledLine] = []
        if history.runs.contains(where: \.isAccepted) { lines.append(StyledLine("  ◆ accepted as a baseline", .quiet)) }
        var reasons: [String] = []
        for run in history.runs {
            if let reason = run.leftOut, !reasons.contains(reason) { reasons.append(reason) }
        }
        for reason in reasons.prefix(4) {
            let count = history.runs.count { $0.leftOut == reason }
            let words = "× \(count) \(count == 1 ? "run is" : "runs are") not followed: \(reason)"
            lines += TerminalSummary.wrapped(words, indent: 2, columns: columns)
        }
        if reasons.count > 4 { lines.append(StyledLine("  and \(reasons.count - 4) more reasons", .quiet)) }
        for problem in history.unreadable.prefix(4) {
            lines += TerminalSummary.wrapped("! \(problem)", indent: 2, columns: columns, tone: .warning)
        }
        return lines
    }

    private var plot: [StyledLine] {
        guard let line, line.points.count > 1 else { return [] }
        let drawn = HistoryPlot.lines(history, line, columns: columns)
        let name = line.name == "all" ? "all steps" : line.name
        let changes =
            line.changes.isEmpty
            ? line.points.count < 10 ? "too few runs to see a change for good" : "no change for good"
            : line.changes.count == 1 ? "one change for good" : "\(line.changes.count) changes for good"
        return [StyledLine(), StyledLine("  \(Figures.quantile(line.quantile)) of \(name), \(changes)", .quiet)]
            + drawn
    }
}

/// A figure over the runs, in characters.
enum HistoryPlot {
    /// The plot: one column a run or more, changes as lines from top to bottom.
    static func lines(_ history: RunHistory, _ line: RunHistory.Line, columns: Int) -> [StyledLine] {
        let last = Double(max(1, line.points.count - 1))
        let order = Dictionary(line.points.enumerated().map { ($1.run, $0) }, uniquingKeysWith: { first, _ in first })
        func position(_ run: Int) -> Double { Double(order[run] ?? 0) / last }
        let first = line.points.first.map { history.runs[$0.run].id } ?? ""
        let latest = line.points.last.map { history.runs[$0.run].id } ?? ""
        return TextPlot(
            points: line.points.map { .init(x: position($0.run), y: $0.value) },
            bars: line.changes.map { position($0.run) },
            labels: [(0, String(first.prefix(8))), (1, String(latest.prefix(8)))],
            format: { Figures.latency($0) },
            rows: 9,
            columns: max(20, min(columns - 16, max(30, line.points.count * 2)))
        ).lines()
    }
}

public import Groundwork
public import SLOAnalysis

/// How a history is written.
public enum HistoryFormat: String, Sendable, CaseIterable {
    /// A table and a plot for a terminal.
    case terminal
    /// The same for a wiki or a pull request.
    case markdown
    /// One page with drawings, without script or network.
    case html
    /// For programs.
    case json

    /// The history as text.
    /// - Parameters:
    ///   - history: the history.
    ///   - step: the step whose figure is plotted; "all" for all together.
    ///   - columns: of the terminal.
    ///   - style: of the terminal.
    public func text(
        _ history: RunHistory,
        step: String = "all",
        columns: Int = 80,
        style: TerminalStyle = .plain
    ) throws(CanonicalJSONError) -> String {
        switch self {
        case .terminal:
            HistoryText(history, step: step, columns: columns).lines
                .map { $0.rendered(style, columns: columns) + "\n" }.joined()
        case .markdown: HistoryMarkdown.text(history, step: step)
        case .html: String(decoding: HistoryPage(history: history).bytes(), as: UTF8.self)
        case .json: try CanonicalJSON.text(history)
        }
    }
}

extension RunHistory.Change {
    /// `p95 of schedule.today +23 % from here: 12.1 ms before, 14.9 ms after (p 0.0003)`.
    func words(_ line: RunHistory.Line) -> String {
        let name = line.name == "all" ? "all steps" : line.name
        let chance = self.chance < 1e-4 ? "p < 0.0001" : "p \(Figures.fixed(self.chance, 4))"
        return "\(Figures.quantile(line.quantile)) of \(name) \(ShiftFigures.change(change)) from here: "
            + "\(Figures.latency(before)) before, \(Figures.latency(after)) after (\(chance))"
    }

    /// Slower or faster.
    var tone: TerminalStyle.Tone { after > before ? .bad : .good }
}

public import Groundwork
public import SLOAnalysis

/// How a comparison of runs is written.
public enum ComparisonFormat: String, Sendable, CaseIterable {
    /// For a terminal.
    case terminal
    /// For a pull request.
    case markdown
    /// For programs.
    case json

    /// The comparison as text.
    /// - Parameters:
    ///   - shift: the comparison.
    ///   - columns: of the terminal.
    ///   - style: of the terminal.
    public func text(
        _ shift: RunShift,
        columns: Int = 80,
        style: TerminalStyle = .plain
    ) throws(CanonicalJSONError) -> String {
        switch self {
        case .terminal:
            ComparisonText.lines(shift, columns: columns).map { $0.rendered(style, columns: columns) + "\n" }.joined()
        case .markdown: ComparisonMarkdown.text(shift)
        case .json: try CanonicalJSON.text(shift)
        }
    }

    /// The comparison of several runs with several as text.
    /// - Parameters:
    ///   - arms: the comparison.
    ///   - columns: of the terminal.
    ///   - style: of the terminal.
    public func text(
        _ arms: ArmComparison,
        columns: Int = 80,
        style: TerminalStyle = .plain
    ) throws(CanonicalJSONError) -> String {
        switch self {
        case .terminal:
            ArmText.lines(arms, columns: columns).map { $0.rendered(style, columns: columns) + "\n" }.joined()
        case .markdown: ArmMarkdown.text(arms)
        case .json: try CanonicalJSON.text(arms)
        }
    }
}

public import Groundwork

/// A kind of report. A new one is a case here, a file with one method, and a line in each `switch`.
public enum ReportFormat: String, Sendable, CaseIterable {
    /// The verdict for programs.
    case verdict
    /// For CI servers that read test results.
    case junit
    /// For a pull request or a job's summary.
    case markdown
    /// For people.
    case html

    /// Its file in the run's folder.
    public var fileName: String {
        switch self {
        case .verdict: "verdict.json"
        case .junit: "junit.xml"
        case .markdown: "summary.md"
        case .html: "report.html"
        }
    }

    /// The report's bytes, the same each time for the same input.
    public func bytes(_ input: ReportInput) throws(CanonicalJSONError) -> [UInt8] {
        switch self {
        case .verdict: try VerdictJSON.bytes(input.verdict)
        case .junit: JUnitReport(input).bytes()
        case .markdown: Array(MarkdownSummary(input).text().utf8)
        case .html: HTMLReport(input).bytes()
        }
    }
}

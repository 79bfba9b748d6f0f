public import Groundwork
public import SLOAnalysis

/// How a search for capacity is written to files.
public enum CapacityFormat: String, Sendable, CaseIterable {
    /// For people and pull requests.
    case markdown
    /// For programs; `docs/schema/capacity.schema.json` describes it.
    case json

    /// All files of a search.
    public static var files: [CapacityFormat] { allCases }

    /// The file's name in the search's folder.
    public var fileName: String {
        switch self {
        case .markdown: "capacity.md"
        case .json: "capacity.json"
        }
    }

    /// The search as text.
    public func text(_ report: CapacityReport) throws(CanonicalJSONError) -> String {
        switch self {
        case .markdown: CapacityMarkdown.text(report)
        case .json: try CanonicalJSON.text(report)
        }
    }
}

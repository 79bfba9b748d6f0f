import Foundation
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
    public func text(_ report: CapacityReport) -> String {
        switch self {
        case .markdown: CapacityMarkdown.text(report)
        case .json: Self.json(report)
        }
    }

    private static func json(_ report: CapacityReport) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf",
            negativeInfinity: "-inf",
            nan: "nan"
        )
        // A value of numbers, texts and lists has no way to fail once odd numbers have a spelling.
        guard let data = try? encoder.encode(report) else { return "{}\n" }
        return String(decoding: data, as: UTF8.self) + "\n"
    }
}

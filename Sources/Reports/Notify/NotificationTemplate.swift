import Foundation
import Groundwork

/// A message about a run, from a template: JSON in which `${name}` stands for a figure of the run.
///
/// Places stand inside JSON strings; values are escaped for there, so that no title or error message of a service can
/// change the message's shape.
public struct NotificationTemplate: Sendable {
    /// Why a template cannot be used.
    public struct Mistake: Error, Sendable, Hashable {
        /// In words, with the place.
        public var message: String
    }

    private enum Part: Sendable {
        case text(String)
        case value(NotificationValue)
    }

    private let parts: [Part]

    /// Reads a template; `file` names it in messages.
    public init(_ text: String, file: String) throws(Mistake) {
        var parts: [Part] = []
        var rest = text[...]
        while let start = rest.range(of: "${") {
            parts.append(.text(String(rest[..<start.lowerBound])))
            let line = text[..<start.lowerBound].count { $0 == "\n" } + 1
            guard let end = rest[start.upperBound...].firstIndex(of: "}") else {
                throw Mistake(message: "\(file):\(line): \"${\" has no \"}\"")
            }
            let name = String(rest[start.upperBound..<end])
            guard let value = NotificationValue(rawValue: name) else {
                let known = NotificationValue.allCases.map(\.rawValue).joined(separator: ", ")
                throw Mistake(message: "\(file):\(line): there is no ${\(name)}; there are \(known)")
            }
            parts.append(.value(value))
            rest = rest[rest.index(after: end)...]
        }
        parts.append(.text(String(rest)))
        self.parts = parts
    }

    /// The message about a run.
    /// - Parameters:
    ///   - input: the run.
    ///   - link: where people find the report.
    public func bytes(_ input: ReportInput, link: String) -> [UInt8] {
        var result = ""
        for part in parts {
            switch part {
            case .text(let text): result += text
            case .value(let value): result += JSONText.escaped(value.text(input, link: link))
            }
        }
        return Array(result.utf8)
    }
}

import Groundwork

/// Where a value is in a JSON document: member names and indices from the root.
enum JSONQuery {
    enum Segment: Equatable {
        case name(String)
        case index(Int)
    }

    /// The query as RFC 9535 writes it.
    static func text(_ path: [Segment]) -> String {
        path.reduce(into: "$") { text, segment in
            switch segment {
            case .index(let index): text += "[\(index)]"
            case .name(let name): text += isShorthand(name) ? ".\(name)" : "['\(escaped(name))']"
            }
        }
    }

    private static func isShorthand(_ name: String) -> Bool {
        guard let first = name.utf8.first, first > 0x39 || first < 0x30 else { return false }
        return name.utf8.allSatisfy { byte in
            byte == UInt8(ascii: "_") || byte >= 0x30 && byte <= 0x39 || (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A
        }
    }

    private static func escaped(_ name: String) -> String {
        var result = ""
        for scalar in name.unicodeScalars {
            switch scalar {
            case "'", "\\": result += "\\\(scalar)"
            default:
                if Spelling.isPlain(scalar) {
                    result.unicodeScalars.append(scalar)
                } else {
                    result += JSONText.numbered(scalar)
                }
            }
        }
        return result
    }
}

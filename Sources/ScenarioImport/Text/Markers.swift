/// Stand-ins for places in texts that are still to be taken apart: one character of a private plane each, which URLs,
/// forms and JSON leave alone.
struct Markers {
    private(set) var expressions: [String] = []
    private var indices: [String: Int] = [:]
    static let first: UInt32 = 0xF0000
    private static let most = 0xF000
    /// Behind a marker in a JSON string that is nothing else: the place is a whole value.
    static let whole = Unicode.Scalar(0xFFFF0 as UInt32) ?? "\u{FFFD}"

    /// The stand-in for an expression; equal ones share one. Past 61,440 different ones, the first is given.
    mutating func mark(_ expression: String) -> String {
        let index = indices[expression] ?? expressions.count
        if index == expressions.count {
            guard index < Self.most else { return "" }
            expressions.append(expression)
            indices[expression] = index
        }
        return Unicode.Scalar(Self.first + UInt32(index)).map { String(Character($0)) } ?? ""
    }

    /// The expression has another name from now on, wherever its stand-in is.
    mutating func rename(_ expression: String, to name: String) {
        guard let index = indices[expression] else { return }
        expressions[index] = name
    }

    /// A text that holds a stand-in.
    static func isIn(_ text: String) -> Bool { text.unicodeScalars.contains { isMarker($0) } }

    static func isIn(_ scalar: Unicode.Scalar) -> Bool { isMarker(scalar) }

    static func isMarker(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value >= first && scalar.value < first + UInt32(most)
    }

    /// A text of the input, without what could be taken for a stand-in.
    static func cleaned(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { $0.value >= first && $0.value <= 0xFFFFF }) else { return text }
        return String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { $0.value >= first && $0.value <= 0xFFFFF ? "\u{FFFD}" : $0 }
            )
        )
    }

    /// JSON text whose stand-ins outside strings are put into strings, so that it can be read.
    static func quoteBare(_ text: String) -> String {
        guard isIn(text) else { return text }
        var result = String.UnicodeScalarView()
        var inString = false
        var escaped = false
        for scalar in text.unicodeScalars {
            if inString {
                if escaped {
                    escaped = false
                } else if scalar == "\\" {
                    escaped = true
                } else {
                    inString = scalar != "\""
                }
            } else if scalar == "\"" {
                inString = true
            } else if isMarker(scalar) {
                result.append(contentsOf: ["\"", scalar, whole, "\""])
                continue
            }
            result.append(scalar)
        }
        return String(result)
    }
}

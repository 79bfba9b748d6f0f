/// JSON by hand: answers are short and of fixed shape, and an encoder would cost more than the query behind them.
enum JSONText {
    /// A string literal with its quotation marks (RFC 8259, section 7).
    static func quoted(_ text: String) -> String {
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\r": out += "\\r"
            case "\t": out += "\\t"
            case _ where scalar.value < 0x20:
                let hex = String(scalar.value, radix: 16)
                out += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out + "\""
    }

    /// `[a,b,c]` of texts that are JSON already.
    static func array(_ elements: some Sequence<String>) -> String { "[" + elements.joined(separator: ",") + "]" }
}

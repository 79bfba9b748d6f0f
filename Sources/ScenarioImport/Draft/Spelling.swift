import Groundwork

/// How texts are spelt in a scenario so that they mean themselves.
enum Spelling {
    /// A string in double quotes, with its places.
    static func quoted(_ text: DraftText) -> String {
        var result = "\""
        for piece in text.pieces {
            switch piece {
            case .literal(let literal): escape(literal, into: &result)
            case .place(let expression): result += "${\(expression)}"
            }
        }
        return result + "\""
    }

    static func quoted(_ text: String) -> String { quoted(DraftText(text)) }

    private static func escape(_ text: String, into result: inout String) {
        let scalars = Array(text.unicodeScalars)
        for (index, scalar) in scalars.enumerated() {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "$" where index + 1 < scalars.count && scalars[index + 1] == "{": result += "\\$"
            // A dollar at the end of a literal stands before a place's own, or before a quote: both are safe.
            default:
                if isPlain(scalar) || Markers.isIn(scalar) {
                    result.unicodeScalars.append(scalar)
                } else {
                    result += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
                }
            }
        }
    }

    /// A string of JSON, with its places.
    static func json(_ text: DraftText) -> String {
        var result = "\""
        for piece in text.pieces {
            switch piece {
            case .literal(let literal): escapeJSON(literal, into: &result)
            case .place(let expression): result += "${\(expression)}"
            }
        }
        return result + "\""
    }

    private static func escapeJSON(_ text: String, into result: inout String) {
        let scalars = Array(text.unicodeScalars)
        for (index, scalar) in scalars.enumerated() {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "$" where index + 1 < scalars.count && scalars[index + 1] == "{": result += "\\u0024"
            default:
                if isPlain(scalar) {
                    result.unicodeScalars.append(scalar)
                } else {
                    result += JSONText.numbered(scalar)
                }
            }
        }
    }

    /// The scalar shows itself wherever it stands: no control, no accent that joins what is before it.
    static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar.value >= 0x20 && scalar.value != 0x7F }
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator,
            .nonspacingMark, .spacingMark, .enclosingMark, .spaceSeparator:
            return false
        default: return true
        }
    }

    /// A field's value: bare where it is one plain word, in quotes otherwise.
    static func value(_ text: DraftText) -> String {
        if let expression = text.onlyPlace { return "${\(expression)}" }
        if let literal = text.literal, !literal.isEmpty, literal.unicodeScalars.allSatisfy(isBare) { return literal }
        return quoted(text)
    }

    private static func isBare(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII && (isAlphanumeric(scalar) || "-._~/:+*=@".unicodeScalars.contains(scalar))
    }

    private static func isAlphanumeric(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9": true
        default: false
        }
    }

    /// A field's name; anything that is no HTTP token stands in quotes.
    static func name(_ name: String) -> String {
        let isToken =
            !name.isEmpty
            && name.unicodeScalars.allSatisfy { scalar in
                scalar.isASCII && (isAlphanumeric(scalar) || "-._[]".unicodeScalars.contains(scalar))
            }
        return isToken ? name : quoted(name)
    }

    /// A path: what may not stand in one is percent-encoded, and what would end the word.
    static func path(_ text: DraftText) -> String {
        var result = ""
        for piece in text.pieces {
            switch piece {
            case .place(let expression): result += "${\(expression)}"
            case .literal(let literal):
                result += PercentEncoding.encoded(literal) { byte in
                    PercentEncoding.isUnreserved(byte) || "!$&'()*+,;=:@/%?[]|^".utf8.contains(byte)
                }
            }
        }
        return result.hasPrefix("/") ? result : "/" + result
    }

    /// A line of comment: one line, no controls.
    static func comment(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            if isPlain(scalar) || scalar.properties.generalCategory == .nonspacingMark {
                result.unicodeScalars.append(scalar)
            } else if result.last != " " {
                result += " "
            }
        }
        return result
    }

    /// A length of time, in the unit that reads best.
    static func duration(milliseconds: Int) -> String {
        let value = max(0, milliseconds)
        if value >= 7_200_000 {
            let minutes = value / 60_000 % 60
            return "\(value / 3_600_000)h" + (minutes == 0 ? "" : "\(minutes)m")
        }
        if value >= 60_000, value % 60_000 == 0 { return "\(value / 60_000)m" }
        if value >= 120_000 { return "\(value / 60_000)m\(value / 1000 % 60)s" }
        if value >= 1000, value % 1000 == 0 { return "\(value / 1000)s" }
        if value >= 1000, value % 100 == 0 { return "\(value / 1000).\(value % 1000 / 100)s" }
        return "\(value)ms"
    }

    /// A pause as people would say it: to 100 ms below a second, to half a second below ten, to a second above.
    static func rounded(milliseconds: Int) -> Int {
        let unit = milliseconds < 1000 ? 100 : milliseconds < 10_000 ? 500 : 1000
        return (milliseconds &+ unit / 2) / unit * unit
    }
}

import LoadPlan

extension JSONPathParser {
    /// A string in single or double quotes, unescaped (section 2.3.1.2).
    mutating func parseQuoted() throws(JSONPathError) -> String {
        let start = position
        guard let quote = peek else { throw error("a string is missing", "expected a quoted string") }
        position += 1
        var result: [UInt8] = []
        while let byte = peek {
            if byte == quote {
                position += 1
                return String(decoding: result, as: UTF8.self)
            }
            if byte < 0x20 { break }
            if byte == UInt8(ascii: "\\") {
                result += Array(String(Character(try parseEscape(quote))).utf8)
            } else {
                result.append(byte)
                position += 1
            }
        }
        throw error("a string without its end", "the closing quote is missing", at: TextRange(start, position))
    }

    private mutating func parseEscape(_ quote: UInt8) throws(JSONPathError) -> UnicodeScalar {
        let start = position
        position += 1
        let simple: [UInt8: UnicodeScalar] = [
            UInt8(ascii: "b"): "\u{8}", UInt8(ascii: "f"): "\u{C}", UInt8(ascii: "n"): "\n", UInt8(ascii: "r"): "\r",
            UInt8(ascii: "t"): "\t", UInt8(ascii: "/"): "/", UInt8(ascii: "\\"): "\\",
        ]
        if let byte = peek {
            if byte == quote {
                position += 1
                return UnicodeScalar(byte)
            }
            if let scalar = simple[byte] {
                position += 1
                return scalar
            }
            if byte == UInt8(ascii: "u"), let scalar = parseHex() { return scalar }
        }
        throw error(
            "unknown escape",
            "escapes are \\b \\f \\n \\r \\t \\/ \\\\ \\uXXXX and the quote",
            at: TextRange(start, start + 2)
        )
    }

    /// `uXXXX`, or two of them for a surrogate pair.
    private mutating func parseHex() -> UnicodeScalar? {
        guard let high = hexadecimal(at: position + 1) else { return nil }
        position += 5
        if let scalar = UnicodeScalar(high) { return scalar }
        guard (0xD800...0xDBFF).contains(high), peek == UInt8(ascii: "\\"), byte(1) == UInt8(ascii: "u"),
            let low = hexadecimal(at: position + 2), (0xDC00...0xDFFF).contains(low)
        else { return nil }
        position += 6
        return UnicodeScalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
    }

    private func hexadecimal(at start: Int) -> UInt32? {
        guard start + 4 <= bytes.count else { return nil }
        let digits = bytes[start..<start + 4]
        guard digits.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit }) else { return nil }
        return UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    }

    /// `number = (int / "-0") [frac] [exp]`
    mutating func parseNumber() throws(JSONPathError) -> Value {
        let start = position
        _ = accept(UInt8(ascii: "-"))
        while let byte = peek, Lexer.isDigit(byte) || byte == UInt8(ascii: ".") { position += 1 }
        if let byte = peek, byte | 0x20 == UInt8(ascii: "e") {
            position += 1
            if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { position += 1 }
            while let byte = peek, Lexer.isDigit(byte) { position += 1 }
        }
        let number = Array(bytes[start..<position])
        let text = String(decoding: number, as: UTF8.self)
        guard Lexer.isJSONNumber(number), let value = Double(text), value.isFinite else {
            throw error("not a number", "write it as JSON does", at: TextRange(start, max(position, start + 1)))
        }
        if let integer = Int64(text) { return .integer(integer) }
        return .number(value)
    }
}

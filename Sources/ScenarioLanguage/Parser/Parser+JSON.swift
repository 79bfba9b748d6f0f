import Groundwork
import LoadPlan

extension Parser {
    /// A JSON value (RFC 8259) with `${…}` places: inside a string a place is escaped text, outside it is a whole
    /// value. White space between the parts is dropped; everything else is sent as written. `#` begins a comment.
    func parseJSON() throws(ParseFailure) -> TemplateSyntax {
        let start = token.range.start
        var builder = TemplateBuilder()
        do throws(ParseFailure) {
            let end = try parseJSONValue(at: start, into: &builder)
            resume(at: end)
            let body = builder.finish(TextRange(start, end))
            warnOfForeignPlaces(body)
            return body
        } catch {
            // The mistake is known; what follows the body can still be read.
            brackets = 0
            resume(at: max(endOfBracket(from: start), start + 1))
            return builder.finish(TextRange(start, previousEnd))
        }
    }

    private func jsonByte(at position: Int) -> UInt8? { lexer.byte(at: position) }

    private func skipJSONSpace(_ position: Int) -> Int {
        lexer.offset = position
        _ = lexer.skipSpace()
        return lexer.offset
    }

    private func parseJSONValue(at start: Int, into builder: inout TemplateBuilder) throws(ParseFailure) -> Int {
        let position = skipJSONSpace(start)
        switch jsonByte(at: position) {
        case UInt8(ascii: "{"):
            return try parseJSONItems(at: position, close: UInt8(ascii: "}"), into: &builder)
        case UInt8(ascii: "["):
            return try parseJSONItems(at: position, close: UInt8(ascii: "]"), into: &builder)
        case UInt8(ascii: "\""):
            return try parseJSONString(at: position, into: &builder)
        case UInt8(ascii: "$") where jsonByte(at: position + 1) == UInt8(ascii: "{"):
            return try parsePlace(at: position, encoding: .jsonValue, into: &builder)
        case let byte? where Lexer.isWordStart(byte) || Lexer.isDigit(byte) || byte == UInt8(ascii: "-"):
            return try parseJSONScalar(at: position, into: &builder)
        default:
            throw fail(
                "json",
                "a JSON value is missing",
                at: TextRange(position, position + 1),
                foreignSign(at: position)?.label ?? "expected a value"
            )
        }
    }

    /// Members of an object or elements of an array, with their brackets.
    private func parseJSONItems(at start: Int, close: UInt8, into builder: inout TemplateBuilder)
        throws(ParseFailure) -> Int
    {
        let isObject = close == UInt8(ascii: "}")
        guard let open = jsonByte(at: start) else { return start }
        builder.append(open)
        var position = skipJSONSpace(start + 1)
        if jsonByte(at: position) == close {
            builder.append(close)
            return position + 1
        }
        while true {
            if isObject { position = try parseJSONName(at: position, into: &builder) }
            let from = position
            position = try nestedJSON(at: from, into: &builder)
            position = skipJSONSpace(position)
            guard let byte = jsonByte(at: position), byte == close || byte == UInt8(ascii: ",") else {
                let opener = source.place(at: start)
                throw fail(
                    "json",
                    "malformed JSON \(isObject ? "object" : "array")",
                    at: TextRange(position, position + 1),
                    foreignSign(at: position)?.label ?? "expected a comma or \(isObject ? "}" : "]")",
                    help: "the \(isObject ? "object" : "array") opens in line \(opener.line), column \(opener.column)"
                )
            }
            builder.append(byte)
            if byte == close { return position + 1 }
            let comma = position
            position = skipJSONSpace(position + 1)
            if jsonByte(at: position) == close {
                throw fail("json", "a comma too many in JSON", at: TextRange(comma, comma + 1), "nothing follows it")
            }
        }
    }

    private func nestedJSON(at position: Int, into builder: inout TemplateBuilder) throws(ParseFailure) -> Int {
        var pieces = builder
        token = Token(kind: .unknown, range: TextRange(position, position + 1), onNewLine: false)
        let end = try nested { () throws(ParseFailure) in try self.parseJSONValue(at: position, into: &pieces) }
        builder = pieces
        return end
    }

    /// `"name":`
    private func parseJSONName(at start: Int, into builder: inout TemplateBuilder) throws(ParseFailure) -> Int {
        guard jsonByte(at: start) == UInt8(ascii: "\"") else {
            var end = start
            while let byte = jsonByte(at: end), Lexer.isWord(byte) { end += 1 }
            let word = text(TextRange(start, end))
            throw fail(
                "json",
                "a name without quotes in JSON",
                at: TextRange(start, max(end, start + 1)),
                word.isEmpty ? foreignSign(at: start)?.label ?? "expected a name in double quotes" : "write \"\(word)\""
            )
        }
        let end = skipJSONSpace(try parseJSONString(at: start, into: &builder))
        guard jsonByte(at: end) == UInt8(ascii: ":") else {
            throw fail(
                "json",
                "a JSON member without its value",
                at: TextRange(end, end + 1),
                "expected a colon"
            )
        }
        builder.append(UInt8(ascii: ":"))
        return end + 1
    }

    private func parseJSONString(at start: Int, into builder: inout TemplateBuilder) throws(ParseFailure) -> Int {
        builder.append(UInt8(ascii: "\""))
        var position = start + 1
        while let byte = jsonByte(at: position), byte >= 0x20 {
            if byte == UInt8(ascii: "\"") {
                builder.append(byte)
                return position + 1
            }
            if byte == UInt8(ascii: "$"), jsonByte(at: position + 1) == UInt8(ascii: "{") {
                position = try parsePlace(at: position, encoding: .jsonString, into: &builder)
                continue
            }
            var length = 1
            if byte == UInt8(ascii: "\\") { length = try jsonEscapeLength(at: position) }
            for offset in 0..<length { if let byte = jsonByte(at: position + offset) { builder.append(byte) } }
            position += length
        }
        throw fail(
            "unterminated-string",
            "a string without its end",
            at: TextRange(start, position),
            "the closing \" is missing; a string ends on its own line"
        )
    }

    private func jsonEscapeLength(at position: Int) throws(ParseFailure) -> Int {
        if let next = jsonByte(at: position + 1) {
            if "\"\\/bfnrt".utf8.contains(next) { return 2 }
            if next == UInt8(ascii: "u") {
                let digits = (2..<6).compactMap { jsonByte(at: position + $0) }
                if digits.count == 4, digits.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit }) { return 6 }
            }
        }
        throw fail(
            "unknown-escape",
            "unknown escape in JSON",
            at: TextRange(position, position + 2),
            "JSON knows \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u00E1"
        )
    }

    /// `true`, `false`, `null` or a number.
    private func parseJSONScalar(at start: Int, into builder: inout TemplateBuilder) throws(ParseFailure) -> Int {
        var end = start
        while let byte = jsonByte(at: end), Lexer.isWord(byte) || "+-.".utf8.contains(byte) { end += 1 }
        let word = text(TextRange(start, end))
        if !["true", "false", "null"].contains(word), !Lexer.isJSONNumber(Array(word.utf8)) {
            let looksLikeName = Lexer.isWordStart(lexer.bytes[start])
            throw fail(
                "json",
                "not a JSON value",
                at: TextRange(start, end),
                looksLikeName ? "write \"\(word)\" for a text or ${\(word)} for a value" : "not a JSON number"
            )
        }
        for byte in word.utf8 { builder.append(byte) }
        return end
    }
}

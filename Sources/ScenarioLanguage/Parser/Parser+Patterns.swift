import Extraction
import LoadPlan

/// Regular expressions and XPath: both are compiled while they are read, so that their mistakes have a place.
extension Parser {
    /// A regular expression in double quotes. A backslash belongs to the pattern, so `\d` and `\"` stand as they are.
    func parsePattern() throws(ParseFailure) -> (pattern: NameSyntax, compiled: RegularExpression) {
        guard token.kind == .quote, !token.onNewLine else { throw expected("a regular expression in double quotes") }
        let start = token.range.start
        var position = token.range.end
        while let byte = lexer.byte(at: position), byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\n") {
            let isEscape = byte == UInt8(ascii: "\\") && lexer.byte(at: position + 1) ?? 10 != UInt8(ascii: "\n")
            position += isEscape ? 2 : 1
        }
        guard lexer.byte(at: position) == UInt8(ascii: "\"") else {
            throw fail(
                "unterminated-string",
                "a string without its end",
                at: TextRange(start, position),
                "the closing \" is missing; a string ends on its own line"
            )
        }
        let inside = TextRange(start + 1, position)
        let range = TextRange(start, position + 1)
        resume(at: range.end)
        let pattern = NameSyntax(text: text(inside), range: range)
        do throws(RegularExpression.Mistake) {
            return (pattern, try RegularExpression(pattern.text))
        } catch {
            let place = min(inside.start + error.offset, inside.end)
            throw fail(
                "regex",
                "not a regular expression",
                at: TextRange(place, min(place + 1, range.end)),
                error.message,
                help: "patterns are those of PCRE2; a literal sign is written with a backslash, as in \\("
            )
        }
    }

    /// `"PATTERN" [group N|"NAME"]`; without `group` the first one, and without groups the whole match.
    func parseRegex() throws(ParseFailure) -> RegexQuery {
        let (pattern, compiled) = try parsePattern()
        var query = RegexQuery(pattern: pattern.text, group: compiled.groupCount > 0 ? 1 : 0)
        guard !token.onNewLine, accept(.group) else { return query }
        if token.kind == .quote {
            let name = try parseConstant("the group's name")
            guard let number = compiled.group(named: name.text) else {
                let label = Suggestion.nearest(to: name.text, in: compiled.groupNames).map { "did you mean \($0)?" }
                throw fail(
                    "unknown-group",
                    "the pattern has no group '\(name.text)'",
                    at: name.range,
                    label ?? "a group gets a name with (?<\(name.text)>…)"
                )
            }
            query.group = number
            return query
        }
        guard token.kind == .number, !token.onNewLine, case .integer(let number) = try numberValue(token.range) else {
            throw expected("the group's number or its name in double quotes")
        }
        guard number >= 0, number <= compiled.groupCount else {
            let groups = compiled.groupCount
            throw fail(
                "unknown-group",
                "the pattern has no group \(number)",
                at: token.range,
                groups == 0
                    ? "it has no groups; put brackets around what is wanted"
                    : groups == 1 ? "it has one group" : "it has groups 1 to \(groups)"
            )
        }
        query.group = Int(number)
        advance()
        return query
    }

    /// `"EXPRESSION" [with namespaces { prefix: "name" … }]`.
    func parseXPath() throws(ParseFailure) -> XPathQuery {
        let string = try parseConstant("an XPath expression such as \"//form/@action\"")
        var query = XPathQuery(text: string.text)
        if at(.with), !token.onNewLine {
            advance()
            query.namespaces = try parseNamespaces()
        }
        // Without escapes a byte of the text stands where it stands in the string.
        let isPlain = string.range.end - string.range.start - 2 == string.text.utf8.count
        func place(_ offset: Int?, _ length: Int) -> TextRange {
            guard let offset, isPlain else { return string.range }
            let start = min(string.range.start + 1 + offset, string.range.end - 1)
            return TextRange(start, min(start + length, string.range.end))
        }
        let known = query.namespaces.map(\.prefix)
        if let (prefix, offset) = XPathPrefixes.first(in: query.text, notIn: known) {
            throw fail(
                "unknown-prefix",
                "the prefix '\(prefix)' has no namespace",
                at: place(offset, prefix.utf8.count),
                Suggestion.nearest(to: prefix, in: known).map { "did you mean \($0)?" }
                    ?? "say what it stands for: with namespaces { \(prefix): \"http://…\" }",
                help: "or leave namespaces out of it: //*[local-name()='Name']"
            )
        }
        do throws(XPathExpression.Mistake) {
            _ = try XPathExpression(query.text, namespaces: query.namespaces.map { ($0.prefix, $0.uri) })
        } catch {
            throw fail("xpath", "not an XPath expression", at: place(error.offset, 1), error.message)
        }
        return query
    }

    /// `namespaces { prefix: "name" … }`.
    private func parseNamespaces() throws(ParseFailure) -> [XPathQuery.Namespace] {
        guard token.kind == .word, text(token.range) == "namespaces" else {
            throw expected("namespaces { prefix: \"http://…\" }")
        }
        advance()
        try require(.leftBrace, "{")
        var namespaces: [XPathQuery.Namespace] = []
        while token.kind != .rightBrace {
            token.onNewLine = false
            let prefix = try parseName(.variable, "a prefix")
            try require(.colon, ":")
            token.onNewLine = false
            namespaces.append(
                XPathQuery.Namespace(prefix: prefix.text, uri: try parseConstant("a namespace's name").text)
            )
            while accept(.comma) || accept(.semicolon) {}
        }
        advance()
        return namespaces
    }
}

/// Finds prefixes in XPath expressions.
enum XPathPrefixes {
    /// The first prefix that is not known, and the byte it begins at.
    static func first(in text: String, notIn known: [String]) -> (prefix: String, offset: Int)? {
        let bytes = Array(text.utf8)
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
                index = (bytes[(index + 1)...].firstIndex(of: byte) ?? bytes.count) + 1
                continue
            }
            guard Lexer.isWordStart(byte) else {
                index += 1
                continue
            }
            let start = index
            while index < bytes.count, Lexer.isWord(bytes[index]) || "-.".utf8.contains(bytes[index]) { index += 1 }
            guard index + 1 < bytes.count, bytes[index] == UInt8(ascii: ":") else { continue }
            // Two colons follow an axis.
            guard bytes[index + 1] != UInt8(ascii: ":") else {
                index += 2
                continue
            }
            let prefix = String(decoding: bytes[start..<index], as: UTF8.self)
            // Known without being declared (Namespaces in XML, section 3).
            if prefix != "xml", !known.contains(prefix) { return (prefix, start) }
            // The name behind it is no prefix.
            index += 1
            while index < bytes.count, Lexer.isWord(bytes[index]) || "-.".utf8.contains(bytes[index]) { index += 1 }
        }
        return nil
    }
}

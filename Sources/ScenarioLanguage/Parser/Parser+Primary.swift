import LoadPlan

extension Parser {
    /// A literal, a name, a call, a part of the answer, or brackets.
    func parsePrimary() throws(ParseFailure) -> ExpressionSyntax {
        let first = token
        switch first.kind {
        case .number:
            let value = try numberValue(first.range)
            advance()
            return ExpressionSyntax(kind: .literal(value), range: first.range)
        case .duration:
            let value = try durationValue(first.range)
            advance()
            return ExpressionSyntax(kind: .literal(.duration(value)), range: first.range)
        case .quote:
            let string = try nested { () throws(ParseFailure) in try self.parseString() }
            guard let text = string.constant else { return ExpressionSyntax(kind: .text(string), range: string.range) }
            return ExpressionSyntax(kind: .literal(.text(text)), range: string.range)
        case .leftParen:
            return try parseBrackets()
        case .leftBracket: return try parseList()
        case .leftBrace: return try parseObject()
        case .word:
            return try parseWord()
        case .dollar, .at:
            throw fail(
                "bare-jsonpath",
                "a JSONPath without 'json'",
                at: first.range,
                "write json $.name to read the answer's JSON"
            )
        default:
            throw expected("an expression")
        }
    }

    private func parseBrackets() throws(ParseFailure) -> ExpressionSyntax {
        let open = advance().range
        brackets += 1
        let inner = try nested { () throws(ParseFailure) in try self.parseExpression() }
        guard token.kind == .rightParen else { throw expected("a closing )") }
        // Taken while still inside, so that the token behind is judged by the level outside.
        brackets -= 1
        advance()
        return ExpressionSyntax(kind: inner.kind, range: TextRange(open.start, previousEnd))
    }

    private func parseWord() throws(ParseFailure) -> ExpressionSyntax {
        let word = NameSyntax(text: text(token.range), range: token.range)
        switch word.text {
        case "true", "false":
            advance()
            return ExpressionSyntax(kind: .literal(.bool(word.text == "true")), range: word.range)
        case "none":
            advance()
            return ExpressionSyntax(kind: .literal(.none), range: word.range)
        case "status", "header", "json", "xpath", "regex", "cookie", "body", "size", "latency":
            let part = try parseResponsePart()
            if word.text == "body", token.kind == .dot, token.range.start == previousEnd {
                throw fail("body-member", "the body is a text", at: token.range, "write json $.name to look into it")
            }
            return ExpressionSyntax(kind: .response(part), range: TextRange(word.range.start, previousEnd))
        default: break
        }
        if let byte = lexer.byte(at: word.range.end), byte == UInt8(ascii: "(") { return try parseCall(word) }
        if let keyword = Keyword(rawValue: word.text), Self.neverAName.contains(keyword) {
            throw expected("an expression")
        }
        advance()
        if token.kind == .dot, token.range.start == word.range.end {
            advance()
            let column = try parseName(.variable, "a column's name")
            return ExpressionSyntax(kind: .column(word, column), range: word.range.through(column.range))
        }
        return ExpressionSyntax(kind: .name(word.text), range: word.range)
    }

    /// Words that stand between expressions, so that a missing operand is found where it is missing.
    private static let neverAName: Set<Keyword> = [
        .and, .or, .not, .is, .in, .contains, .starts, .ends, .matches, .when, .counts, .as, .if, .else, .expect,
        .capture,
        .outcome, .until, .let, .every,
    ]

    private func parseCall(_ name: NameSyntax) throws(ParseFailure) -> ExpressionSyntax {
        advance()
        brackets += 1
        advance()
        if name.text == "count", at(.json) {
            advance()
            let path = try parseJSONPath()
            guard token.kind == .rightParen else { throw expected("a closing )") }
            brackets -= 1
            advance()
            return ExpressionSyntax(
                kind: .response(.jsonCount(path)),
                range: TextRange(name.range.start, previousEnd)
            )
        }
        var arguments: [ExpressionSyntax] = []
        if token.kind != .rightParen {
            repeat {
                arguments.append(try nested { () throws(ParseFailure) in try self.parseExpression() })
            } while accept(.comma)
        }
        guard token.kind == .rightParen else { throw expected("a comma or a closing )") }
        brackets -= 1
        advance()
        return ExpressionSyntax(kind: .call(name, arguments), range: TextRange(name.range.start, previousEnd))
    }

    /// `status`, `body`, `size`, `latency`, `sha256`, `header "Name"`, `cookie "name"`, `json $.path`, `xpath "…"`,
    /// `regex "…"`.
    func parseResponsePart() throws(ParseFailure) -> ResponsePart {
        let word = text(token.range)
        advance()
        switch word {
        case "status": return .status
        case "body": return .body
        case "sha256": return .bodyDigest
        case "regex": return .regex(try parseRegex())
        case "xpath": return .xpath(try parseXPath())
        case "cookie":
            let name = try parseConstant("the cookie's name")
            guard !name.text.isEmpty, name.text.utf8.allSatisfy(Self.isHeaderNameByte) else {
                throw fail(
                    "cookie-name",
                    "not a cookie's name",
                    at: name.range,
                    "names have no spaces or signs of equality"
                )
            }
            return .cookie(name.text)
        case "size": return .size
        case "latency": return .latency
        case "header":
            let name = try parseConstant("the header's name")
            guard !name.text.isEmpty, name.text.utf8.allSatisfy(Self.isHeaderNameByte) else {
                throw fail("header-name", "not a header's name", at: name.range, "names have no spaces or colons")
            }
            return .header(name.text)
        default: return .json(try parseJSONPath())
        }
    }

    /// A JSONPath behind `json`.
    private func parseJSONPath() throws(ParseFailure) -> JSONPath {
        guard token.kind == .dollar, !token.onNewLine else {
            throw expected("a JSONPath that begins with $, such as $.slots[0].id")
        }
        let start = token.range.start
        var parser = JSONPathParser(bytes: lexer.bytes, from: start)
        do throws(JSONPathError) {
            let path = try parser.parseEmbedded()
            resume(at: parser.position)
            return path
        } catch {
            throw fail("jsonpath", error.title, at: error.range, error.label, help: error.help)
        }
    }

    /// RFC 9110 section 5.6.2: a token's characters.
    static func isHeaderNameByte(_ byte: UInt8) -> Bool {
        Lexer.isWord(byte) && byte < 0x80 || "!#$%&'*+-.^`|~".utf8.contains(byte)
    }
}

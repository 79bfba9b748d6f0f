import LoadPlan

extension Parser {
    /// `METHOD path [as NAME]` and the clauses behind it; the method is the next token.
    func parseRequest() throws(ParseFailure) -> RequestSyntax {
        var request = try parseRequestLine()
        request.clauses = try parseClauses()
        return request
    }

    private func parseRequestLine() throws(ParseFailure) -> RequestSyntax {
        let method = NameSyntax(text: text(token.range), range: token.range)
        guard Method(rawValue: method.text) != nil else {
            throw expected("a method such as GET or POST")
        }
        advance()
        guard !token.onNewLine, token.kind != .end else { throw expected("a path such as /api/services") }
        let path = try parsePath()
        var name: NameSyntax?
        if at(.as) {
            advance()
            name = try parseName(.label, "the step's name")
        }
        let range = method.range.through(name?.range ?? path.range)
        return RequestSyntax(method: method, path: path, name: name, clauses: [], range: range)
    }

    private func parsePath() throws(ParseFailure) -> TemplateSyntax {
        let start = token.range.start
        if token.kind == .quote {
            let path = try parseString()
            return try checkPath(path)
        }
        return try checkPath(
            try parseBare(from: start, stops: [UInt8(ascii: "{"), UInt8(ascii: "\"")], encoding: .url)
        )
    }

    private func checkPath(_ path: TemplateSyntax) throws(ParseFailure) -> TemplateSyntax {
        if case .literal(let bytes)? = path.segments.first {
            let isWhole = ["http://", "https://"].contains { bytes.starts(with: Array($0.utf8)) }
            if bytes.first == UInt8(ascii: "/") || isWhole {
                if let bad = bytes.first(where: { $0 <= 0x20 || $0 == 0x7F || $0 == UInt8(ascii: "#") }) {
                    throw fail(
                        "path",
                        "a path that cannot be sent",
                        at: path.range,
                        bad == UInt8(ascii: "#")
                            ? "a fragment (#…) never reaches the service" : "percent-encode spaces: %20"
                    )
                }
                return path
            }
        }
        throw fail("path", "a path must begin with /", at: path.range, "write it like /api/schedule/${provider}/slots")
    }

    /// `poll METHOD path [as NAME] [every TIME] [for TIME]` and clauses, `until` among them.
    func parsePoll() throws(ParseFailure) -> PollSyntax {
        let start = advance().range
        var request = try parseRequestLine()
        request.range = TextRange(start.start, request.range.end)
        var poll = PollSyntax(request: request)
        while true {
            if poll.interval == nil, accept(.every) {
                poll.interval = try parseQuantity("a length of time such as 500ms")
            } else if poll.limit == nil, accept(.for) {
                poll.limit = try parseQuantity("a length of time such as 30s")
            } else if poll.request.name == nil, accept(.as) {
                poll.request.name = try parseName(.label, "the step's name")
            } else {
                break
            }
        }
        poll.request.clauses = try parseClauses()
        return poll
    }

    /// Clauses up to the next statement.
    func parseClauses() throws(ParseFailure) -> [ClauseSyntax] {
        var clauses: [ClauseSyntax] = []
        while !bag.isFull {
            if let word = misspeltClause() {
                let start = token.range.start
                _ = unknownStatement(word)
                synchronize(from: start)
                continue
            }
            guard let keyword, keyword.contexts.contains(.request) else { break }
            if keyword == .retry, retryHasBlock() { break }
            let start = token.range
            do throws(ParseFailure) {
                let kind = try parseClause(keyword)
                clauses.append(ClauseSyntax(kind: kind, range: TextRange(start.start, max(previousEnd, start.end))))
            } catch {
                synchronize(from: start.start)
            }
            while accept(.semicolon) {}
        }
        return clauses
    }

    /// The next token where it looks like a clause with a slip: the clauses behind it are the request's still.
    private func misspeltClause() -> String? {
        guard token.kind == .word, token.onNewLine else { return nil }
        let word = text(token.range)
        guard Keyword(rawValue: word) == nil, Method(rawValue: word.uppercased()) == nil else { return nil }
        if ForeignWord.label(for: word, in: .flow) != nil { return word }
        let clauses = Keyword.words(in: .request)
        guard let near = Suggestion.nearest(to: word, in: Keyword.words(in: .flow) + clauses) else { return nil }
        return clauses.contains(near) ? word : nil
    }

    private func parseClause(_ keyword: Keyword) throws(ParseFailure) -> ClauseSyntax.Kind {
        let start = token.range
        if keyword.isPlanned { throw notYet(keyword) }
        advance()
        switch keyword {
        case .header:
            let (name, value) = try parseField("a header's name, as in header Accept: application/json")
            return .header(name, value)
        case .query:
            let (name, value) = try parseField("a parameter's name, as in query date: 2026-11-23")
            return .query(name, value)
        case .json:
            if token.kind == .dollar, lexer.byte(at: token.range.end) != UInt8(ascii: "{") {
                throw fail(
                    "json",
                    "a JSONPath where a body should stand",
                    at: token.range,
                    "to look into the answer, write expect json $.… or capture x = json $.…"
                )
            }
            guard !token.onNewLine || token.kind == .leftBrace || token.kind == .leftBracket else {
                throw expected("a JSON body")
            }
            let isText = token.kind == .quote
            let body = try parseJSON()
            if isText, case .literal(let bytes)? = body.segments.first,
                bytes.starts(with: Array("\"{".utf8)) || bytes.starts(with: Array("\"[".utf8))
            {
                bag.warning(
                    "json-text",
                    "a JSON text, not an object",
                    at: body.range,
                    "remove the quotes around the body and the backslashes in it"
                )
            }
            return .json(body)
        case .form: return .form(try parseForm())
        case .body: return try parseBody()
        case .multipart: return .multipart(try parseMultipart())
        case .graphql: return .graphql(try parseGraphQL())
        case .redirects: return .redirects(try parseRedirects())
        case .compression: return .compression(try parseSwitch())
        case .auth: return .auth(try parseAuth())
        case .forwarded: return .forwarded(try parseForwarded())
        case .conditional: return .conditional
        case .timeout: return .timeout(try parseQuantity("a length of time such as 5s"))
        case .expect: return .expect(try parseExpectation())
        case .capture: return .capture(try parseCapture())
        case .outcome: return try parseOutcome()
        case .until: return .until(try parseExpression())
        case .retry: return .retry(try parseRetry(start))
        default: throw expected("a clause of a request (after \(text(start)))")
        }
    }

    /// A planned word, refused clearly.
    func notYet(_ keyword: Keyword) -> ParseFailure {
        fail(
            "not-yet",
            "'\(keyword.rawValue)' is not supported yet",
            at: token.range,
            "this version of the language cannot say it"
        )
    }

    // MARK: Fields

    /// `Name: value`, the value a string or one word.
    private func parseField(_ what: String) throws(ParseFailure) -> (NameSyntax, TemplateSyntax) {
        let name = try parseFieldName(what)
        let value = try parseFieldValue(name.text, stops: [])
        let behind = token
        if !behind.onNewLine, !beginsSomething {
            throw fail(
                "value-needs-quotes",
                "a value of more than one word",
                at: value.range.through(behind.range),
                "put the whole value in double quotes"
            )
        }
        return (name, value)
    }

    /// The next token ends a clause: it begins another, closes a block or ends the text.
    private var beginsSomething: Bool {
        switch token.kind {
        case .rightBrace, .end, .semicolon: true
        case .word:
            keyword.map { !$0.contexts.isDisjoint(with: [.request, .flow]) }
                ?? (Method(rawValue: text(token.range)) != nil)
        default: false
        }
    }

    func parseFieldName(_ what: String) throws(ParseFailure) -> NameSyntax {
        guard !token.onNewLine, token.kind != .end else { throw expected(what) }
        let name: NameSyntax
        if token.kind == .quote {
            name = try parseConstant("a name")
        } else {
            let start = token.range.start
            var end = start
            while let byte = lexer.byte(at: end), Self.isHeaderNameByte(byte) || "[]".utf8.contains(byte) { end += 1 }
            guard end > start else { throw expected(what) }
            name = NameSyntax(text: text(TextRange(start, end)), range: TextRange(start, end))
            resume(at: end)
        }
        guard token.kind == .colon, !token.onNewLine else {
            throw fail(
                "missing-colon",
                "a name without its colon",
                at: name.range.after,
                "write \(name.text): and the value"
            )
        }
        // The value is read in its own way, so the colon is not taken as a token.
        previousEnd = token.range.end
        return name
    }

    func parseFieldValue(_ name: String, stops: [UInt8]) throws(ParseFailure) -> TemplateSyntax {
        var position = previousEnd
        while let byte = lexer.byte(at: position), byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") {
            position += 1
        }
        if lexer.byte(at: position) == UInt8(ascii: "\"") {
            resume(at: position)
            return try parseString()
        }
        let value = try parseBare(from: position, stops: stops, encoding: nil)
        guard value.range.end > value.range.start else {
            throw fail(
                "missing-value",
                "'\(name)' has no value",
                at: TextRange(previousEnd, previousEnd),
                "expected a word, a string or ${…}",
                help: "an empty value is written \"\""
            )
        }
        return value
    }

    /// `{ name: value … }` with commas or white space between.
    private func parseForm() throws(ParseFailure) -> [(name: NameSyntax, value: TemplateSyntax)] {
        try require(.leftBrace, "{")
        var fields: [(name: NameSyntax, value: TemplateSyntax)] = []
        while token.kind != .rightBrace {
            guard token.kind != .end else { throw expected("a closing }") }
            // A field may stand on a line of its own.
            token.onNewLine = false
            let name = try parseFieldName("a field's name")
            fields.append((name, try parseFieldValue(name.text, stops: [UInt8(ascii: ","), UInt8(ascii: ";")])))
            while accept(.comma) || accept(.semicolon) {}
        }
        advance()
        return fields
    }
}

import LoadPlan

extension Parser {
    /// `flow NAME [weight N] { … }`; `flow` is the next token.
    func parseFlow() throws(ParseFailure) -> FlowSyntax {
        let start = advance().range
        let name = try parseName(.label, "the flow's name")
        var weight: QuantitySyntax?
        var pace: QuantitySyntax?
        var moment: QuantitySyntax?
        while true {
            if weight == nil, accept(.weight) {
                weight = try parseQuantity("a number")
            } else if pace == nil, accept(.pace) {
                pace = try parseQuantity("a length of time such as 10s")
            } else if moment == nil, accept(Keyword.at) {
                moment = try parseQuantity("a length of time since the load's start, such as 30s")
            } else {
                break
            }
        }
        let head = TextRange(start.start, previousEnd)
        skipToBlock(known: [Keyword.weight.rawValue, Keyword.pace.rawValue, Keyword.at.rawValue])
        let body = try parseBlock()
        return FlowSyntax(name: name, weight: weight, pace: pace, start: moment, body: body, range: head)
    }

    /// Between a block's head and its `{` on the same line: what stands there is a mistake of its own, and those inside
    /// the block are found all the same.
    private func skipToBlock(known: [String]) {
        guard token.kind != .leftBrace, !token.onNewLine, token.kind != .end else { return }
        let label =
            Suggestion.nearest(to: text(token.range), in: known).map { "did you mean \($0)?" } ?? "expected {"
        bag.error("syntax", "unexpected \(tokenDescription)", at: token.range, label)
        while token.kind != .leftBrace, !token.onNewLine, token.kind != .end { _ = advance() }
    }

    /// `{ statements }`.
    func parseBlock() throws(ParseFailure) -> [StatementSyntax] {
        let open = token.range
        try require(.leftBrace, "{")
        var statements: [StatementSyntax] = []
        while token.kind != .rightBrace {
            if token.kind == .end || isUnwinding || bag.isFull {
                if !isUnwinding {
                    isUnwinding = true
                    bag.error(
                        "unclosed-block",
                        "a block without its end",
                        at: open,
                        "no } closes the block that opens here"
                    )
                }
                return statements
            }
            if let keyword, keyword.contexts == [.file], token.onNewLine {
                isUnwinding = true
                bag.error(
                    "unclosed-block",
                    "'\(keyword.rawValue)' inside a block",
                    at: token.range,
                    "it stands outside all blocks; is a } missing before it?",
                    help: "the block that is still open begins in \(source.line(open.start))"
                )
                return statements
            }
            let start = token.range.start
            do throws(ParseFailure) {
                let kind = try nested { () throws(ParseFailure) in try self.parseStatement() }
                statements.append(StatementSyntax(kind: kind, range: TextRange(start, previousEnd)))
            } catch {
                synchronize(from: start)
            }
            while accept(.semicolon) {}
        }
        advance()
        return statements
    }

    private func parseStatement() throws(ParseFailure) -> StatementSyntax.Kind {
        guard token.kind == .word else { throw cannotBegin("a step") }
        let word = text(token.range)
        if Method(rawValue: word) != nil { return .request(try parseRequest()) }
        guard let keyword = Keyword(rawValue: word), !keyword.contexts.isDisjoint(with: [.flow, .request]) else {
            throw unknownStatement(word)
        }
        if keyword.contexts.contains(.request), keyword != .retry {
            throw fail(
                "clause-without-request",
                "'\(word)' without a request",
                at: token.range,
                "it belongs behind the request that it is about"
            )
        }
        if keyword.isPlanned { throw notYet(keyword) }
        switch keyword {
        case .think:
            advance()
            return .think(try parseThink())
        case .pace:
            advance()
            return .pace(try parseQuantity("a length of time such as 10s"))
        case .retry: return .request(try parseRetried())
        case .use: return .use(try parseCall())
        case .let:
            advance()
            let name = try parseName(.variable, "a variable's name")
            try require(.assign, "=")
            return .assign(name, try parseExpression())
        case .if: return try parseBranch()
        case .group:
            advance()
            let name = try parseName(.label, "the group's name")
            skipToBlock(known: [])
            return .group(name, try parseBlock())
        case .poll: return .poll(try parsePoll())
        case .count:
            advance()
            let name = try parseName(.label, "the counter's name")
            return .count(name, by: !token.onNewLine && accept(.by) ? try parseExpression() : nil)
        case .gauge:
            advance()
            let name = try parseName(.label, "the gauge's name")
            try require(.assign, "=")
            return .gauge(name, try parseExpression())
        case .repeat, .for, .while, .choose, .fail, .abandon, .parallel: return try parseControl(keyword)
        case .race: return .race(try parseRace())
        case .before:
            advance()
            return .before(try parseBlock())
        case .put, .take: return try parseQueue(keyword)
        case .end:
            advance()
            return .end
        case .defaults: return .defaults(try parseDefaults())
        default: throw unknownStatement(word)
        }
    }

    func unknownStatement(_ word: String) -> ParseFailure {
        let methods = Method.allCases.map(\.rawValue)
        if methods.contains(word.uppercased()) {
            return fail(
                "method-case",
                "a method in small letters",
                at: token.range,
                "write \(word.uppercased())"
            )
        }
        if word == Keyword.else.rawValue {
            return fail("else-without-if", "'else' without 'if'", at: token.range, "it stands behind the } of an if")
        }
        let known = Keyword.words(in: .flow) + Keyword.words(in: .request) + methods
        return fail(
            "unknown-word",
            "unknown word '\(word)'",
            at: token.range,
            Self.label(forUnknown: word, in: .flow, known: known)
                ?? "a step begins with a method, or with \(Suggestion.list(Keyword.words(in: .flow), "or"))"
        )
    }

    /// `if CONDITION { … } else if … { … } else { … }`.
    private func parseBranch() throws(ParseFailure) -> StatementSyntax.Kind {
        var arms: [BranchArm] = []
        while true {
            let start = advance().range
            let condition = try parseExpression()
            let range = TextRange(start.start, previousEnd)
            arms.append(BranchArm(condition: condition, body: try parseBlock(), range: range))
            guard arms.count < SyntaxLimits.depth else {
                throw fail(
                    "nesting-too-deep",
                    "too many arms of one 'if'",
                    at: token.range,
                    "at most \(SyntaxLimits.depth)"
                )
            }
            guard !isUnwinding, accept(.else) else { return .branch(arms, otherwise: nil) }
            if !at(.if) { return .branch(arms, otherwise: try parseBlock()) }
        }
    }

    /// `defaults { header … timeout … }`; `defaults` is the next token.
    func parseDefaults() throws(ParseFailure) -> DefaultsSyntax {
        let start = advance().range
        try require(.leftBrace, "{")
        let clauses = try parseClauses()
        guard token.kind == .rightBrace else {
            throw expected("header, timeout or a closing }")
        }
        advance()
        return DefaultsSyntax(clauses: clauses, range: start)
    }
}

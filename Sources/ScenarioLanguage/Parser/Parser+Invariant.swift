import LoadPlan

/// What is about all users: races and invariants.
extension Parser {
    /// `race N users { … }` with its expectations; `race` is the next token.
    func parseRace() throws(ParseFailure) -> RaceSyntax {
        let start = advance().range
        let users = try parseQuantity("a number of users, as in race 64 users { … }")
        try require(.users)
        let head = TextRange(start.start, previousEnd)
        let body = try parseBlock()
        var expectations: [ComparisonSyntax] = []
        while !isUnwinding, at(.expect) {
            let first = token.range
            let saved = (lexer, token, previousEnd)
            advance()
            guard accept(.across) else {
                (lexer, token, previousEnd) = saved
                break
            }
            do throws(ParseFailure) {
                try require(.race)
                try require(.colon, ":")
                expectations.append(try parseComparedAmounts(from: first, named: false))
            } catch {
                synchronize(from: first.start)
            }
            while accept(.semicolon) {}
        }
        return RaceSyntax(users: users, body: body, expectations: expectations, head: head)
    }

    /// `invariant AMOUNT OP AMOUNT`, `invariant at most N CONDITION [of STEPS] per VARIABLE`; the word is the next token.
    func parseInvariant() throws(ParseFailure) -> InvariantSyntax {
        let start = advance().range
        guard at(.at) else {
            let comparison = try parseComparedAmounts(from: start, named: true)
            return InvariantSyntax(kind: .comparison(comparison), range: comparison.range)
        }
        advance()
        try require(.most)
        let limit: QuantitySyntax
        if at(.one) {
            limit = QuantitySyntax(kind: .number(1), range: advance().range)
        } else {
            limit = try parseQuantity("a number, or one")
        }
        let condition = try parseExpectation()
        let steps = accept(.of) ? try parseNames(.glob, "a step's name") : []
        try require(.per)
        let variable = try parseName(.variable, "the variable by whose value answers are counted")
        return InvariantSyntax(
            kind: .atMost(limit, condition, of: steps, per: variable),
            range: TextRange(start.start, previousEnd)
        )
    }

    // MARK: Amounts

    private func parseComparedAmounts(from start: TextRange, named: Bool) throws(ParseFailure) -> ComparisonSyntax {
        let left = try parseAmount(named: named)
        let comparison = try parseComparison()
        let right = try parseAmount(named: named)
        return ComparisonSyntax(
            left: left,
            comparison: comparison,
            right: right,
            range: TextRange(start.start, previousEnd)
        )
    }

    private func parseAmount(named: Bool) throws(ParseFailure) -> AmountSyntax {
        var left = try parseAmountFactor(named: named)
        var length = 0
        while !token.onNewLine, token.kind == .plus || token.kind == .minus {
            let op: BinaryOperator = advance().kind == .plus ? .plus : .minus
            length += 1
            guard length < SyntaxLimits.chain else { throw expected("fewer amounts") }
            left = .binary(op, left, try parseAmountFactor(named: named))
        }
        return left
    }

    private func parseAmountFactor(named: Bool) throws(ParseFailure) -> AmountSyntax {
        var left = try parseAmountTerm(named: named)
        var length = 0
        while !token.onNewLine, token.kind == .star {
            advance()
            length += 1
            guard length < SyntaxLimits.chain else { throw expected("fewer amounts") }
            left = .binary(.times, left, try parseAmountTerm(named: named))
        }
        return left
    }

    private func parseAmountTerm(named: Bool) throws(ParseFailure) -> AmountSyntax {
        let start = token.range
        if token.kind == .leftParen, !token.onNewLine {
            advance()
            let inner = try nested { () throws(ParseFailure) in try self.parseAmount(named: named) }
            try require(.rightParen, "a closing )")
            return inner
        }
        guard at(.count), !token.onNewLine else {
            return .number(try parseQuantity(named ? "a number or count(NAME)" : "a number or count(CONDITION)"))
        }
        advance()
        guard token.kind == .leftParen, !token.onNewLine else {
            throw expected(named ? "what is counted, as in count(booking.create)" : "a condition in brackets")
        }
        brackets += 1
        advance()
        var name: NameSyntax?
        var condition: ExpressionSyntax?
        if named {
            name = try parseName(.label, "a counter, a step, or a step's outcome")
            if accept(.when) { condition = try parseExpectation() }
        } else {
            condition = try parseExpectation()
        }
        guard token.kind == .rightParen else { throw expected("a closing )") }
        brackets -= 1
        advance()
        return .count(name, condition, TextRange(start.start, previousEnd))
    }
}

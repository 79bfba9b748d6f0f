import LoadPlan

extension Parser {
    /// An expression, with `| "format"` behind it where there is one.
    func parseExpression() throws(ParseFailure) -> ExpressionSyntax {
        var expression = try parseOr()
        while token.kind == .pipe, continues {
            if lexer.byte(at: token.range.end) == UInt8(ascii: "|") { throw expected("'or'") }
            advance()
            let pattern = try parseConstant("a format such as \"yyyy-MM-dd\" or \"0.00\"")
            expression = ExpressionSyntax(
                kind: .format(expression, pattern),
                range: expression.range.through(pattern.range)
            )
        }
        if token.kind == .unknown, continues, foreignSign != nil { throw expected("an operator") }
        return expression
    }

    /// The next token may continue an expression: it stands on the same line, or inside brackets.
    private var continues: Bool { !token.onNewLine || brackets > 0 }

    private func parseOr() throws(ParseFailure) -> ExpressionSyntax {
        try parseChain(.or, .or) { () throws(ParseFailure) in try self.parseAnd() }
    }

    func parseAnd() throws(ParseFailure) -> ExpressionSyntax {
        try parseChain(.and, .and) { () throws(ParseFailure) in try self.parseNot() }
    }

    /// `and` and `or` may begin a line: nothing else can.
    private func parseChain(
        _ word: Keyword,
        _ op: BinaryOperator,
        _ operand: () throws(ParseFailure) -> ExpressionSyntax
    ) throws(ParseFailure) -> ExpressionSyntax {
        var left = try operand()
        var length = 0
        while at(word) {
            advance()
            try checkChain(&length)
            let right = try operand()
            left = binary(op, left, right)
        }
        return left
    }

    private func checkChain(_ length: inout Int) throws(ParseFailure) {
        length += 1
        guard length < SyntaxLimits.chain else {
            throw fail(
                "expression-too-long",
                "an expression that is too long",
                at: token.range,
                "at most \(SyntaxLimits.chain) operators in a row"
            )
        }
    }

    private func binary(_ op: BinaryOperator, _ left: ExpressionSyntax, _ right: ExpressionSyntax) -> ExpressionSyntax {
        ExpressionSyntax(kind: .binary(op, left, right), range: left.range.through(right.range))
    }

    private func parseNot() throws(ParseFailure) -> ExpressionSyntax {
        guard at(.not) else { return try parseComparison() }
        let start = advance().range
        let operand = try nested { () throws(ParseFailure) in try self.parseNot() }
        return ExpressionSyntax(kind: .unary(.not, operand), range: start.through(operand.range))
    }

    // MARK: Comparisons

    private func parseComparison() throws(ParseFailure) -> ExpressionSyntax {
        let left = try parseSum()
        guard let compared = try parseComparison(of: left) else { return left }
        if continues, comparisonOperator != nil || token.kind == .assign {
            throw fail(
                "chained-comparison",
                "comparisons cannot follow each other",
                at: token.range,
                "join two comparisons with 'and'"
            )
        }
        return compared
    }

    private func parseComparison(of left: ExpressionSyntax) throws(ParseFailure) -> ExpressionSyntax? {
        guard continues else { return nil }
        if token.kind == .assign {
            throw fail("assign-in-condition", "'=' is not a comparison", at: token.range, "write == to compare")
        }
        if let op = comparisonOperator {
            if op == .equal, lexer.byte(at: token.range.end) == UInt8(ascii: "=") { throw expected("==") }
            advance()
            return binary(op, left, try parseSum())
        }
        if accept(.is) { return try parseKind(of: left) }
        if accept(.in) { return try parseMember(of: left) }
        if at(.not) {
            advance()
            try require(.in)
            let member = try parseMember(of: left)
            return ExpressionSyntax(kind: .unary(.not, member), range: member.range)
        }
        if accept(.matches) {
            let (pattern, _) = try parsePattern()
            return ExpressionSyntax(
                kind: .matches(left, RegexQuery(pattern: pattern.text, group: 0)),
                range: TextRange(left.range.start, previousEnd)
            )
        }
        if accept(.contains) { return binary(.contains, left, try parseSum()) }
        if accept(.starts) {
            try require(.with)
            return binary(.startsWith, left, try parseSum())
        }
        if accept(.ends) {
            try require(.with)
            return binary(.endsWith, left, try parseSum())
        }
        return nil
    }

    private var comparisonOperator: BinaryOperator? {
        switch token.kind {
        case .equal: .equal
        case .notEqual: .notEqual
        case .less: .less
        case .lessOrEqual: .lessOrEqual
        case .greater: .greater
        case .greaterOrEqual: .greaterOrEqual
        default: nil
        }
    }

    /// Behind `is`: `array`, `not none`.
    private func parseKind(of left: ExpressionSyntax) throws(ParseFailure) -> ExpressionSyntax {
        let negated = accept(.not)
        guard token.kind == .word, !token.onNewLine else {
            throw expected(
                "one of \(Suggestion.list(ValueKind.allCases.map(\.rawValue), "or"))",
                help: "to compare with a value, write == instead of 'is'"
            )
        }
        guard let kind = ValueKind(rawValue: text(token.range)) else {
            let word = text(token.range)
            let known = ValueKind.allCases.map(\.rawValue)
            throw fail(
                "unknown-kind",
                "'is' cannot ask for '\(word)'",
                at: token.range,
                Suggestion.nearest(to: word, in: known).map { "did you mean \($0)?" }
                    ?? "it can ask for \(Suggestion.list(known, "or"))",
                help: "to compare with a value, write == instead of 'is'"
            )
        }
        advance()
        return ExpressionSyntax(
            kind: .isKind(left, kind, negated: negated),
            range: TextRange(left.range.start, previousEnd)
        )
    }

    /// Behind `in`: values and ranges with commas between them.
    func parseMember(of left: ExpressionSyntax) throws(ParseFailure) -> ExpressionSyntax {
        ExpressionSyntax(kind: .member(left, of: try parseItems()), range: TextRange(left.range.start, previousEnd))
    }

    /// `1, 2, 5..9`.
    func parseItems() throws(ParseFailure) -> [ExpressionSyntax.Candidate] {
        var candidates: [ExpressionSyntax.Candidate] = []
        repeat {
            let low = try parseSum()
            if token.kind == .range, continues {
                advance()
                candidates.append(.range(low, try parseSum()))
            } else {
                candidates.append(.value(low))
            }
        } while candidates.count < 4096 && accept(.comma)
        return candidates
    }

    // MARK: Arithmetic

    private func parseSum() throws(ParseFailure) -> ExpressionSyntax {
        var left = try parseProduct()
        var length = 0
        while continues, token.kind == .plus || token.kind == .minus {
            let op: BinaryOperator = advance().kind == .plus ? .plus : .minus
            try checkChain(&length)
            left = binary(op, left, try parseProduct())
        }
        return left
    }

    private func parseProduct() throws(ParseFailure) -> ExpressionSyntax {
        var left = try parseSign()
        var length = 0
        while continues, [.star, .slash, .percent].contains(token.kind) {
            let kind = advance().kind
            try checkChain(&length)
            left = binary(kind == .star ? .times : kind == .slash ? .divided : .remainder, left, try parseSign())
        }
        return left
    }

    private func parseSign() throws(ParseFailure) -> ExpressionSyntax {
        guard token.kind == .minus || token.kind == .plus else { return try parsePostfix() }
        let sign = advance()
        let operand = try nested { () throws(ParseFailure) in try self.parseSign() }
        let range = sign.range.through(operand.range)
        guard sign.kind == .minus else { return ExpressionSyntax(kind: operand.kind, range: range) }
        return ExpressionSyntax(kind: .unary(.minus, operand), range: range)
    }
}

extension Parser {
    /// Loops, choices and early ends; their word is the next token.
    func parseControl(_ keyword: Keyword) throws(ParseFailure) -> StatementSyntax.Kind {
        let start = advance().range
        switch keyword {
        case .repeat:
            let count = try parseExpression()
            let head = TextRange(start.start, previousEnd)
            return .repeats(count, LoopSyntax(body: try parseBlock(), head: head))
        case .for:
            let name = try parseName(.variable, "a variable's name, as in for slot in slots { … }")
            try require(.in)
            let items = try parseItems()
            let head = TextRange(start.start, previousEnd)
            return .each(name, in: items, LoopSyntax(body: try parseBlock(), head: head))
        case .while:
            let condition = try parseExpression()
            let head = TextRange(start.start, previousEnd)
            return .loop(while: condition, LoopSyntax(body: try parseBlock(), head: head))
        case .fail: return .fail(try parseConstant("a message"))
        case .parallel:
            let connections = token.kind == .leftBrace ? nil : try parseQuantity("a number, or {")
            let head = TextRange(start.start, previousEnd)
            return .parallel(ParallelSyntax(connections: connections, body: try parseBlock(), head: head))
        case .abandon: return .abandon(try parseQuantity("a percentage, such as 5%"))
        default: return try parseChoice(start)
        }
    }

    /// The arms of `choose { 70% { … } 30% { … } }`; a wrong arm is passed, and the others are still read.
    private func parseChoice(_ word: TextRange) throws(ParseFailure) -> StatementSyntax.Kind {
        var head = ChoiceHead(range: word, isWhole: true)
        var arms: [ArmSyntax] = []
        try require(.leftBrace, "{")
        while token.kind != .rightBrace {
            guard token.kind != .end, !isUnwinding, !bag.isFull else {
                // An open block is said by the one who finds it first.
                if isUnwinding || bag.isFull { return .choose(arms, ChoiceHead(range: word, isWhole: false)) }
                throw expected("a share such as 70%, or a closing }")
            }
            let start = token.range.start
            do throws(ParseFailure) {
                guard arms.count < SyntaxLimits.chain else {
                    throw fail(
                        "nesting-too-deep",
                        "too many ways to choose from",
                        at: word,
                        "at most \(SyntaxLimits.chain)"
                    )
                }
                arms.append(try nested { () throws(ParseFailure) in try self.parseArm() })
            } catch {
                head.isWhole = false
                synchronize(from: start)
            }
        }
        advance()
        return .choose(arms, head)
    }

    private func parseArm() throws(ParseFailure) -> ArmSyntax {
        let number = token
        guard number.kind == .number else {
            throw fail(
                "syntax",
                "unexpected \(tokenDescription)",
                at: number.range,
                "expected a share such as 70%"
            )
        }
        let percent = try doubleValue(number.range)
        advance()
        guard token.kind == .percent, token.range.start == number.range.end else {
            let written = text(number.range)
            throw fail("missing-unit", "a share without its unit", at: number.range, "write \(written)%")
        }
        advance()
        let range = TextRange(number.range.start, previousEnd)
        return ArmSyntax(percent: percent, body: try parseBlock(), range: range)
    }
}

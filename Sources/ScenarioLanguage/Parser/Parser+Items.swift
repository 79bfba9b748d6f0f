import LoadPlan

/// Lists, objects and their items.
extension Parser {
    /// A primary expression with `[…]` directly behind it, as often as it stands there.
    func parsePostfix() throws(ParseFailure) -> ExpressionSyntax {
        var expression = try parsePrimary()
        var length = 0
        while token.kind == .leftBracket, token.range.start == previousEnd, length < SyntaxLimits.chain {
            length += 1
            let key = try parseInside(.rightBracket, "a closing ]") { () throws(ParseFailure) in
                try self.nested { () throws(ParseFailure) in try self.parseExpression() }
            }
            expression = ExpressionSyntax(
                kind: .item(of: expression, key),
                range: TextRange(expression.range.start, previousEnd)
            )
        }
        return expression
    }

    /// `[a, b]`.
    func parseList() throws(ParseFailure) -> ExpressionSyntax {
        let start = token.range.start
        let items = try parseInside(.rightBracket, "a comma or a closing ]") { () throws(ParseFailure) in
            var items: [ExpressionSyntax] = []
            while self.token.kind != .rightBracket {
                items.append(try self.nested { () throws(ParseFailure) in try self.parseExpression() })
                guard self.accept(.comma) else { break }
            }
            return items
        }
        return ExpressionSyntax(kind: .list(items), range: TextRange(start, previousEnd))
    }

    /// `{ name: a, "another name": b }`.
    func parseObject() throws(ParseFailure) -> ExpressionSyntax {
        let start = token.range.start
        let members = try parseInside(.rightBrace, "a comma or a closing }") { () throws(ParseFailure) in
            var members: [(name: NameSyntax, value: ExpressionSyntax)] = []
            while self.token.kind != .rightBrace {
                let name: NameSyntax
                if self.token.kind == .word {
                    name = NameSyntax(text: self.text(self.token.range), range: self.token.range)
                    self.advance()
                } else {
                    self.token.onNewLine = false
                    name = try self.parseConstant("a member's name")
                }
                try self.require(.colon, ":")
                members.append((name, try self.nested { () throws(ParseFailure) in try self.parseExpression() }))
                guard self.accept(.comma) else { break }
            }
            return members
        }
        return ExpressionSyntax(kind: .object(members), range: TextRange(start, previousEnd))
    }

    /// What stands between an opening sign, which is the next token, and `close`; line breaks do not end it.
    private func parseInside<Result>(
        _ close: Token.Kind,
        _ what: String,
        _ body: () throws(ParseFailure) -> Result
    ) throws(ParseFailure) -> Result {
        brackets += 1
        advance()
        let result = try body()
        guard token.kind == close else { throw expected(what) }
        // Taken while still inside, so that the token behind is judged by the level outside.
        brackets -= 1
        advance()
        return result
    }
}

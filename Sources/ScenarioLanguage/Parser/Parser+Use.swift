/// Files and blocks that scenarios share.
extension Parser {
    /// `block NAME [(a, b)] { … }`; `block` is the next token.
    func parseSharedBlock() throws(ParseFailure) -> BlockSyntax {
        advance()
        let name = try parseName(.label, "the block's name")
        var parameters: [NameSyntax] = []
        if token.kind == .leftParen, !token.onNewLine {
            advance()
            while token.kind != .rightParen {
                token.onNewLine = false
                parameters.append(try parseName(.variable, "a parameter's name, or )"))
                guard accept(.comma) else { break }
            }
            try require(.rightParen, ")")
        }
        return BlockSyntax(name: name, parameters: parameters, body: try parseBlock())
    }

    /// `use NAME [(a: VALUE, …)]`; `use` is the next token.
    func parseCall() throws(ParseFailure) -> CallSyntax {
        let start = advance().range
        if token.kind == .quote, !token.onNewLine {
            throw fail(
                "use-in-flow",
                "a file used inside a flow",
                at: token.range,
                "use \"FILE\" stands outside all blocks; here a block of it is named",
                help: "use \"common.zonda\" at the top, then use login(email: \"…\") in the flow"
            )
        }
        let name = try parseName(.label, "the name of a block")
        var call = CallSyntax(name: name, arguments: [], range: start.through(name.range))
        guard token.kind == .leftParen, !token.onNewLine else { return call }
        advance()
        // Arguments may stand on lines of their own.
        brackets += 1
        defer { brackets -= 1 }
        while token.kind != .rightParen {
            token.onNewLine = false
            let name = try parseName(.variable, "a parameter's name, or )")
            guard accept(.colon) else {
                throw fail(
                    "missing-colon",
                    "a value without its parameter",
                    at: name.range,
                    "write it as in use \(call.name.text)(email: \"…\")"
                )
            }
            call.arguments.append((name, try parseExpression()))
            guard accept(.comma) else { break }
        }
        try require(.rightParen, ")")
        return call
    }
}

extension Parser {
    /// `body "text"` or `body from "file"`, behind the word.
    func parseBody() throws(ParseFailure) -> ClauseSyntax.Kind {
        if !token.onNewLine, accept(.from) { return .file(try parseConstant("the file's path")) }
        if token.kind == .colon, !token.onNewLine {
            let label = "write json { … }, or body \"text\" without the colon"
            throw fail("syntax", "unexpected ':'", at: token.range, label)
        }
        guard token.kind == .quote else { throw expected("the body's text in double quotes, or from \"file\"") }
        return .body(try parseString())
    }

    /// `{ name: value  file name from "path" [type "…"] … }`.
    func parseMultipart() throws(ParseFailure) -> [PartSyntax] {
        try whole { () throws(ParseFailure) in try self.parseParts() }
    }

    /// A mistake inside a block ends it at its own brace, so that what follows can still be read.
    private func whole<Result>(_ read: () throws(ParseFailure) -> Result) throws(ParseFailure) -> Result {
        let start = token.range.start
        do throws(ParseFailure) {
            return try read()
        } catch {
            if lexer.byte(at: start) == UInt8(ascii: "{") { resume(at: endOfBracket(from: start)) }
            throw error
        }
    }

    private func parseParts() throws(ParseFailure) -> [PartSyntax] {
        try require(.leftBrace, "{")
        var parts: [PartSyntax] = []
        while token.kind != .rightBrace {
            guard token.kind != .end else { throw expected("a closing }") }
            // A part may stand on a line of its own.
            token.onNewLine = false
            if at(.file), lexer.byte(at: token.range.end) != UInt8(ascii: ":") {
                advance()
                let name = try parseName(.label, "the part's name")
                try require(.from)
                let path = try parseConstant("the file's path")
                let type: NameSyntax? = accept(.type) ? try parseConstant("a media type such as image/png") : nil
                parts.append(PartSyntax(name: name, content: .file(path, type: type)))
            } else {
                let name = try parseFieldName("a part's name")
                let value = try parseFieldValue(name.text, stops: [UInt8(ascii: ","), UInt8(ascii: ";")])
                parts.append(PartSyntax(name: name, content: .value(value)))
            }
            while accept(.comma) || accept(.semicolon) {}
        }
        advance()
        return parts
    }

    /// `{ query "…" variables { … } operation "…" }`.
    func parseGraphQL() throws(ParseFailure) -> GraphQLSyntax {
        try whole { () throws(ParseFailure) in try self.parseGraphQLParts() }
    }

    private func parseGraphQLParts() throws(ParseFailure) -> GraphQLSyntax {
        let open = token.range
        try require(.leftBrace, "{")
        var graphql = GraphQLSyntax()
        while token.kind != .rightBrace {
            guard token.kind != .end else { throw expected("a closing }") }
            token.onNewLine = false
            let word = token.range
            if graphql.document == nil, accept(.query) {
                if accept(.from) {
                    graphql.document = .file(try parseConstant("the file's path"))
                } else {
                    guard token.kind == .quote else {
                        throw expected("the document in double quotes, or from \"file\"")
                    }
                    graphql.document = .text(try parseString())
                }
            } else if graphql.variables == nil, accept(.variables) {
                graphql.variables = try parseJSON()
            } else if graphql.operation == nil, accept(.operation) {
                graphql.operation = try parseConstant("the operation's name")
            } else {
                throw fail(
                    "graphql",
                    "unexpected \(tokenDescription)",
                    at: word,
                    "query, variables and operation stand here, each once"
                )
            }
            while accept(.comma) || accept(.semicolon) {}
        }
        advance()
        if graphql.document == nil {
            throw fail("graphql", "GraphQL without its query", at: open, "write query \"{ … }\" or query from \"file\"")
        }
        return graphql
    }

    /// `basic "user" "password"`, `bearer TOKEN` or `off`, behind `auth`.
    func parseAuth() throws(ParseFailure) -> AuthSyntax {
        guard !token.onNewLine else { throw expected("basic, bearer or off") }
        if accept(.off) { return .off }
        if accept(.basic) {
            guard token.kind == .quote, !token.onNewLine else { throw expected("the user's name in double quotes") }
            let user = try parseString()
            guard token.kind == .quote, !token.onNewLine else { throw expected("the password in double quotes") }
            return .basic(user: user, password: try parseString())
        }
        guard accept(.bearer) else { throw expected("basic, bearer or off") }
        guard !token.onNewLine else { throw expected("the token") }
        if token.kind == .dollar {
            let value = try parseBare(from: token.range.start, encoding: nil)
            return .bearer(ExpressionSyntax(kind: .text(value), range: value.range))
        }
        return .bearer(try parseExpression())
    }

    /// `follow N` or `off`, behind `redirects`.
    func parseRedirects() throws(ParseFailure) -> QuantitySyntax? {
        guard !token.onNewLine else { throw expected("follow 5 or off") }
        if accept(.off) { return nil }
        guard accept(.follow) else { throw expected("follow 5 or off") }
        return try parseQuantity("a number of redirects such as 5")
    }

    /// `for "ADDRESS/BITS"`, behind `forwarded`.
    func parseForwarded() throws(ParseFailure) -> NameSyntax {
        try require(.for)
        return try parseConstant("a range of addresses such as \"181.0.0.0/8\"")
    }
}

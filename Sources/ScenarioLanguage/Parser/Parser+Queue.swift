extension Parser {
    /// `put EXPR into QUEUE` and `take NAME from QUEUE [wait TIME] [or none]`; the word is the next token.
    func parseQueue(_ keyword: Keyword) throws(ParseFailure) -> StatementSyntax.Kind {
        advance()
        if keyword == .put {
            guard !token.onNewLine else { throw expected("a value, as in put booking into booked") }
            let value = try parseExpression()
            try require(.into)
            return .put(value, into: try parseName(.label, "the queue's name"))
        }
        let name = try parseName(.variable, "a variable's name, as in take booking from booked")
        try require(.from)
        let queue = try parseName(.label, "the queue's name")
        var take = TakeSyntax(name: name, queue: queue, wait: nil, orNone: false)
        while !token.onNewLine {
            if take.wait == nil, accept(.wait) {
                take.wait = try parseQuantity("a length of time such as 5s")
            } else if !take.orNone, at(.or) {
                advance()
                guard accept(Keyword.none) else { throw expected("'none'") }
                take.orNone = true
            } else {
                break
            }
        }
        return .take(take)
    }
}

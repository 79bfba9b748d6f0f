import LoadPlan

/// What all blocks have in common that are lists: braces, separators, and that a mistake in one item leaves the others.
extension Parser {
    /// `{ items }`; the opening brace is the next token.
    /// - Parameters:
    ///   - separators: tokens that may stand between items, besides line breaks.
    ///   - end: whether the next token ends the block although it is no brace; the brace is then missing.
    ///   - item: reads one item and appends it, even where something after it is wrong.
    func parseBlock<Item>(
        separators: Set<Token.Kind> = [.comma, .semicolon],
        endingAt end: () -> Bool = { false },
        item: (inout [Item]) throws(ParseFailure) -> Void
    ) throws(ParseFailure) -> [Item] {
        let open = token.range
        try require(.leftBrace, "{")
        let items = parseItems(separators: separators, endingAt: end, item: item)
        guard accept(.rightBrace) else {
            throw fail("unclosed-block", "a block without its end", at: open, "no } closes the block that opens here")
        }
        return items
    }

    /// Items up to a closing brace, which is not taken, or the end of the text. One that cannot be read is passed.
    func parseItems<Item>(
        separators: Set<Token.Kind>,
        endingAt end: () -> Bool = { false },
        item: (inout [Item]) throws(ParseFailure) -> Void
    ) -> [Item] {
        var items: [Item] = []
        while token.kind != .rightBrace, token.kind != .end, !end(), !bag.isFull {
            let start = token.range.start
            do throws(ParseFailure) {
                try item(&items)
            } catch {
                synchronize(from: start)
                if token.range.start == start { advance() }
            }
            while separators.contains(token.kind) { advance() }
        }
        return items
    }

    /// The next token is none of the words that a block is made of.
    /// - Parameters:
    ///   - place: how the title goes on after the word, such as ` in a load`.
    ///   - what: what is made of the words.
    ///   - context: where words of other tools are looked up.
    func unknownWord(
        _ place: String = "",
        known: [String],
        of what: String,
        in context: ForeignWord.Place? = nil
    ) -> ParseFailure {
        let word = text(token.range)
        return fail(
            "unknown-word",
            "unknown word '\(word)'\(place)",
            at: token.range,
            context.flatMap { Self.label(forUnknown: word, in: $0, known: known) }
                ?? Suggestion.nearest(to: word, in: known).map { "did you mean \($0)?" }
                ?? "\(what) is made of \(Suggestion.list(known))"
        )
    }

    /// `<`, `<=`, `>`, `>=` or `==`.
    func parseComparison() throws(ParseFailure) -> Requirement.Comparison {
        let comparison: Requirement.Comparison
        switch token.kind {
        case .less: comparison = .below
        case .lessOrEqual: comparison = .atMost
        case .greater: comparison = .above
        case .greaterOrEqual: comparison = .atLeast
        case .equal: comparison = .equal
        default: throw expected("<, <=, >, >= or ==")
        }
        advance()
        return comparison
    }
}

import LoadPlan

/// Tables of data.
extension Parser {
    /// `data NAME from "FILE" [pick random|sequential|shuffled|unique] [at end restart|stop|fail]`.
    func parseData() throws(ParseFailure) -> DataSyntax {
        advance()
        let name = try parseName(.variable, "the table's name")
        try require(.from)
        var data = DataSyntax(name: name, file: try parseConstant("the file's path"))
        if !token.onNewLine, accept(.pick) {
            data.pick = try parseChoice("way to pick rows", "rows are picked")
        }
        guard !token.onNewLine, token.kind == .word, text(token.range) == "at" else { return data }
        let start = advance().range
        try require(.end)
        let value: Table.AtEnd = try parseChoice("end of the data", "at the end rows")
        data.atEnd = (value, TextRange(start.start, previousEnd))
        return data
    }

    /// One of the words of an enumeration.
    private func parseChoice<Choice: CaseIterable & RawRepresentable<String>>(
        _ what: String,
        _ sentence: String
    ) throws(ParseFailure) -> Choice {
        let known = Choice.allCases.map(\.rawValue)
        let word = token.kind == .word && !token.onNewLine ? text(token.range) : ""
        guard let choice = Choice(rawValue: word) else {
            guard !word.isEmpty else { throw expected(Suggestion.list(known, "or")) }
            throw fail(
                "unknown-word",
                "unknown \(what) '\(word)'",
                at: token.range,
                Suggestion.nearest(to: word, in: known).map { "did you mean \($0)?" }
                    ?? "\(sentence) \(Suggestion.list(known, "or"))"
            )
        }
        advance()
        return choice
    }
}

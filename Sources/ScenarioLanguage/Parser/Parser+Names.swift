extension Parser {
    /// The bytes that a name may hold.
    enum NameKind {
        /// A variable: letters, digits, `_`.
        case variable
        /// A flow, step, region, tenant or outcome: also `-` and `.`.
        case label
        /// A label with wildcards.
        case glob

        func admits(_ byte: UInt8) -> Bool {
            if Lexer.isWord(byte) { return true }
            switch self {
            case .variable: return false
            case .label: return byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
            case .glob:
                return byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "*")
                    || byte == UInt8(ascii: "?")
            }
        }
    }

    /// A name on this line; `what` says which in a message.
    func parseName(_ kind: NameKind, _ what: String) throws(ParseFailure) -> NameSyntax {
        guard !token.onNewLine, token.kind != .end else { throw expected(what) }
        let start = token.range.start
        var end = start
        if kind == .variable {
            if token.kind == .word { end = token.range.end }
        } else {
            while let byte = lexer.byte(at: end), kind.admits(byte) { end += 1 }
        }
        guard end > start else { throw expected(what) }
        let range = TextRange(start, end)
        resume(at: end)
        return NameSyntax(text: text(range), range: range)
    }

    /// Names with commas between them.
    func parseNames(_ kind: NameKind, _ what: String) throws(ParseFailure) -> [NameSyntax] {
        var names = [try parseName(kind, what)]
        while accept(.comma) { names.append(try parseName(kind, what)) }
        return names
    }

    /// A string without places: a title, a file, a URL.
    func parseConstant(_ what: String) throws(ParseFailure) -> NameSyntax {
        guard token.kind == .quote, !token.onNewLine else { throw expected("\(what) in double quotes") }
        let string = try parseString()
        guard let text = string.constant else {
            throw fail(
                "place-not-allowed",
                "no ${…} here",
                at: string.range,
                "\(what) is fixed before the run; write it out"
            )
        }
        return NameSyntax(text: text, range: string.range)
    }
}

/// A construct was given up; its diagnostic has been written already.
struct ParseFailure: Error {}

/// Reads a text by recursive descent into a ``ScenarioSyntax``, and goes on after a mistake so that all of them are
/// found at once. One method per construct, in the files `Parser+….swift`; the grammar is in `docs/language.md`.
final class Parser {
    let source: SourceMap
    let bag: DiagnosticBag
    var lexer: Lexer
    /// The next token, not taken yet.
    var token: Token
    /// Where the last token that was taken ends.
    var previousEnd = 0
    /// Brackets around the present expression: inside them a line break does not end it.
    var brackets = 0
    /// A block was left open and the text goes on outside: blocks close without their brace.
    var isUnwinding = false
    /// Words of text that could not be read: they may have declared anything, so nothing is said against their use.
    private(set) var lostWords: Set<String> = []
    private var depth = 0

    /// A parser of the text that begins at an offset of the bag's and goes to their end.
    init(_ bag: DiagnosticBag, from start: Int = 0) {
        source = bag.source
        self.bag = bag
        lexer = Lexer(bytes: source.bytes, from: start)
        token = lexer.next()
        previousEnd = start
    }

    // MARK: Tokens

    /// Takes the next token.
    @discardableResult
    func advance() -> Token {
        let taken = token
        previousEnd = taken.range.end
        token = lexer.next()
        return taken
    }

    /// Goes on reading tokens at an offset, after the parser has read the text before it in its own way.
    func resume(at offset: Int) {
        previousEnd = offset
        lexer.offset = offset
        token = lexer.next()
    }

    func text(_ range: TextRange) -> String { source.text(range) }

    /// What the next token is called after "unexpected".
    var tokenDescription: String {
        switch token.kind {
        case .end: "end of file"
        case .quote: "string"
        default: "'\(text(token.range))'"
        }
    }

    func at(_ keyword: Keyword) -> Bool {
        guard token.kind == .word else { return false }
        let word = keyword.rawValue.utf8
        return token.range.end - token.range.start == word.count
            && lexer.bytes[token.range.start..<token.range.end].elementsEqual(word)
    }

    /// The keyword that the next token is, if it is one.
    var keyword: Keyword? { token.kind == .word ? Keyword(rawValue: text(token.range)) : nil }

    func accept(_ kind: Token.Kind) -> Bool {
        guard token.kind == kind else { return false }
        advance()
        return true
    }

    func accept(_ keyword: Keyword) -> Bool {
        guard at(keyword) else { return false }
        advance()
        return true
    }

    func require(_ kind: Token.Kind, _ what: String) throws(ParseFailure) {
        guard accept(kind) else { throw expected(what) }
    }

    func require(_ keyword: Keyword) throws(ParseFailure) {
        guard accept(keyword) else { throw expected("'\(keyword.rawValue)'") }
    }

    // MARK: Mistakes

    /// Where something is missing: the next token, or just behind the last one where the line ends.
    var here: TextRange { token.onNewLine || token.kind == .end ? TextRange(previousEnd, previousEnd) : token.range }

    func fail(
        _ code: String,
        _ title: String,
        at range: TextRange,
        _ label: String = "",
        help: String? = nil
    ) -> ParseFailure {
        bag.error(code, title, at: range, label, help: help)
        return ParseFailure()
    }

    /// Something else than `what`, or nothing, comes next.
    func expected(_ what: String, help: String? = nil) -> ParseFailure {
        let isMissing = token.onNewLine || token.kind == .end
        if !isMissing, token.kind == .assign, what == "{" {
            return fail("syntax", "unexpected '='", at: token.range, "remove it: a block begins with {")
        }
        if !isMissing, let sign = foreignSign {
            return fail("syntax", "unexpected '\(text(sign.range))'", at: sign.range, sign.label, help: help)
        }
        return fail(
            "syntax",
            isMissing ? "something is missing" : "unexpected \(tokenDescription)",
            at: here,
            "expected \(what)",
            help: help
        )
    }

    /// Runs `body` one level deeper.
    func nested<Result>(_ body: () throws(ParseFailure) -> Result) throws(ParseFailure) -> Result {
        guard depth < SyntaxLimits.depth else {
            throw fail(
                "nesting-too-deep",
                "nested too deeply",
                at: token.range,
                "at most \(SyntaxLimits.depth) levels fit into each other"
            )
        }
        depth += 1
        defer { depth -= 1 }
        return try body()
    }

    // MARK: Recovery

    /// Passes the rest of a statement that began at `start` and could not be read: up to the end of the line, or past
    /// the blocks that the line opens, or before the brace that closes the block it stands in.
    func synchronize(from start: Int) {
        brackets = 0
        // The next line may have been reached already: then nothing of it belongs to the mistake.
        if token.kind != .end, !token.onNewLine || token.range.start <= start {
            resume(at: endOfStatement(from: token.range.start))
        }
        let words = lexer.bytes[min(start, previousEnd)..<previousEnd].split { !NameKind.label.admits($0) }
        for word in words where lostWords.count < 10_000 { lostWords.insert(String(decoding: word, as: UTF8.self)) }
    }

    private func endOfStatement(from start: Int) -> Int {
        let bytes = lexer.bytes
        var position = start
        var depth = 0
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""): position = endOfString(from: position)
            case UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: "}"):
                if depth == 0 { return position }
                depth -= 1
            case UInt8(ascii: "\n"): if depth == 0 { return position }
            case UInt8(ascii: "#") where position > 0 && Lexer.isSpace(bytes[position - 1]):
                while position + 1 < bytes.count, bytes[position + 1] != UInt8(ascii: "\n") { position += 1 }
            default: break
            }
            position += 1
        }
        return position
    }

    /// The last byte of the string that begins at `start`, or `start` itself where the line ends before it.
    private func endOfString(from start: Int) -> Int {
        let bytes = lexer.bytes
        var position = start + 1
        while position < bytes.count, bytes[position] != UInt8(ascii: "\n") {
            if bytes[position] == UInt8(ascii: "\"") { return position }
            position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
        }
        return start
    }

    /// Just behind the first `byte` on this line from an offset on, or the line's end where there is none.
    func behind(_ byte: UInt8, from start: Int) -> Int {
        var position = start
        while let next = lexer.byte(at: position), next != UInt8(ascii: "\n") {
            position += 1
            if next == byte { break }
        }
        return position
    }

    /// Where the bracket that opens at `start` closes again: just behind it. Without an end it is taken to be the line.
    func endOfBracket(from start: Int) -> Int {
        let bytes = lexer.bytes
        guard start < bytes.count else { return start }
        // Only brackets of the same kind are counted: the others may be what is wrong.
        let open = bytes[start]
        let close = open == UInt8(ascii: "{") ? UInt8(ascii: "}") : UInt8(ascii: "]")
        var position = start
        var depth = 0
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""): position = endOfString(from: position)
            case open: depth += 1
            case close:
                depth -= 1
                if depth <= 0 { return position + 1 }
            default: break
            }
            position += 1
        }
        return endOfStatement(from: start + 1)
    }
}

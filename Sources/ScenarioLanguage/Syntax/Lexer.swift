/// Cuts a text into tokens, one at a time.
///
/// The language is read in several ways: a path, a glob or a JSON body is no sequence of ordinary tokens. The parser
/// therefore drives the lexer and may set ``offset`` to read on in its own way.
struct Lexer {
    let bytes: [UInt8]
    /// Where the text begins.
    let start: Int
    /// Where the next token is looked for.
    var offset: Int
    /// Comments passed so far, in order: the canonical text and the formatter need them.
    private(set) var comments: [TextRange] = []

    init(bytes: [UInt8], from start: Int = 0) {
        self.bytes = bytes
        self.start = start
        offset = start
        // A byte order mark is no part of the text.
        if bytes[start...].starts(with: [0xEF, 0xBB, 0xBF]) { offset += 3 }
    }

    func byte(at position: Int) -> UInt8? { position < bytes.count ? bytes[position] : nil }

    static func isWordStart(_ byte: UInt8) -> Bool {
        (byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z") || byte == UInt8(ascii: "_")
            || byte >= 0x80
    }
    static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
    static func isWord(_ byte: UInt8) -> Bool { isWordStart(byte) || isDigit(byte) }
    static func isSpace(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\n")
            || byte == UInt8(ascii: "\r")
    }

    /// Passes white space and comments.
    /// - Returns: whether a line break was among them.
    mutating func skipSpace() -> Bool {
        var newLine = offset == start
        while let byte = byte(at: offset) {
            if byte == UInt8(ascii: "\n") {
                newLine = true
                offset += 1
            } else if Self.isSpace(byte) {
                offset += 1
            } else if byte == UInt8(ascii: "#") {
                let start = offset
                while let byte = self.byte(at: offset), byte != UInt8(ascii: "\n") { offset += 1 }
                if comments.last.map({ $0.start < start }) ?? true { comments.append(TextRange(start, offset)) }
            } else {
                break
            }
        }
        return newLine
    }

    /// The next token; past the end it is always ``Token/Kind/end``.
    mutating func next() -> Token {
        let newLine = skipSpace()
        let start = offset
        let kind = scan()
        return Token(kind: kind, range: TextRange(start, offset), onNewLine: newLine)
    }

    private mutating func scan() -> Token.Kind {
        guard let first = byte(at: offset) else { return .end }
        if Self.isWordStart(first) {
            while let byte = byte(at: offset), Self.isWord(byte) { offset += 1 }
            return .word
        }
        if Self.isDigit(first) { return scanNumber() }
        let second = byte(at: offset + 1)
        func pair(_ character: Character, _ long: Token.Kind, _ short: Token.Kind) -> (Token.Kind, Int) {
            second == character.asciiValue ? (long, 2) : (short, 1)
        }
        let (kind, length): (Token.Kind, Int) =
            switch Character(UnicodeScalar(first)) {
            case "\"": (.quote, 1)
            case "{": (.leftBrace, 1)
            case "}": (.rightBrace, 1)
            case "(": (.leftParen, 1)
            case ")": (.rightParen, 1)
            case "[": (.leftBracket, 1)
            case "]": (.rightBracket, 1)
            case ",": (.comma, 1)
            case ";": (.semicolon, 1)
            case ":": (.colon, 1)
            case ".": pair(".", .range, .dot)
            case "|": (.pipe, 1)
            case "$": (.dollar, 1)
            case "@": (.at, 1)
            case "?": (.question, 1)
            case "=": pair("=", .equal, .assign)
            case "!": pair("=", .notEqual, .unknown)
            case "<": pair("=", .lessOrEqual, .less)
            case ">": pair("=", .greaterOrEqual, .greater)
            case "+": (.plus, 1)
            case "-": pair(">", .arrow, .minus)
            case "*": (.star, 1)
            case "/": (.slash, 1)
            case "%": (.percent, 1)
            default: (.unknown, 1)
            }
        offset += length
        return kind
    }

    /// Digits, a fraction (but `1..3` is a range), an exponent, or units of time.
    private mutating func scanNumber() -> Token.Kind {
        skipDigits()
        if byte(at: offset) == UInt8(ascii: "."), let next = byte(at: offset + 1), Self.isDigit(next) {
            offset += 1
            skipDigits()
        }
        guard let next = byte(at: offset), Self.isWordStart(next) else { return .number }
        if next | 0x20 == UInt8(ascii: "e"), let sign = byte(at: offset + 1) {
            let skip = sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") ? 2 : 1
            if let digit = byte(at: offset + skip), Self.isDigit(digit) {
                offset += skip
                skipDigits()
                return .number
            }
        }
        while let byte = byte(at: offset), Self.isWord(byte) { offset += 1 }
        // "1.5h", "1m30.5s": a fraction inside a longer duration.
        while byte(at: offset) == UInt8(ascii: "."), let next = byte(at: offset + 1), Self.isDigit(next),
            let last = byte(at: offset - 1), Self.isDigit(last)
        {
            offset += 1
            while let byte = byte(at: offset), Self.isWord(byte) { offset += 1 }
        }
        return .duration
    }

    private mutating func skipDigits() {
        while let byte = byte(at: offset), Self.isDigit(byte) { offset += 1 }
    }
}

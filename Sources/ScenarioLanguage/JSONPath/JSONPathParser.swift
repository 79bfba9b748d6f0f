import LoadPlan

/// Reads a JSONPath query by the grammar of RFC 9535, section 2; `JSONPathParser+Filter.swift` reads filters.
struct JSONPathParser {
    let bytes: [UInt8]
    /// Where the next byte is read.
    var position: Int
    private let start: Int
    private var depth = 0
    /// Inside brackets: there a line break is white space as any other.
    private var brackets = 0
    private let isEmbedded: Bool

    /// The numbers of I-JSON (RFC 7493): 2⁵³ − 1.
    static let largest = 9_007_199_254_740_991

    init(bytes: [UInt8], from start: Int, embedded: Bool = true) {
        self.bytes = bytes
        position = start
        self.start = start
        isEmbedded = embedded
    }

    // MARK: Entry

    /// A query and nothing behind it.
    mutating func parseWhole() throws(JSONPathError) -> JSONPath {
        self = JSONPathParser(bytes: bytes, from: start, embedded: false)
        let path = try parseEmbedded()
        guard position == bytes.count else {
            throw error("unexpected text after the query", "expected a segment such as .name or [0]")
        }
        return path
    }

    /// A query that ends where no further segment follows.
    mutating func parseEmbedded() throws(JSONPathError) -> JSONPath {
        guard peek == UInt8(ascii: "$") else { throw error("not a JSONPath", "a query begins with $") }
        position += 1
        let segments = try parseSegments()
        if isEmbedded, peek == UInt8(ascii: "-"), let next = byte(1), Lexer.isWordStart(next), let last = segments.last,
            case .child(let selectors) = last, case .name(let name)? = selectors.first
        {
            var end = position
            while end < bytes.count, Lexer.isWord(bytes[end]) || bytes[end] == UInt8(ascii: "-") { end += 1 }
            let rest = String(decoding: name + bytes[position..<end], as: UTF8.self)
            throw JSONPathError(
                title: "a name with '-' in a JSONPath",
                range: TextRange(position, end),
                label: "write ['\(rest)']",
                help: "to subtract, put spaces around the minus"
            )
        }
        return JSONPath(text: String(decoding: bytes[start..<position], as: UTF8.self), segments: segments)
    }

    // MARK: Bytes

    var peek: UInt8? { position < bytes.count ? bytes[position] : nil }
    func byte(_ ahead: Int) -> UInt8? { position + ahead < bytes.count ? bytes[position + ahead] : nil }

    mutating func accept(_ byte: UInt8) -> Bool {
        guard peek == byte else { return false }
        position += 1
        return true
    }

    /// `S`: blanks. Outside brackets an embedded query ends with its line.
    mutating func skipBlanks() {
        while let byte = peek,
            byte == 0x20 || byte == 0x09 || (byte == 0x0A || byte == 0x0D) && (brackets > 0 || !isEmbedded)
        {
            position += 1
        }
    }

    func error(_ title: String, _ label: String, at range: TextRange? = nil) -> JSONPathError {
        let range = range ?? TextRange(min(position, bytes.count), min(position + 1, bytes.count))
        return JSONPathError(title: "JSONPath: \(title)", range: range, label: label)
    }

    mutating func nested<Result>(_ body: (inout JSONPathParser) throws(JSONPathError) -> Result)
        throws(JSONPathError) -> Result
    {
        guard depth < SyntaxLimits.depth else {
            throw error("nested too deeply", "at most \(SyntaxLimits.depth) levels")
        }
        depth += 1
        brackets += 1
        let result = try body(&self)
        depth -= 1
        brackets -= 1
        return result
    }

    // MARK: Segments

    /// `*(S segment)`; blanks behind the last segment are left unread.
    mutating func parseSegments() throws(JSONPathError) -> [JSONPath.Segment] {
        var segments: [JSONPath.Segment] = []
        while true {
            let before = position
            skipBlanks()
            guard let segment = try parseSegment() else {
                position = before
                return segments
            }
            segments.append(segment)
            guard segments.count <= SyntaxLimits.chain else {
                throw error("too many segments", "at most \(SyntaxLimits.chain)")
            }
        }
    }

    private mutating func parseSegment() throws(JSONPathError) -> JSONPath.Segment? {
        switch peek {
        case UInt8(ascii: "["): return .child(try parseBracketed())
        case UInt8(ascii: "."):
            // "1..3": a range of the scenario language never follows a query without a blank before it.
            if byte(1) == UInt8(ascii: ".") {
                position += 2
                if peek == UInt8(ascii: "[") { return .descendant(try parseBracketed()) }
                return .descendant([try parseShorthand(behind: "..")])
            }
            position += 1
            return .child([try parseShorthand(behind: ".")])
        default: return nil
        }
    }

    /// `*` or a name without quotes, directly behind the dots.
    private mutating func parseShorthand(behind dots: String) throws(JSONPathError) -> JSONPath.Selector {
        if accept(UInt8(ascii: "*")) { return .wildcard }
        let start = position
        guard let first = peek, Lexer.isWordStart(first) else {
            let isDigit = peek.map(Lexer.isDigit) ?? false
            throw error(
                "a name is missing behind \(dots)",
                isDigit
                    ? "a name that begins with a digit is written ['…'], an index [0]" : "expected a name or *"
            )
        }
        while let byte = peek, Lexer.isWord(byte) { position += 1 }
        return .name(Array(bytes[start..<position]))
    }

    /// `[selector, …]`
    private mutating func parseBracketed() throws(JSONPathError) -> [JSONPath.Selector] {
        let open = position
        position += 1
        return try nested { parser throws(JSONPathError) in
            var selectors: [JSONPath.Selector] = []
            repeat {
                parser.skipBlanks()
                selectors.append(try parser.parseSelector())
                parser.skipBlanks()
                guard selectors.count <= SyntaxLimits.chain else {
                    throw parser.error("too many selectors", "at most \(SyntaxLimits.chain)")
                }
            } while parser.accept(UInt8(ascii: ","))
            guard parser.accept(UInt8(ascii: "]")) else {
                throw parser.peek == nil
                    ? parser.error("a [ without its ]", "it opens here", at: TextRange(open, open + 1))
                    : parser.error("malformed selector", "expected a comma or ]")
            }
            return selectors
        }
    }

    private mutating func parseSelector() throws(JSONPathError) -> JSONPath.Selector {
        switch peek {
        case UInt8(ascii: "'"), UInt8(ascii: "\""): return .name(Array(try parseQuoted().utf8))
        case UInt8(ascii: "*"):
            position += 1
            return .wildcard
        case UInt8(ascii: "?"):
            position += 1
            skipBlanks()
            return .filter(try nested { parser throws(JSONPathError) in try parser.parseLogical() })
        case let byte? where Lexer.isDigit(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ":"):
            return try parseIndexOrSlice()
        default:
            throw error("a selector is missing", "expected a quoted name, an index, a slice, * or ?filter")
        }
    }

    /// `3`, `-1`, `1:5:2`.
    private mutating func parseIndexOrSlice() throws(JSONPathError) -> JSONPath.Selector {
        var start: Int?
        if peek != UInt8(ascii: ":") { start = try parseInteger() }
        let before = position
        skipBlanks()
        guard accept(UInt8(ascii: ":")) else {
            position = before
            // An integer was read, since there is no colon.
            return .index(start ?? 0)
        }
        skipBlanks()
        let end = try parseOptionalInteger()
        skipBlanks()
        guard accept(UInt8(ascii: ":")) else { return .slice(start: start, end: end, step: 1) }
        skipBlanks()
        return .slice(start: start, end: end, step: try parseOptionalInteger() ?? 1)
    }

    private mutating func parseOptionalInteger() throws(JSONPathError) -> Int? {
        guard let byte = peek, Lexer.isDigit(byte) || byte == UInt8(ascii: "-") else { return nil }
        return try parseInteger()
    }

    /// No leading zeros, no `-0`, within ±(2⁵³ − 1).
    private mutating func parseInteger() throws(JSONPathError) -> Int {
        let start = position
        _ = accept(UInt8(ascii: "-"))
        let digits = position
        while let byte = peek, Lexer.isDigit(byte) { position += 1 }
        let range = TextRange(start, position)
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        guard position > digits else { throw error("not an index", "expected a digit") }
        if bytes[digits] == UInt8(ascii: "0"), position > digits + 1 || digits > start {
            throw error("not an index", "write it without leading zeros and without -0", at: range)
        }
        guard let value = Int(text), abs(value) <= Self.largest else {
            throw error("not an index", "outside ±(2^53 − 1)", at: range)
        }
        return value
    }
}

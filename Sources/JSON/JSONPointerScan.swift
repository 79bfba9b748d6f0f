/// Finds one value by names and indices without laying the text out: what lies beside the way is skipped by its
/// quotes and brackets.
///
/// How strict it is. On the way, and for a scalar at its end, all rules of RFC 8259 hold. The whole text must be one
/// value whose strings end and whose brackets close, with nothing but blanks around it: a body that was cut off, or is
/// not JSON, gives an error even where the value was found before the break. Inside what is skipped, and inside an
/// array or object that is found, bytes between quotes and brackets are not looked at, nor is it checked that a bracket
/// closes its own kind, and any depth is accepted. So it finds all that ``JSONTape`` finds, and may find something
/// where that sees an error.
struct JSONPointerScan {
    /// One step of the way.
    enum Step {
        case name(UnsafeRawBufferPointer)
        case index(Int)
    }

    /// Where a step led.
    private enum Arrival {
        /// To a value, which begins here.
        case value
        /// Behind an array or object that has no such child.
        case end
        /// Nowhere: what stands here has no children of this sort.
        case otherKind
    }

    private let text: UnsafeRawBufferPointer
    private var lexer: JSONLexer

    /// The value at the end of the way, of the first member where names repeat; `nil` where there is none.
    static func find(
        _ steps: UnsafeBufferPointer<Step>,
        in text: UnsafeRawBufferPointer
    ) throws(JSONError) -> JSONNode? {
        guard let lexer = JSONLexer(text) else { throw .malformed(at: 0) }
        var scan = JSONPointerScan(text: text, lexer: lexer)
        return try scan.find(steps)
    }

    private mutating func find(_ steps: UnsafeBufferPointer<Step>) throws(JSONError) -> JSONNode? {
        lexer.skipSpace()
        var depth = 0
        for step in steps {
            let arrival =
                switch step {
                case .name(let name): try enterMember(name)
                case .index(let index): try enterElement(index)
                }
            switch arrival {
            case .value:
                depth &+= 1
                continue
            case .otherKind: try skipValue()
            case .end: break
            }
            try finish(depth)
            return nil
        }
        let node = try value()
        try finish(depth)
        return node
    }

    /// From an object to the value of its first member of this name.
    @inline(__always)
    private mutating func enterMember(_ name: UnsafeRawBufferPointer) throws(JSONError) -> Arrival {
        guard lexer.peek == UInt8(ascii: "{") else { return .otherKind }
        lexer.position &+= 1
        lexer.skipSpace()
        if lexer.peek == UInt8(ascii: "}") {
            lexer.position &+= 1
            return .end
        }
        while true {
            let start = lexer.position &+ 1
            guard lexer.peek == UInt8(ascii: "\""), let isEscaped = lexer.string() else { throw lexer.error }
            let key = UnsafeRawBufferPointer(rebasing: text[start..<lexer.position &- 1])
            lexer.skipSpace()
            guard lexer.peek == UInt8(ascii: ":") else { throw lexer.error }
            lexer.position &+= 1
            lexer.skipSpace()
            if JSONText(bytes: key, isEscaped: isEscaped).equals(JSONText(bytes: name, isEscaped: false)) {
                return .value
            }
            try skipValue()
            guard try passComma(or: UInt8(ascii: "}")) else { return .end }
        }
    }

    /// From an array to one of its elements.
    @inline(__always)
    private mutating func enterElement(_ index: Int) throws(JSONError) -> Arrival {
        guard lexer.peek == UInt8(ascii: "[") else { return .otherKind }
        lexer.position &+= 1
        lexer.skipSpace()
        if lexer.peek == UInt8(ascii: "]") {
            lexer.position &+= 1
            return .end
        }
        var left = index
        while left > 0 {
            try skipValue()
            guard try passComma(or: UInt8(ascii: "]")) else { return .end }
            left &-= 1
        }
        return .value
    }

    /// Behind a comma, where another child must follow, or behind the bracket that ends them all.
    @inline(__always)
    private mutating func passComma(or close: UInt8) throws(JSONError) -> Bool {
        lexer.skipSpace()
        let byte = lexer.peek
        guard byte == UInt8(ascii: ",") || byte == close else { throw lexer.error }
        lexer.position &+= 1
        if byte == close { return false }
        lexer.skipSpace()
        return true
    }

    /// The value here, which ends the way.
    private mutating func value() throws(JSONError) -> JSONNode {
        let start = lexer.position
        let kind: JSONNode.Kind
        var valid = true
        switch lexer.peek {
        case UInt8(ascii: "\""):
            kind = .string
            valid = lexer.string() != nil
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            kind = lexer.peek == UInt8(ascii: "{") ? .object : .array
            lexer.position &+= 1
            try close(1)
        case UInt8(ascii: "t"):
            kind = .bool
            valid = lexer.literal("true")
        case UInt8(ascii: "f"):
            kind = .bool
            valid = lexer.literal("false")
        case UInt8(ascii: "n"):
            kind = .null
            valid = lexer.literal("null")
        default:
            kind = .number
            valid = lexer.number()
        }
        guard valid else { throw lexer.error }
        return JSONNode(kind: kind, bytes: UnsafeRawBufferPointer(rebasing: text[start..<lexer.position]))
    }

    // MARK: Beside the way

    @inline(__always)
    private mutating func skipValue() throws(JSONError) {
        switch lexer.peek {
        case UInt8(ascii: "\""): guard lexer.skipString() != nil else { throw lexer.error }
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            lexer.position &+= 1
            try close(1)
        case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "-"), 0x30...0x39: skipWord()
        default: throw lexer.error
        }
    }

    /// Behind letters, digits and what else numbers are made of.
    @inline(__always)
    private mutating func skipWord() {
        while true {
            switch lexer.peek {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
                lexer.position &+= 1
            default: return
            }
        }
    }

    /// Behind the bracket that closes the outermost of `depth` open ones.
    private mutating func close(_ depth: Int) throws(JSONError) {
        var depth = depth
        var carry = JSONBlock.Carry()
        while lexer.position &+ JSONBlock.size <= lexer.count {
            if let place = JSONBlock(lexer.bytes + lexer.position, &carry).closing(&depth) {
                lexer.position &+= place
                return
            }
            lexer.position &+= JSONBlock.size
        }
        if carry.inside != 0 {
            // Within a string: the byte before is taken for its quote, or the escaped byte for it.
            if !carry.isEscaped { lexer.position &-= 1 }
            guard lexer.skipString() != nil else { throw lexer.error }
        }
        while depth > 0 {
            lexer.position = JSONWord.nextBracketOrQuote(lexer.bytes, from: lexer.position, to: lexer.count)
            guard lexer.position < lexer.count else { throw lexer.error }
            switch lexer.bytes[lexer.position] {
            case UInt8(ascii: "\""): guard lexer.skipString() != nil else { throw lexer.error }
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth &+= 1
                lexer.position &+= 1
            default:
                depth &-= 1
                lexer.position &+= 1
            }
        }
    }

    /// To the end of the text, over the brackets that the way entered.
    @inline(__always)
    private mutating func finish(_ depth: Int) throws(JSONError) {
        if depth > 0 {
            // A value must be followed by a comma or a bracket: `12x` is no number.
            lexer.skipSpace()
            switch lexer.peek {
            case UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"): try close(depth)
            default: throw lexer.error
            }
        }
        lexer.skipSpace()
        guard lexer.position == lexer.count else { throw lexer.error }
    }
}

/// Reads the words of a JSON text (RFC 8259): blanks, strings, numbers, literals. It never reads past `count` bytes.
///
/// Each function that fails leaves ``position`` at the byte that cannot stand there.
struct JSONLexer {
    let bytes: UnsafePointer<UInt8>
    let count: Int
    var position = 0

    /// `nil` for an empty text.
    @inline(__always)
    init?(_ text: UnsafeRawBufferPointer) {
        guard let base = text.baseAddress, text.count > 0 else { return nil }
        bytes = base.assumingMemoryBound(to: UInt8.self)
        count = text.count
    }

    /// The byte here; 0, which stands nowhere outside strings, at the end.
    @inline(__always)
    var peek: UInt8 { position < count ? bytes[position] : 0 }

    /// The error of a text that cannot go on as it does here.
    var error: JSONError { .malformed(at: position) }

    @inline(__always)
    mutating func skipSpace() {
        // Most texts from services hold no blanks: one comparison then.
        while position < count, bytes[position] <= 0x20 {
            switch bytes[position] {
            case 0x20, 0x0A, 0x0D, 0x09: position &+= 1
            default: return
            }
        }
    }

    // MARK: Strings

    /// From an opening quote to behind the closing one; valid escapes, no control characters, well-formed UTF-8.
    /// - Returns: whether it holds an escape; `nil` when it is not a string.
    @inline(__always)
    mutating func string() -> Bool? {
        position = JSONWord.endOfPlain(bytes, from: position &+ 1, to: count)
        if position < count, bytes[position] == UInt8(ascii: "\"") {
            position &+= 1
            return false
        }
        return restOfString()
    }

    private mutating func restOfString() -> Bool? {
        var escaped = false
        while position < count {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                position &+= 1
                return escaped
            case UInt8(ascii: "\\"):
                escaped = true
                guard skipEscape() else { return nil }
            case 0..<0x20: return nil
            default:
                let length = UTF8Sequence.length(bytes + position, count &- position)
                guard length > 0 else { return nil }
                position &+= length
            }
            position = JSONWord.endOfPlain(bytes, from: position, to: count)
        }
        return nil
    }

    private mutating func skipEscape() -> Bool {
        position &+= 1
        switch peek {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            position &+= 1
            return true
        case UInt8(ascii: "u"):
            position &+= 1
            for _ in 0..<4 {
                guard JSONEscape.hexDigit(peek) != nil else { return false }
                position &+= 1
            }
            return true
        default: return false
        }
    }

    /// From an opening quote to behind the closing one, whatever stands between.
    /// - Returns: whether it holds an escape; `nil` when it does not end.
    @inline(__always)
    mutating func skipString() -> Bool? {
        var escaped = false
        var index = position &+ 1
        while true {
            index = JSONWord.endOfText(bytes, from: index, to: count)
            guard index < count else { break }
            if bytes[index] == UInt8(ascii: "\"") {
                position = index &+ 1
                return escaped
            }
            escaped = true
            index &+= 2
        }
        position = count
        return nil
    }

    // MARK: Numbers and literals

    @inline(__always)
    private mutating func digits() -> Bool {
        let start = position
        while position < count, bytes[position] &- 0x30 < 10 { position &+= 1 }
        return position > start
    }

    /// A number (section 6); what follows it is not looked at.
    @inline(__always)
    mutating func number() -> Bool {
        if peek == UInt8(ascii: "-") { position &+= 1 }
        if peek == UInt8(ascii: "0") {
            position &+= 1
        } else if !digits() {
            return false
        }
        if peek == UInt8(ascii: ".") {
            position &+= 1
            guard digits() else { return false }
        }
        if peek | 0x20 == UInt8(ascii: "e") {
            position &+= 1
            if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { position &+= 1 }
            guard digits() else { return false }
        }
        return true
    }

    /// `true`, `false` or `null`; what follows it is not looked at.
    @inline(__always)
    mutating func literal(_ word: StaticString) -> Bool {
        for index in 0..<word.utf8CodeUnitCount {
            guard peek == word.utf8Start[index] else { return false }
            position &+= 1
        }
        return true
    }
}

/// Reads the words of a JSON text (RFC 8259): blanks, strings, numbers, literals. It never reads past `count` bytes.
///
/// Each function takes the place where a word begins and gives the one after it, so that a place stays in a register.
/// One that fails gives a negative number; ``JSONLexer/error(_:at:)`` then says why.
struct JSONLexer {
    let bytes: UnsafePointer<UInt8>
    let count: Int

    /// - Throws: For an empty text, or one that is longer than offsets of 32 bits reach.
    @inline(__always)
    init(_ text: UnsafeRawBufferPointer) throws(JSONError) {
        guard let base = text.baseAddress, text.count > 0 else { throw JSONError(.unexpectedEnd, at: 0) }
        guard text.count < Int(Int32.max) else { throw JSONError(.tooLong, at: 0) }
        bytes = base.assumingMemoryBound(to: UInt8.self)
        count = text.count
    }

    /// The byte at a place; 0, which is allowed nowhere, at the end.
    @inline(__always)
    func byte(_ place: Int) -> UInt8 { place < count ? bytes[place] : 0 }

    /// The first place from here on that is not a blank.
    @inline(__always)
    func skipSpace(_ place: Int) -> Int {
        // Most texts from services hold no blanks: one comparison then.
        guard place < count, bytes[place] <= 0x20 else { return place }
        // Most others one space after a colon.
        if bytes[place] == 0x20, byte(place &+ 1) > 0x20 { return place &+ 1 }
        return skipBlanks(place)
    }

    @inline(never)
    private func skipBlanks(_ start: Int) -> Int {
        var place = start
        while place < count {
            switch bytes[place] {
            // Indented texts: a line break, and many spaces.
            case 0x20: place = JSONWord.endOfSpaces(bytes, from: place, to: count)
            case 0x0A, 0x0D, 0x09: place &+= 1
            default: return place
            }
        }
        return place
    }

    // MARK: Strings

    /// Where a string ends, and whether it holds an escape.
    struct StringEnd {
        /// After the closing quote; negative when it is not a string.
        var place: Int
        var isEscaped: Bool
    }

    /// A string from its opening quote: valid escapes, no control characters, well-formed UTF-8.
    @inline(__always)
    func string(_ start: Int) -> StringEnd {
        let place = JSONWord.endOfPlain(bytes, from: start &+ 1, to: count)
        if place < count, bytes[place] == UInt8(ascii: "\"") { return StringEnd(place: place &+ 1, isEscaped: false) }
        return restOfString(place)
    }

    @inline(never)
    private func restOfString(_ start: Int) -> StringEnd {
        var place = start
        var isEscaped = false
        while place < count {
            switch bytes[place] {
            case UInt8(ascii: "\""): return StringEnd(place: place &+ 1, isEscaped: isEscaped)
            case UInt8(ascii: "\\"):
                isEscaped = true
                let length = JSONEscape.length(bytes + place, count &- place)
                guard length > 0 else { return StringEnd(place: -1, isEscaped: true) }
                place &+= length
            case 0..<0x20: return StringEnd(place: -1, isEscaped: false)
            default:
                let length = UTF8Sequence.length(bytes + place, count &- place)
                guard length > 0 else { return StringEnd(place: -1, isEscaped: false) }
                place &+= length
            }
            place = JSONWord.endOfPlain(bytes, from: place, to: count)
        }
        return StringEnd(place: -1, isEscaped: false)
    }

    // MARK: Numbers and literals

    /// A number (section 6); what follows it is not looked at.
    @inline(__always)
    func number(_ start: Int) -> Int {
        var place = start
        if byte(place) == UInt8(ascii: "-") { place &+= 1 }
        if byte(place) == UInt8(ascii: "0") {
            place &+= 1
        } else {
            let first = place
            place = JSONWord.endOfDigits(bytes, from: place, to: count)
            guard place > first else { return -1 }
        }
        let sign = byte(place)
        return sign == UInt8(ascii: ".") || sign | 0x20 == UInt8(ascii: "e") ? fraction(place) : place
    }

    /// A number from its point or exponent on.
    @inline(__always)
    private func fraction(_ start: Int) -> Int {
        var place = start
        if byte(place) == UInt8(ascii: ".") {
            let first = place &+ 1
            place = JSONWord.endOfDigits(bytes, from: first, to: count)
            guard place > first else { return -1 }
        }
        if byte(place) | 0x20 == UInt8(ascii: "e") {
            place &+= 1
            if byte(place) == UInt8(ascii: "+") || byte(place) == UInt8(ascii: "-") { place &+= 1 }
            let first = place
            place = JSONWord.endOfDigits(bytes, from: first, to: count)
            guard place > first else { return -1 }
        }
        return place
    }

    /// `true`, `false` or `null`; what follows it is not looked at.
    @inline(__always)
    func literal(_ start: Int) -> Int {
        guard start &+ 4 <= count else { return -1 }
        switch UnsafeRawPointer(bytes + start).loadUnaligned(as: UInt32.self) {
        case Self.true, Self.null: return start &+ 4
        case Self.fals: return byte(start &+ 4) == UInt8(ascii: "e") ? start &+ 5 : -1
        default: return -1
        }
    }

    private static let `true` = UInt32(littleEndian: 0x6575_7274)
    private static let null = UInt32(littleEndian: 0x6C6C_756E)
    private static let fals = UInt32(littleEndian: 0x736C_6166)
}

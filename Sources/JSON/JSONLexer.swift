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
        // Most others a space after a colon, or a line break and the indentation of the next line.
        if place &+ 16 <= count {
            let mask = JSONWord.notBlank(bytes + place)
            if mask != 0 { return place &+ mask.trailingZeroBitCount }
        }
        return skipBlanks(place)
    }

    @inline(never)
    private func skipBlanks(_ start: Int) -> Int {
        var place = start
        while place &+ 16 <= count {
            let mask = JSONWord.notBlank(bytes + place)
            if mask != 0 { return place &+ mask.trailingZeroBitCount }
            place &+= 16
        }
        while place < count {
            switch bytes[place] {
            case 0x20, 0x0A, 0x0D, 0x09: place &+= 1
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
        // Most are plain and shorter than thirty-two bytes: one look or two, and no loop here.
        var place = start &+ 1
        if place &+ 32 <= count {
            var mask = JSONWord.notPlain(bytes + place)
            if mask == 0 {
                place &+= 16
                mask = JSONWord.notPlain(bytes + place)
            }
            place &+= mask.trailingZeroBitCount
            if mask != 0, bytes[place] == UInt8(ascii: "\"") { return StringEnd(place: place &+ 1, isEscaped: false) }
        }
        return anyString(start)
    }

    @inline(never)
    private func anyString(_ start: Int) -> StringEnd {
        var place = start &+ 1
        var isEscaped = false
        while true {
            place = JSONWord.endOfPlain(bytes, from: place, to: count)
            guard place < count else { return StringEnd(place: -1, isEscaped: isEscaped) }
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
        }
    }

    // MARK: Numbers and literals

    /// A number (section 6); what follows it is not looked at.
    @inline(__always)
    func number(_ start: Int) -> Int {
        let first = bytes[start] == UInt8(ascii: "-") ? start &+ 1 : start
        // Most are shorter than sixteen bytes: one look finds the end of their digits and of those behind a point.
        if first &+ 32 < count, bytes[first] != UInt8(ascii: "0") {
            let mask = JSONWord.notDigit(bytes + first)
            let place = first &+ mask.trailingZeroBitCount
            guard mask != 0, place > first else { return anyNumber(first) }
            let sign = bytes[place]
            guard sign == UInt8(ascii: ".") || sign | 0x20 == UInt8(ascii: "e") else { return place }
            var rest = mask & (mask &- 1)
            var end = first
            if rest == 0 {
                end &+= 16
                rest = JSONWord.notDigit(bytes + end)
            }
            end &+= rest.trailingZeroBitCount
            if sign == UInt8(ascii: "."), rest != 0, end > place &+ 1, bytes[end] | 0x20 != UInt8(ascii: "e") {
                return end
            }
        }
        return anyNumber(first)
    }

    /// A number without its sign.
    @inline(never)
    private func anyNumber(_ start: Int) -> Int {
        var place = start
        if byte(place) == UInt8(ascii: "0") {
            place &+= 1
        } else {
            place = JSONWord.endOfDigits(bytes, from: place, to: count)
            guard place > start else { return -1 }
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

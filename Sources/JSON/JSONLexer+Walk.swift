/// The grammar of values (RFC 8259 sections 2 to 5), with a stack of its own instead of recursion.
extension JSONLexer {
    /// Which of the open brackets are braces, the innermost in the lowest bit. Sixty-four levels are in one word; deeper
    /// ones move the word to memory.
    private struct Nesting {
        private(set) var depth = 0
        private var kinds: UInt64 = 0
        private var outer = InlineArray<8, UInt64>(repeating: 0)

        @inline(__always)
        var isObject: Bool { kinds & 1 != 0 }

        @inline(__always)
        mutating func open(isObject: Bool) {
            if depth & 63 == 0 { outer[unchecked: depth &>> 6] = kinds }
            kinds = kinds &<< 1 | (isObject ? 1 : 0)
            depth &+= 1
        }

        @inline(__always)
        mutating func close() {
            depth &-= 1
            kinds = depth & 63 == 0 ? outer[unchecked: depth &>> 6] : kinds &>> 1
        }
    }

    /// A text that is one value with nothing but blanks around it.
    func walkWhole<Visitor: JSONVisitor & ~Copyable>(_ visitor: inout Visitor) throws(JSONError) {
        try end(try walk(&visitor, from: skipSpace(0), depth: 0))
    }

    /// After the value that the text is: nothing but blanks.
    @inline(__always)
    func end(_ place: Int) throws(JSONError) {
        let end = skipSpace(place)
        guard end == count else { throw error(.unexpectedText, at: end) }
    }

    /// A value that begins at `start`, where `depth` arrays and objects around it are open.
    /// - Returns: The place after it.
    @inline(__always)
    func walk<Visitor: JSONVisitor & ~Copyable>(
        _ visitor: inout Visitor,
        from start: Int,
        depth outer: Int
    ) throws(JSONError) -> Int {
        var nesting = Nesting()
        var place = start
        while true {
            let first = byte(place)
            let valueStart = place
            switch first {
            case UInt8(ascii: "\""):
                let end = string(place)
                guard end.place >= 0 else { throw error(.unterminatedString, at: place) }
                place = end.place
                visitor.scalar(.string, from: valueStart, to: place, isEscaped: end.isEscaped)
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                guard outer &+ nesting.depth < JSONError.depthLimit else { throw error(.tooDeep, at: place) }
                let isObject = first == UInt8(ascii: "{")
                visitor.open(isObject: isObject, at: place)
                nesting.open(isObject: isObject)
                place = skipSpace(place &+ 1)
                // The closing sign is the opening one plus 2.
                if byte(place) != first &+ 2 {
                    if isObject { place = try walkName(&visitor, from: place) }
                    continue
                }
            case UInt8(ascii: "-"), 0x30...0x39:
                place = number(place)
                guard place >= 0 else { throw error(.malformedNumber, at: valueStart) }
                visitor.scalar(.number, from: valueStart, to: place, isEscaped: false)
            case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"):
                place = literal(place)
                guard place >= 0 else { throw error(.malformedLiteral, at: valueStart) }
                let kind: JSONNode.Kind = first == UInt8(ascii: "n") ? .null : .bool
                visitor.scalar(kind, from: valueStart, to: place, isEscaped: false)
            default: throw error(.expectedValue, at: place)
            }
            // After a value, or before the bracket that closes an empty one: close all that ends here.
            while true {
                if nesting.depth == 0 { return place }
                var sign = byte(place)
                if sign <= 0x20 {
                    place = skipSpace(place)
                    sign = byte(place)
                }
                if sign == UInt8(ascii: ",") {
                    place = skipSpace(place &+ 1)
                    if nesting.isObject { place = try walkName(&visitor, from: place) }
                    break
                }
                guard sign == (nesting.isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
                    throw error(.expectedComma, at: place)
                }
                place &+= 1
                visitor.close(at: place)
                nesting.close()
            }
        }
    }

    /// From a member's name to the first byte of its value.
    @inline(__always)
    private func walkName<Visitor: JSONVisitor & ~Copyable>(
        _ visitor: inout Visitor,
        from start: Int
    ) throws(JSONError) -> Int {
        if let name = shortName(start) {
            visitor.name(from: start, to: name.end, isEscaped: false)
            return name.value
        }
        let end = try name(start)
        visitor.name(from: start, to: end.place, isEscaped: end.isEscaped)
        return try colon(end.place)
    }

    /// A name of less than sixteen plain characters with a colon and at most one space after it: most
    /// are like that.
    @inline(__always)
    func shortName(_ start: Int) -> Name? {
        guard start &+ 20 <= count, bytes[start] == UInt8(ascii: "\"") else { return nil }
        let mask = JSONWord.notPlain(bytes + (start &+ 1))
        let end = start &+ 1 &+ mask.trailingZeroBitCount
        guard mask != 0 else { return nil }
        let signs = UnsafeRawPointer(bytes + end).loadUnaligned(as: UInt16.self)
        guard signs == Self.quoteAndColon else { return nil }
        if bytes[end &+ 2] > 0x20 { return Name(end: end &+ 1, value: end &+ 2) }
        if bytes[end &+ 2] == 0x20, bytes[end &+ 3] > 0x20 { return Name(end: end &+ 1, value: end &+ 3) }
        return nil
    }

    /// Where a name ends and its value begins.
    struct Name {
        var end: Int
        var value: Int
    }

    private static let quoteAndColon = UInt16(littleEndian: 0x3A22)

    /// A member's name.
    @inline(__always)
    func name(_ start: Int) throws(JSONError) -> StringEnd {
        guard byte(start) == UInt8(ascii: "\"") else { throw error(.expectedName, at: start) }
        let end = string(start)
        guard end.place >= 0 else { throw error(.unterminatedString, at: start) }
        return end
    }

    /// From the end of a member's name to the first byte of its value.
    @inline(__always)
    func colon(_ place: Int) throws(JSONError) -> Int {
        let colon = skipSpace(place)
        guard byte(colon) == UInt8(ascii: ":") else { throw error(.expectedColon, at: colon) }
        return skipSpace(colon &+ 1)
    }
}

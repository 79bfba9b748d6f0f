/// The bytes that HTTP's grammar names (RFC 9110 section 5.6, RFC 5234 appendix B.1).
extension UInt8 {
    static let tab: UInt8 = 0x09
    static let lineFeed: UInt8 = 0x0A
    static let carriageReturn: UInt8 = 0x0D
    static let space: UInt8 = 0x20
    static let colon = UInt8(ascii: ":")
    static let semicolon = UInt8(ascii: ";")
    static let comma = UInt8(ascii: ",")
    static let equals = UInt8(ascii: "=")

    /// A blank or a tab.
    @inline(__always)
    var isBlank: Bool { self == .space || self == .tab }

    /// A blank, a tab or a part of a line break: what surrounds values in a field that was folded.
    @inline(__always)
    var isWhitespace: Bool { self == .space || self == .tab || self == .carriageReturn || self == .lineFeed }

    @inline(__always)
    var isDigit: Bool { self &- UInt8(ascii: "0") < 10 }

    @inline(__always)
    var isLetter: Bool { (self | 0x20) &- UInt8(ascii: "a") < 26 }

    /// Lower case where it is an ASCII letter.
    @inline(__always)
    var lowercased: UInt8 { self &- UInt8(ascii: "A") < 26 ? self | 0x20 : self }

    /// A control character; DEL is one.
    @inline(__always)
    var isControl: Bool { self < 0x20 || self == 0x7F }

    /// `tchar` of RFC 9110 section 5.6.2.
    var isToken: Bool {
        if isLetter || isDigit { return true }
        switch self {
        case UInt8(ascii: "!"), UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "%"), UInt8(ascii: "&"),
            UInt8(ascii: "'"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "^"), UInt8(ascii: "_"), UInt8(ascii: "`"), UInt8(ascii: "|"), UInt8(ascii: "~"):
            return true
        default: return false
        }
    }
}

extension UnsafeRawBufferPointer {
    /// A part of the bytes by offsets; the caller has checked them.
    @inline(__always)
    func slice(_ start: Int, _ end: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: baseAddress.map { $0 + start }, count: end - start)
    }

    /// Without blanks, tabs and line breaks at both ends.
    func trimmed() -> UnsafeRawBufferPointer {
        var start = 0
        var end = count
        while start < end, self[start].isWhitespace { start += 1 }
        while end > start, self[end - 1].isWhitespace { end -= 1 }
        return slice(start, end)
    }

    /// Whether the bytes are this text, whose letters are lower case, in any case.
    func isEqual(ignoringCase text: StaticString) -> Bool {
        guard count == text.utf8CodeUnitCount else { return false }
        for index in 0..<count where self[index].lowercased != text.utf8Start[index] { return false }
        return true
    }

    /// Whether the bytes begin with this text, whose letters are lower case, in any case.
    func hasPrefix(ignoringCase text: StaticString) -> Bool {
        count >= text.utf8CodeUnitCount && slice(0, text.utf8CodeUnitCount).isEqual(ignoringCase: text)
    }

    /// Whether the bytes are the same.
    func isEqual(_ other: UnsafeRawBufferPointer) -> Bool {
        guard count == other.count else { return false }
        for index in 0..<count where self[index] != other[index] { return false }
        return true
    }

    /// Whether the bytes are the same apart from the case of letters.
    func isEqual(ignoringCaseOf other: UnsafeRawBufferPointer) -> Bool {
        guard count == other.count else { return false }
        for index in 0..<count where self[index].lowercased != other[index].lowercased { return false }
        return true
    }
}

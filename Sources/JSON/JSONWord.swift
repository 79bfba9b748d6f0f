import CBytes

/// Searches sixteen bytes at a time: the lowest bit of a mask marks the first byte looked for.
enum JSONWord {
    /// Of sixteen bytes those that are not plain characters of a string, the first in the lowest bit.
    @inline(__always)
    static func notPlain(_ bytes: UnsafePointer<UInt8>) -> UInt32 { zonda_not_plain(bytes) }

    /// Of sixteen bytes those that are not decimal digits.
    @inline(__always)
    static func notDigit(_ bytes: UnsafePointer<UInt8>) -> UInt32 { zonda_not_digit(bytes) }

    /// Of sixteen bytes those that are not blanks.
    @inline(__always)
    static func notBlank(_ bytes: UnsafePointer<UInt8>) -> UInt32 { zonda_not_blank(bytes) }

    /// The first byte that is not a plain character of a string: quote, backslash, control character or not ASCII.
    @inline(__always)
    static func endOfPlain(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int {
        var index = start
        while index &+ 16 <= end {
            let mask = notPlain(bytes + index)
            if mask != 0 { return index &+ mask.trailingZeroBitCount }
            index &+= 16
        }
        // What is left is less than sixteen bytes: the last sixteen of the text, without those that were looked at.
        if end >= 16 {
            let mask = notPlain(bytes + (end &- 16)) &>> UInt32(truncatingIfNeeded: index &- (end &- 16))
            return mask != 0 ? index &+ mask.trailingZeroBitCount : end
        }
        while index < end {
            let byte = bytes[index]
            if byte < 0x20 || byte >= 0x80 || byte == 0x22 || byte == 0x5C { break }
            index &+= 1
        }
        return index
    }

    /// The first byte that is not a decimal digit.
    @inline(__always)
    static func endOfDigits(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int {
        var index = start
        while index &+ 16 <= end {
            let mask = notDigit(bytes + index)
            if mask != 0 { return index &+ mask.trailingZeroBitCount }
            index &+= 16
        }
        while index < end, bytes[index] &- 0x30 < 10 { index &+= 1 }
        return index
    }
}

/// Searches eight bytes at a time. Bit tricks after Warren, "Hacker's Delight", section 6-1: a mask's lowest set bit
/// marks the first byte looked for; bits above it may be wrong.
enum JSONWord {
    @inline(__always)
    private static func load(_ bytes: UnsafePointer<UInt8>, _ index: Int) -> UInt64 {
        UInt64(littleEndian: UnsafeRawPointer(bytes + index).loadUnaligned(as: UInt64.self))
    }

    @inline(__always)
    private static func each(_ byte: UInt8) -> UInt64 { 0x0101_0101_0101_0101 &* UInt64(byte) }

    /// The first byte that is not a plain character of a string: quote, backslash, control character or not ASCII.
    @inline(__always)
    static func endOfPlain(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int {
        var index = start
        while index &+ 8 <= end {
            let word = load(bytes, index)
            // Of bytes below 0x80 a difference has its high bit set only where it is negative: where the byte is a quote,
            // a backslash or below a blank. The others have it set themselves.
            let quote = (word ^ each(0x22)) &- each(0x01)
            let backslash = (word ^ each(0x5C)) &- each(0x01)
            let mask = (quote | backslash | (word &- each(0x20)) | word) & each(0x80)
            if mask != 0 { return index &+ mask.trailingZeroBitCount / 8 }
            index &+= 8
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
        while index &+ 8 <= end {
            let word = load(bytes, index)
            // Below 0 a difference has its high bit set, above 9 the sum does; so have bytes that are not ASCII.
            let mask = ((word &- each(0x30)) | (word &+ each(0x46)) | word) & each(0x80)
            if mask != 0 { return index &+ mask.trailingZeroBitCount / 8 }
            index &+= 8
        }
        while index < end, bytes[index] &- 0x30 < 10 { index &+= 1 }
        return index
    }

    /// The first byte that is not a space.
    @inline(__always)
    static func endOfSpaces(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int {
        var index = start
        while index &+ 8 <= end {
            let others = load(bytes, index) ^ each(0x20)
            if others != 0 { return index &+ others.trailingZeroBitCount / 8 }
            index &+= 8
        }
        while index < end, bytes[index] == 0x20 { index &+= 1 }
        return index
    }
}

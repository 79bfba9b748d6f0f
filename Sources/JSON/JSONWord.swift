/// Searches eight bytes at a time. Bit tricks after Warren, "Hacker's Delight", section 6-1: a mask's lowest set bit
/// marks the first byte looked for; bits above it may be wrong.
enum JSONWord {
    @inline(__always)
    private static func load(_ bytes: UnsafePointer<UInt8>, _ index: Int) -> UInt64 {
        UInt64(littleEndian: UnsafeRawPointer(bytes + index).loadUnaligned(as: UInt64.self))
    }

    @inline(__always)
    private static func each(_ byte: UInt8) -> UInt64 { 0x0101_0101_0101_0101 &* UInt64(byte) }

    /// The high bit of each byte that is zero.
    @inline(__always)
    private static func zeros(_ word: UInt64) -> UInt64 { (word &- each(0x01)) & ~word & each(0x80) }

    /// The first byte that is no plain character of a string: quote, backslash, control character or not ASCII.
    @inline(__always)
    static func endOfPlain(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int {
        var index = start
        while index &+ 8 <= end {
            let word = load(bytes, index)
            let control = (word &- each(0x20)) & ~word & each(0x80)
            let mask = zeros(word ^ each(0x22)) | zeros(word ^ each(0x5C)) | control | word & each(0x80)
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

    /// The first quote or backslash.
    @inline(__always)
    static func endOfText(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int {
        var index = start
        while index &+ 8 <= end {
            let word = load(bytes, index)
            let mask = zeros(word ^ each(0x22)) | zeros(word ^ each(0x5C))
            if mask != 0 { return index &+ mask.trailingZeroBitCount / 8 }
            index &+= 8
        }
        while index < end, bytes[index] != 0x22, bytes[index] != 0x5C { index &+= 1 }
        return index
    }

    /// The first quote, bracket or brace.
    @inline(__always)
    static func nextBracketOrQuote(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int {
        var index = start
        while index &+ 8 <= end {
            let word = load(bytes, index)
            // [ and { differ by this bit, so do ] and }; no other byte becomes one of them.
            let braces = word | each(0x20)
            let mask = zeros(word ^ each(0x22)) | zeros(braces ^ each(0x7B)) | zeros(braces ^ each(0x7D))
            if mask != 0 { return index &+ mask.trailingZeroBitCount / 8 }
            index &+= 8
        }
        while index < end {
            let byte = bytes[index]
            if byte == 0x22 || byte | 0x20 == 0x7B || byte | 0x20 == 0x7D { break }
            index &+= 1
        }
        return index
    }
}

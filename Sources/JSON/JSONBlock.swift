/// Sixty-four bytes of a JSON text as sets of bits, the first byte lowest: brackets are told apart from those inside
/// strings for all of them at once (after Langdale and Lemire, "Parsing gigabytes of JSON per second", 2019).
struct JSONBlock {
    /// What one block leaves to the next.
    struct Carry {
        /// All ones within a string.
        var inside: UInt64 = 0
        /// The next byte is escaped.
        var isEscaped = false
    }

    static let size = 64

    /// Opening brackets and braces outside strings.
    private(set) var opens: UInt64 = 0
    /// Closing ones.
    private(set) var closes: UInt64 = 0

    /// Reads the 64 bytes at `bytes`.
    @inline(__always)
    init(_ bytes: UnsafePointer<UInt8>, _ carry: inout Carry) {
        var quotes: UInt64 = 0
        var escapes: UInt64 = 0
        for part in 0..<4 {
            let lanes = UnsafeRawPointer(bytes + part &* 16).loadUnaligned(as: SIMD16<UInt8>.self)
            let braces = lanes | SIMD16(repeating: 0x20)
            let shift = UInt64(part &* 16)
            quotes |= Self.bits(lanes .== SIMD16(repeating: 0x22)) &<< shift
            opens |= Self.bits(braces .== SIMD16(repeating: 0x7B)) &<< shift
            closes |= Self.bits(braces .== SIMD16(repeating: 0x7D)) &<< shift
            escapes |= Self.bits(lanes .== SIMD16(repeating: 0x5C)) &<< shift
        }
        if escapes != 0 || carry.isEscaped { quotes &= ~Self.escaped(escapes, &carry) }
        // Bit n becomes the parity of the quotes up to n: set from an opening quote to before its closing one.
        var inside = quotes
        inside ^= inside &<< 1
        inside ^= inside &<< 2
        inside ^= inside &<< 4
        inside ^= inside &<< 8
        inside ^= inside &<< 16
        inside ^= inside &<< 32
        inside ^= carry.inside
        carry.inside = UInt64(bitPattern: Int64(bitPattern: inside) &>> 63)
        opens &= ~inside
        closes &= ~inside
    }

    /// One bit for each lane.
    @inline(__always)
    private static func bits(_ mask: SIMDMask<SIMD16<Int8>>) -> UInt64 {
        let halves = unsafeBitCast(mask, to: SIMD2<UInt64>.self)
        // The product gathers the lowest bit of each byte in the highest byte.
        let low = ((halves[0] & 0x0101_0101_0101_0101) &* 0x0102_0408_1020_4080) &>> 56
        let high = ((halves[1] & 0x0101_0101_0101_0101) &* 0x0102_0408_1020_4080) &>> 56
        return low | high &<< 8
    }

    /// The bytes that a backslash stands before which is not escaped itself.
    private static func escaped(_ backslashes: UInt64, _ carry: inout Carry) -> UInt64 {
        var escaped: UInt64 = carry.isEscaped ? 1 : 0
        var left = backslashes & ~escaped
        carry.isEscaped = false
        while left != 0 {
            let bit = left & (0 &- left)
            let next = bit &<< 1 & ~1
            if bit == 1 << 63 { carry.isEscaped = true } else { escaped |= next }
            left &= ~(bit | next)
        }
        return escaped
    }

    /// The place behind the bracket with which the depth comes to 0, or else the depth behind the block.
    @inline(__always)
    func closing(_ depth: inout Int) -> Int? {
        let ends = closes.nonzeroBitCount
        if ends < depth {
            depth &+= opens.nonzeroBitCount &- ends
            return nil
        }
        var left = closes
        var closed = 0
        while left != 0 {
            let place = left.trailingZeroBitCount
            closed &+= 1
            let opened = (opens & ((1 &<< UInt64(place)) &- 1)).nonzeroBitCount
            if depth &+ opened == closed {
                depth = 0
                return place &+ 1
            }
            left &= left &- 1
        }
        depth &+= opens.nonzeroBitCount &- ends
        return nil
    }
}

/// Well-formed UTF-8 (Unicode, table 3-7).
enum UTF8Sequence {
    /// Bytes of the sequence at the front of `count` > 0 bytes; 0 when it is not well formed.
    static func length(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int {
        @inline(__always)
        func follows(_ offset: Int, _ low: UInt8 = 0x80, _ high: UInt8 = 0xBF) -> Bool {
            offset < count && bytes[offset] >= low && bytes[offset] <= high
        }
        switch bytes[0] {
        case 0..<0x80: return 1
        case 0xC2...0xDF: return follows(1) ? 2 : 0
        case 0xE0: return follows(1, 0xA0) && follows(2) ? 3 : 0
        case 0xED: return follows(1, 0x80, 0x9F) && follows(2) ? 3 : 0
        case 0xE1...0xEF: return follows(1) && follows(2) ? 3 : 0
        case 0xF0: return follows(1, 0x90) && follows(2) && follows(3) ? 4 : 0
        case 0xF1...0xF3: return follows(1) && follows(2) && follows(3) ? 4 : 0
        case 0xF4: return follows(1, 0x80, 0x8F) && follows(2) && follows(3) ? 4 : 0
        default: return 0
        }
    }

    /// The bytes of a scalar, first byte lowest, and how many they are. Surrogates and values beyond Unicode become
    /// U+FFFD.
    static func encode(_ value: UInt32) -> (bytes: UInt32, count: Int) {
        switch value {
        case 0..<0x80: return (value, 1)
        case 0x80..<0x800: return (0xC0 | value >> 6 | (0x80 | value & 0x3F) << 8, 2)
        case 0xD800..<0xE000, 0x11_0000...: return (0xBD_BFEF, 3)
        case 0x800..<0x1_0000:
            return (0xE0 | value >> 12 | (0x80 | value >> 6 & 0x3F) << 8 | (0x80 | value & 0x3F) << 16, 3)
        default:
            let low = 0xF0 | value >> 18 | (0x80 | value >> 12 & 0x3F) << 8
            return (low | (0x80 | value >> 6 & 0x3F) << 16 | (0x80 | value & 0x3F) << 24, 4)
        }
    }
}

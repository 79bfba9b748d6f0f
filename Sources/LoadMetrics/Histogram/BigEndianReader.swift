/// Reads big-endian numbers from bytes, one after the other; nil when too few are left.
struct BigEndianReader {
    private let bytes: ArraySlice<UInt8>
    private var position: Int

    init(_ bytes: some Collection<UInt8>) {
        self.bytes = ArraySlice(bytes)
        position = self.bytes.startIndex
    }

    /// Bytes not yet read.
    var remaining: ArraySlice<UInt8> { bytes[position...] }
    /// Whether all bytes have been read.
    var isAtEnd: Bool { position == bytes.endIndex }

    mutating func integer<Integer: FixedWidthInteger>(_ type: Integer.Type = Integer.self) -> Integer? {
        let width = Integer.bitWidth / 8
        guard bytes.endIndex - position >= width else { return nil }
        var value: Integer = 0
        for offset in 0..<width { value = value << 8 | Integer(truncatingIfNeeded: bytes[position + offset]) }
        position += width
        return value
    }

    /// A number in the ZigZag LEB128-64b9B form: 7 bits a byte from the low end, bit 7 set when more follow, the ninth
    /// byte whole; then the sign from bit 0.
    mutating func zigZag() -> Int64? {
        var value: UInt64 = 0
        for used in 0..<9 {
            guard position + used < bytes.endIndex else { return nil }
            let byte = bytes[position + used]
            let last = used == 8
            value |= UInt64(last ? byte : byte & 0x7f) &<< UInt64(7 * used)
            if last || byte & 0x80 == 0 {
                position += used + 1
                break
            }
        }
        return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
    }
}

extension [UInt8] {
    mutating func appendBigEndian(_ value: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: value.bigEndian) { append(contentsOf: $0) }
    }

    /// Appends the form that ``BigEndianReader/zigZag()`` reads.
    mutating func appendZigZag(_ value: Int64) {
        var rest = UInt64(bitPattern: (value << 1) ^ (value >> 63))
        for _ in 0..<8 {
            if rest < 0x80 { return append(UInt8(rest)) }
            append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        // After 56 bits at most 8 are left.
        append(UInt8(truncatingIfNeeded: rest))
    }
}

/// As much of the Protocol Buffers wire format as a remote write needs
/// (https://protobuf.dev/programming-guides/encoding/).
struct ProtobufWriter {
    private(set) var bytes: [UInt8] = []

    /// A base-128 number.
    mutating func varint(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    /// A field of a whole number; one of 0 is left out, as the format's default.
    mutating func field(_ number: UInt64, _ value: Int64) {
        guard value != 0 else { return }
        varint(number << 3)
        varint(UInt64(bitPattern: value))
    }

    /// A field of eight bytes.
    mutating func field(_ number: UInt64, _ value: Double) {
        varint(number << 3 | 1)
        withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes += $0 }
    }

    /// A field of bytes: a text or a message.
    mutating func field(_ number: UInt64, _ value: some Collection<UInt8>) {
        varint(number << 3 | 2)
        varint(UInt64(value.count))
        bytes += value
    }
}

/// Snappy's block format with nothing but literals: valid for every reader, and no smaller than what it holds. A remote
/// write of a run is some 100 KB a few times a minute (https://github.com/google/snappy/blob/main/format_description.txt).
enum SnappyLiterals {
    /// The block that holds `bytes`.
    static func block(_ bytes: [UInt8]) -> [UInt8] {
        var writer = ProtobufWriter()
        writer.varint(UInt64(bytes.count))
        var block = writer.bytes
        var rest = bytes[...]
        while !rest.isEmpty {
            // Literals of 65,536 bytes at most: tag 61 with the length less one in two bytes.
            let piece = rest.prefix(1 << 16)
            let length = piece.count - 1
            block += [61 << 2, UInt8(length & 0xFF), UInt8(length >> 8)]
            block += piece
            rest = rest.dropFirst(piece.count)
        }
        return block
    }
}

/// Finds where a line ends, eight bytes at a time.
enum LineScan {
    /// No end in sight.
    static let open = -1

    /// The next line feed from an offset on, or the byte that no line may hold: zero, or a carriage return that no line
    /// feed follows. A carriage return that is the last byte is neither.
    @inline(__always)
    static func stop(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
        guard let base = bytes.baseAddress else { return open }
        var at = start
        let end = bytes.count
        while at < end {
            if end - at >= 8 {
                // The lowest byte below 14 has its high bit set; a borrow can only mark bytes above it.
                let word = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: at, as: UInt64.self))
                let low = (word &- 0x0E0E_0E0E_0E0E_0E0E) & ~word & 0x8080_8080_8080_8080
                if low == 0 {
                    at += 8
                    continue
                }
                at += low.trailingZeroBitCount >> 3
            }
            switch bytes[at] {
            case .lineFeed: return at
            case .carriageReturn:
                if at + 1 == end { return open }
                return bytes[at + 1] == .lineFeed ? at + 1 : at
            case 0: return at
            default: at += 1
            }
        }
        return open
    }

    /// Whether a line with its line break is empty.
    @inline(__always)
    static func isEmpty(_ line: UnsafeRawBufferPointer) -> Bool {
        line.count == 1 || (line.count == 2 && line[0] == .carriageReturn)
    }

    /// Why a line that ends with this byte is refused.
    static func failure(_ line: UnsafeRawBufferPointer) -> ResponseFailure {
        let isZero = line.count > 0 && line[line.count - 1] == 0
        return ResponseFailure(isZero ? .zeroByte : .bareCarriageReturn, found: line)
    }
}

/// Finds where a line ends, sixteen bytes at a time.
enum LineScan {
    /// No end in sight.
    static let open = -1

    /// The next line feed from an offset on, or the byte that no line may hold: zero, or a carriage return that no line
    /// feed follows. A carriage return that is the last byte is neither.
    @inline(__always)
    static func stop(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
        guard let base = bytes.baseAddress else { return open }
        return stop(base, from: start, bytes.count)
    }

    /// The same of `end` bytes in memory.
    @inline(__always)
    static func stop(_ base: UnsafeRawPointer, from start: Int, _ end: Int) -> Int {
        var at = start
        while true {
            at = low(base, from: at, end)
            if at == end { return open }
            let byte = base.load(fromByteOffset: at, as: UInt8.self)
            if byte == .carriageReturn {
                if at &+ 1 == end { return open }
                return base.load(fromByteOffset: at &+ 1, as: UInt8.self) == .lineFeed ? at &+ 1 : at
            }
            if byte == .lineFeed || byte == 0 { return at }
            at &+= 1
        }
    }

    /// The first byte below 14 from an offset on: a tab, a line break or another control character; `end` for none.
    @inline(__always)
    static func low(_ base: UnsafeRawPointer, from start: Int, _ end: Int) -> Int {
        // Offsets stay below 2^62, so that wrapping sums are plain ones.
        var at = start
        while at <= end &- 16 {
            let first = marks(base, at)
            let second = marks(base, at &+ 8)
            if (first | second) & high != 0 {
                let low = first & high
                return at &+ (low != 0 ? low.trailingZeroBitCount >> 3 : 8 &+ (second & high).trailingZeroBitCount >> 3)
            }
            at &+= 16
        }
        while at < end, base.load(fromByteOffset: at, as: UInt8.self) >= 14 { at &+= 1 }
        return at
    }

    private static var high: UInt64 { @inline(__always) get { 0x8080_8080_8080_8080 } }

    /// Eight bytes, where the lowest one below 14 has its high bit set; a borrow can mark only bytes above it.
    @inline(__always)
    private static func marks(_ base: UnsafeRawPointer, _ at: Int) -> UInt64 {
        let word = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: at, as: UInt64.self))
        return (word &- 0x0E0E_0E0E_0E0E_0E0E) & ~word
    }

    /// Whether a line with its line break is empty.
    @inline(__always)
    static func isEmpty(_ line: UnsafeRawBufferPointer) -> Bool {
        line.count == 1 || (line.count == 2 && line[0] == .carriageReturn)
    }
}

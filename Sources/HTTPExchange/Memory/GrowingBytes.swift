import Glibc

/// Bytes in memory that grows and stays; a plain value, so that its owner keeps it in long-lived memory and calls
/// ``free()``.
struct GrowingBytes {
    private(set) var base: UnsafeMutablePointer<UInt8>?
    private(set) var count = 0
    private(set) var capacity = 0

    /// The bytes in use; valid until the next change.
    @inline(__always)
    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }

    /// The last byte; 0 where there is none.
    @inline(__always)
    var last: UInt8 { count > 0 ? base.unsafelyUnwrapped[count - 1] : 0 }

    /// Makes room for `more` further bytes. A process without memory ends: it can measure nothing.
    mutating func reserve(_ more: Int) {
        guard more > capacity - count else { return }
        let larger = max(64, capacity * 2, count + more)
        guard let memory = realloc(base, larger) else { abort() }
        base = memory.assumingMemoryBound(to: UInt8.self)
        capacity = larger
    }

    @inline(__always)
    mutating func append(_ byte: UInt8) {
        if count == capacity { reserve(1) }
        // reserve(_:) has made the memory.
        base.unsafelyUnwrapped[count] = byte
        count += 1
    }

    @inline(__always)
    mutating func append(_ source: UnsafeRawBufferPointer) {
        guard let start = source.baseAddress, source.count > 0 else { return }
        reserve(source.count)
        memcpy(base.unsafelyUnwrapped + count, start, source.count)
        count += source.count
    }

    mutating func append(_ text: StaticString) {
        append(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Adds a number in decimal.
    mutating func append(decimal number: Int) {
        var rest = UInt(max(0, number))
        var digits: (UInt64, UInt64, UInt64) = (0, 0, 0)
        withUnsafeMutableBytes(of: &digits) { room in
            var first = room.count
            repeat {
                first -= 1
                room[first] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            } while rest > 0
            append(UnsafeRawBufferPointer(rebasing: room[first...]))
        }
    }

    /// Forgets the bytes, keeps the memory.
    @inline(__always)
    mutating func clear() { count = 0 }

    /// Gives the memory back.
    mutating func free() {
        Glibc.free(base)
        self = GrowingBytes()
    }
}

import Glibc
public import Groundwork

/// Bytes in memory that grows and stays: the building block of per-user and per-shard buffers on the hot path, where
/// an `Array` would check for uniqueness at each append.
///
/// A plain value around a pointer: whoever holds it in long-lived memory owns it and calls ``free()``.
public struct ByteBuffer: ByteSink {
    /// First byte; valid for ``capacity`` bytes.
    public private(set) var base: UnsafeMutablePointer<UInt8>?
    /// Bytes in use.
    public var count = 0
    /// Bytes there is room for.
    public private(set) var capacity = 0

    /// An empty buffer without memory.
    public init() {}

    /// The bytes in use; valid until the buffer grows or is freed.
    public var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }

    /// Makes room for `more` bytes behind those in use. Running out of memory ends the process: nothing sensible can
    /// be measured then.
    public mutating func reserve(_ more: Int) {
        guard count + more > capacity else { return }
        let larger = max(64, capacity * 2, count + more)
        guard let memory = realloc(base, larger) else { abort() }
        base = memory.assumingMemoryBound(to: UInt8.self)
        capacity = larger
    }

    /// Adds one byte.
    public mutating func append(_ byte: UInt8) {
        if count == capacity { reserve(1) }
        // reserve(_:) has made the memory.
        base.unsafelyUnwrapped[count] = byte
        count += 1
    }

    /// Adds bytes.
    public mutating func append(_ bytes: UnsafeRawBufferPointer) {
        guard let source = bytes.baseAddress, bytes.count > 0 else { return }
        reserve(bytes.count)
        memcpy(base.unsafelyUnwrapped + count, source, bytes.count)
        count += bytes.count
    }

    /// Adds the UTF-8 of a text.
    public mutating func append(_ text: StaticString) {
        append(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Forgets the bytes, keeps the memory.
    public mutating func clear() { count = 0 }

    /// Gives the memory back.
    public mutating func free() {
        Glibc.free(base)
        base = nil
        count = 0
        capacity = 0
    }
}

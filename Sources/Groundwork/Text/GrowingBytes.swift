import Glibc

/// Bytes in memory that grows and stays: the building block of buffers on the hot path, where an `Array` would check for
/// uniqueness at each append.
///
/// A plain value around a pointer: its owner keeps it in long-lived memory and calls ``free()``.
@frozen public struct GrowingBytes: ByteSink {
    /// First byte; valid for ``capacity`` bytes.
    @inlinable public var base: UnsafeMutablePointer<UInt8>? { start }
    /// Bytes in use.
    public var count = 0
    /// Bytes there is room for.
    @inlinable public var capacity: Int { room }

    @usableFromInline var start: UnsafeMutablePointer<UInt8>?
    @usableFromInline var room = 0

    /// An empty buffer without memory.
    @inlinable public init() {}

    /// The bytes in use; valid until the buffer grows or is freed.
    @inlinable public var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }

    /// The last byte; 0 where there is none.
    @inlinable public var last: UInt8 { count > 0 ? start.unsafelyUnwrapped[count - 1] : 0 }

    /// Makes room for `more` bytes after those in use. Running out of memory ends the process: nothing sensible can be
    /// measured then.
    @inlinable public mutating func reserve(_ more: Int) {
        if more > room - count { grow(more) }
    }

    @usableFromInline mutating func grow(_ more: Int) {
        let larger = max(64, room * 2, count + more)
        guard let memory = realloc(start, larger) else { abort() }
        start = memory.assumingMemoryBound(to: UInt8.self)
        room = larger
    }

    /// Adds one byte.
    @inlinable public mutating func append(_ byte: UInt8) {
        if count == room { grow(1) }
        // grow(_:) has made the memory.
        start.unsafelyUnwrapped[count] = byte
        count += 1
    }

    /// Adds bytes.
    @inlinable public mutating func append(_ bytes: UnsafeRawBufferPointer) {
        guard let source = bytes.baseAddress, bytes.count > 0 else { return }
        reserve(bytes.count)
        UnsafeMutableRawPointer(start.unsafelyUnwrapped + count).copyMemory(from: source, byteCount: bytes.count)
        count += bytes.count
    }

    /// Adds the UTF-8 of a constant text.
    @inlinable public mutating func append(_ text: StaticString) {
        append(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Forgets the bytes, keeps the memory.
    @inlinable public mutating func clear() { count = 0 }

    /// Gives the memory back.
    public mutating func free() {
        Glibc.free(start)
        self = GrowingBytes()
    }
}

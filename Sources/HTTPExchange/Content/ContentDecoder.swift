import CZlib

/// Decompresses bodies piece by piece: gzip with all its members (RFC 1952), and deflate with or without the zlib
/// wrapping (RFC 9110 section 8.4.1.2), as browsers take it.
///
/// Its memory (about 45 KB) is taken at the first body and used again; one decoder serves a shard's answers one after
/// another. A plain value around a pointer: its owner keeps it in long-lived memory and calls ``free()``.
public struct ContentDecoder {
    /// What decoding a piece gave.
    public enum Event {
        /// All of the input was used.
        case more
        /// Decompressed bytes, valid until the next call.
        case output(UnsafeRawBufferPointer)
        /// ``failure`` says why.
        case failed
    }

    private enum State: UInt8 {
        /// The first byte of the body, or the second, which decides the wrapping.
        case first, second
        case member
        /// Behind a gzip member.
        case between
        /// Behind the end.
        case done
        case failed
    }

    /// Most bytes that may come out of a body.
    public let limit: Int
    /// From ``denseFrom`` bytes on, most bytes that may come out of each one that went in.
    public let density: Int
    /// Bytes that may come out whatever went in.
    public static let denseFrom = 4 << 20
    private static let chunk = 32 << 10

    private var stream: UnsafeMutablePointer<z_stream>?
    private var output: UnsafeMutablePointer<UInt8>?
    private var state = State.done
    private var coding = ResponseHead.Coding.identity
    private var firstByte: UInt8 = 0
    private var bytesIn = 0
    /// Bytes that came out.
    public private(set) var bytesOut = 0
    /// Whole members of a gzip body.
    public private(set) var members = 0
    /// Bytes after the compressed data, which are ignored as browsers do.
    public private(set) var trailing = 0
    /// Why decoding failed.
    public private(set) var failure: ContentFailure?

    /// A decoder without memory.
    public init(limit: Int, density: Int = 500) {
        self.limit = limit
        self.density = density
    }

    /// Expects a body of this coding, gzip or deflate.
    public mutating func begin(_ coding: ResponseHead.Coding) {
        self.coding = coding
        state = coding == .deflate ? .first : .member
        bytesIn = 0
        bytesOut = 0
        members = 0
        trailing = 0
        failure = nil
        if coding == .gzip { reset(windowBits: 15 + 16) }
        if coding != .gzip, coding != .deflate { _ = fail(.unknown) }
    }

    /// Decodes some of the input, which is moved past what was used.
    public mutating func next(_ input: inout UnsafeRawBufferPointer) -> Event {
        while true {
            switch state {
            case .failed: return .failed
            case .done:
                trailing += input.count
                input = UnsafeRawBufferPointer(rebasing: input[input.count...])
                return .more
            case .first:
                guard let byte = input.first else { return .more }
                firstByte = byte
                input = UnsafeRawBufferPointer(rebasing: input[1...])
                state = .second
            case .second:
                guard let byte = input.first else { return .more }
                // RFC 1950 section 2.2: method 8, a window of at most 32 KiB, and a check of both bytes.
                let isWrapped =
                    firstByte & 0x0F == 8 && firstByte >> 4 <= 7 && (Int(firstByte) << 8 | Int(byte)) % 31 == 0
                reset(windowBits: isWrapped ? 15 : -15)
                if state == .failed { return .failed }
                state = .member
                let first = firstByte
                let event = withUnsafeBytes(of: first) { bytes in
                    var piece = bytes
                    return inflate(&piece)
                }
                if case .more = event { continue }
                return event
            case .between:
                guard let byte = input.first else { return .more }
                // The first byte of another member (RFC 1952 section 2.3.1), or what is after the end.
                state = byte == 0x1F ? .member : .done
                if state == .member { reset(windowBits: 15 + 16) }
            case .member:
                guard input.count > 0 || hasPending else { return .more }
                let event = inflate(&input)
                if case .more = event, input.count > 0 || hasPending { continue }
                return event
            }
        }
    }

    /// The body is whole: whether the compressed data is. No body at all is whole, whatever its coding.
    public mutating func end() -> ContentFailure? {
        switch state {
        case .failed, .done, .between, .first: break
        case .member where bytesIn == 0: break
        default: _ = fail(.truncated(coding))
        }
        return failure
    }

    /// The output room was filled, so zlib may hold more.
    private var hasPending: Bool { stream.map { $0.pointee.avail_out == 0 } ?? false }

    private mutating func inflate(_ input: inout UnsafeRawBufferPointer) -> Event {
        guard let stream, let output else { return fail(.memory) }
        let offered = min(input.count, Int(UInt32.max))
        stream.pointee.next_in = UnsafeMutablePointer(
            mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self)
        )
        stream.pointee.avail_in = UInt32(offered)
        stream.pointee.next_out = output
        stream.pointee.avail_out = UInt32(Self.chunk)
        let code = CZlib.inflate(stream, Z_NO_FLUSH)
        let used = offered - Int(stream.pointee.avail_in)
        let made = Self.chunk - Int(stream.pointee.avail_out)
        input = UnsafeRawBufferPointer(rebasing: input[used...])
        bytesIn += used
        bytesOut += made
        switch code {
        case Z_STREAM_END:
            members += 1
            state = coding == .gzip ? .between : .done
            stream.pointee.avail_out = UInt32(Self.chunk)
        case Z_OK, Z_BUF_ERROR: break
        case Z_MEM_ERROR: return fail(.memory)
        default: return fail(.damaged(coding))
        }
        if bytesOut > limit { return fail(.tooLarge(limit)) }
        if bytesOut > Self.denseFrom, bytesOut / max(1, bytesIn) > density { return fail(.tooDense(density)) }
        return made > 0 ? .output(UnsafeRawBufferPointer(start: output, count: made)) : .more
    }

    private mutating func reset(windowBits: Int32) {
        if let stream {
            if inflateReset2(stream, windowBits) != Z_OK { _ = fail(.memory) }
            stream.pointee.avail_out = UInt32(Self.chunk)
            return
        }
        let made = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        made.initialize(to: z_stream())
        guard inflateInit2_(made, windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            made.deallocate()
            _ = fail(.memory)
            return
        }
        made.pointee.avail_out = UInt32(Self.chunk)
        stream = made
        output = .allocate(capacity: Self.chunk)
    }

    private mutating func fail(_ failure: ContentFailure) -> Event {
        self.failure = failure
        state = .failed
        return .failed
    }

    /// Gives the memory back.
    public mutating func free() {
        if let stream {
            inflateEnd(stream)
            stream.deallocate()
        }
        output?.deallocate()
        self = ContentDecoder(limit: limit, density: density)
    }
}

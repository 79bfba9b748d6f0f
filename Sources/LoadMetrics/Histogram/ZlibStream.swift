import CZlib

/// Inflates a zlib stream (RFC 1950) piece by piece, so that no more memory is used than the caller allows for.
struct ZlibInflater: ~Copyable {
    // zlib keeps a pointer to its stream and to the input, so both have a fixed address.
    private let stream: UnsafeMutablePointer<z_stream>
    private let input: UnsafeMutableBufferPointer<UInt8>
    private var isFinished = false
    private static let chunk = 16 * 1024

    init(_ bytes: ArraySlice<UInt8>) throws(HistogramError) {
        guard let length = UInt32(exactly: bytes.count) else { throw .malformed("more than 4 GiB of compressed data") }
        let input = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(bytes.count, 1))
        _ = input.update(fromContentsOf: bytes)
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        stream.pointee.next_in = input.baseAddress
        stream.pointee.avail_in = length
        let code = inflateInit_(stream, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard code == Z_OK else {
            stream.deallocate()
            input.deallocate()
            throw .zlib(code)
        }
        self.stream = stream
        self.input = input
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
        input.deallocate()
    }

    /// The next bytes, `limit` at most; fewer only at the stream's end, whose checksum has then been compared.
    mutating func read(upTo limit: Int) throws(HistogramError) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < limit, !isFinished {
            let wanted = min(limit - bytes.count, Self.chunk)
            var code = Z_OK
            let piece = [UInt8](unsafeUninitializedCapacity: wanted) { buffer, count in
                stream.pointee.next_out = buffer.baseAddress
                stream.pointee.avail_out = UInt32(wanted)
                code = inflate(stream, Z_NO_FLUSH)
                count = wanted - Int(stream.pointee.avail_out)
            }
            bytes += piece
            switch code {
            case Z_STREAM_END: isFinished = true
            case Z_OK where !piece.isEmpty || stream.pointee.avail_in > 0: break
            case Z_OK, Z_BUF_ERROR: throw .malformed("the compressed data ends early")
            case Z_DATA_ERROR, Z_NEED_DICT: throw .malformed("the compressed data is damaged")
            default: throw .zlib(code)
            }
        }
        return bytes
    }
}

/// A zlib stream of `bytes`; level 0 (none) to 9 (smallest).
func zlibCompressed(_ bytes: [UInt8], level: Int) throws(HistogramError) -> [UInt8] {
    var code = Z_OK
    let capacity = compressBound(uLong(bytes.count))
    let compressed = [UInt8](unsafeUninitializedCapacity: Int(capacity)) { buffer, count in
        var length = capacity
        code = compress2(buffer.baseAddress, &length, bytes, uLong(bytes.count), Int32(min(max(level, 0), 9)))
        count = code == Z_OK ? Int(length) : 0
    }
    guard code == Z_OK else { throw .zlib(code) }
    return compressed
}

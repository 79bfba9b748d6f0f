import CZlib

/// Decompresses a stream that begins as gzip does (RFC 1952), piece by piece; another one passes as it is.
final class GzipStream {
    private var stream = z_stream()
    private var isOpen = false
    private var isFirst = true
    /// What was read and not yet decompressed.
    private var input: [UInt8] = []
    private static let pieceSize = 1 << 18

    /// The next piece of the input, empty at the end.
    private let read: () throws(ImportError) -> [UInt8]

    init(_ read: @escaping () throws(ImportError) -> [UInt8]) { self.read = read }

    deinit {
        if isOpen { inflateEnd(&stream) }
    }

    /// The next piece of the text, empty at the end.
    func next() throws(ImportError) -> [UInt8] {
        if isFirst {
            isFirst = false
            input = try read()
            while input.count == 1 {
                let more = try read()
                if more.isEmpty { break }
                input += more
            }
            if input.starts(with: [0x1F, 0x8B]) {
                // 16 and the largest window: gzip's own frame.
                guard inflateInit2_(&stream, 16 + 15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
                    throw ImportError("there is no memory to decompress the log")
                }
                isOpen = true
            } else {
                defer { input = [] }
                return input
            }
        }
        guard isOpen else { return try read() }
        while true {
            if input.isEmpty { input = try read() }
            if input.isEmpty { return [] }
            let output = try inflated()
            if !output.isEmpty { return output }
        }
    }

    private func inflated() throws(ImportError) -> [UInt8] {
        var output = [UInt8](repeating: 0, count: Self.pieceSize)
        var code = Z_OK
        var used = 0
        var made = 0
        input.withUnsafeMutableBufferPointer { source in
            output.withUnsafeMutableBufferPointer { target in
                stream.next_in = source.baseAddress
                stream.avail_in = UInt32(source.count)
                stream.next_out = target.baseAddress
                stream.avail_out = UInt32(target.count)
                code = inflate(&stream, Z_NO_FLUSH)
                used = source.count - Int(stream.avail_in)
                made = target.count - Int(stream.avail_out)
            }
        }
        input.removeFirst(used)
        output.removeLast(output.count - made)
        switch code {
        case Z_OK, Z_BUF_ERROR: return output
        case Z_STREAM_END:
            // Files of gzip may follow each other.
            inflateReset(&stream)
            return output
        default: throw ImportError("the log is compressed, and damaged")
        }
    }
}

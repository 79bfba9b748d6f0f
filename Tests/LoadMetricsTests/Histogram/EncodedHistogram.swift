/// Builds encoded histograms field by field, wrong ones too, without the code under test.
struct EncodedHistogram {
    var cookie: UInt32 = 0x1c84_9313
    var payloadLength: Int32?
    var offset: Int32 = 0
    var digits: Int32 = 2
    var lowest: UInt64 = 1
    var highest: UInt64 = 100_000
    var last: UInt64 = 0x3ff0_0000_0000_0000
    var payload: [UInt8] = [0]
    var isVersion0 = false

    var bytes: [UInt8] {
        var bytes = Self.bigEndian(cookie)
        if !isVersion0 {
            bytes += Self.bigEndian(payloadLength ?? Int32(payload.count)) + Self.bigEndian(offset)
        }
        bytes += Self.bigEndian(digits) + Self.bigEndian(lowest) + Self.bigEndian(highest) + Self.bigEndian(last)
        return bytes + payload
    }

    func compressed(cookie: UInt32 = 0x1c84_9314) -> [UInt8] {
        Self.wrapped(Self.stored(bytes), cookie: cookie)
    }

    static func wrapped(_ stream: [UInt8], cookie: UInt32 = 0x1c84_9314) -> [UInt8] {
        bigEndian(cookie) + bigEndian(Int32(stream.count)) + stream
    }

    static func bigEndian(_ value: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: value.bigEndian) { Array($0) }
    }

    /// A zlib stream that compresses nothing (RFC 1950, RFC 1951 section 3.2.4).
    static func stored(_ bytes: [UInt8]) -> [UInt8] {
        var stream: [UInt8] = [0x78, 0x01]
        var start = 0
        repeat {
            let block = bytes[start..<min(start + 0xffff, bytes.count)]
            start += block.count
            let length = UInt16(block.count)
            stream.append(start == bytes.count ? 1 : 0)
            stream += [UInt8(length & 0xff), UInt8(length >> 8), UInt8(~length & 0xff), UInt8(~length >> 8)]
            stream += block
        } while start < bytes.count
        var low: UInt32 = 1
        var high: UInt32 = 0
        for byte in bytes {
            low = (low + UInt32(byte)) % 65521
            high = (high + low) % 65521
        }
        return stream + bigEndian(high << 16 | low)
    }
}

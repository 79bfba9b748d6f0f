import Groundwork

extension Histogram {
    /// The HdrHistogram V2 encoding, plain: the same bytes as the Java library's.
    ///
    /// 40 bytes of header, big-endian: cookie, payload length, index offset (0), digits, lowest, highest, value ratio
    /// (1.0). Then the counters up to the last that is not 0, each as ZigZag LEB128, a run of two or more zeros as its
    /// negative length. The exact figures and ``clampedCount`` are not part of it.
    public func encoded() -> [UInt8] {
        let payload = encodedCounters()
        var bytes: [UInt8] = []
        bytes.reserveCapacity(40 + payload.count)
        bytes.appendBigEndian(HistogramCookie.plainVersion2)
        // At most 9 bytes for each of 6.2 million counters, the most that a layout has.
        bytes.appendBigEndian(UInt32(truncatingIfNeeded: payload.count))
        bytes.appendBigEndian(UInt32(0))
        bytes.appendBigEndian(UInt32(truncatingIfNeeded: layout.digits))
        bytes.appendBigEndian(layout.lowest)
        bytes.appendBigEndian(layout.highest)
        bytes.appendBigEndian(1.0.bitPattern)
        return bytes + payload
    }

    /// The HdrHistogram V2 encoding, compressed: cookie, length, zlib stream of ``encoded()``.
    /// - Parameter level: zlib's, 0 to 9.
    /// - Throws: ``HistogramError/zlib(_:)`` when zlib has no memory.
    public func compressed(level: Int = 9) throws(HistogramError) -> [UInt8] {
        let stream = try zlibCompressed(encoded(), level: level)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(8 + stream.count)
        bytes.appendBigEndian(HistogramCookie.compressedVersion2)
        bytes.appendBigEndian(UInt32(truncatingIfNeeded: stream.count))
        return bytes + stream
    }

    /// ``compressed(level:)`` in base64: what stands in a log line.
    public func base64(level: Int = 9) throws(HistogramError) -> String {
        Base64.text(try compressed(level: level))
    }

    private func encodedCounters() -> [UInt8] {
        // An empty histogram is written as its first counter.
        var payload: [UInt8] = []
        var zeros: Int64 = 0
        for index in 0...(usedCounters?.upperBound ?? 0) {
            let count = count(ofCounter: index)
            if count == 0 {
                zeros += 1
                continue
            }
            payload.appendZeros(zeros)
            zeros = 0
            payload.appendZigZag(Int64(clamping: count))
        }
        payload.appendZeros(zeros)
        return payload
    }
}

extension [UInt8] {
    /// A single zero stands for itself, as Java writes it; the C port writes a run of one.
    fileprivate mutating func appendZeros(_ count: Int64) {
        if count > 0 { appendZigZag(count == 1 ? 0 : -count) }
    }
}

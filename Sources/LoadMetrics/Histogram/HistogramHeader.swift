/// What stands before the counters of an encoded histogram.
struct HistogramHeader {
    var format: HistogramCookie.CounterFormat
    var layout: HistogramLayout
    /// Bytes of counters, as stated; version 0 does not state it.
    var payloadLength: Int?

    /// Bytes of header, cookie included.
    static func size(of format: HistogramCookie.CounterFormat) -> Int {
        if case .version0 = format { 32 } else { 40 }
    }

    /// The most bytes that counters of the layout can take.
    var largestPayload: Int { 9 * layout.counterCount }

    /// Reads what follows the cookie.
    init(_ format: HistogramCookie.CounterFormat, _ reader: inout BigEndianReader) throws(HistogramError) {
        self.format = format
        var isVersion0 = false
        if case .version0 = format { isVersion0 = true }
        if !isVersion0 { payloadLength = try Self.payloadLength(&reader) }
        guard let digits = reader.integer(Int32.self), let lowest = reader.integer(UInt64.self),
            let highest = reader.integer(UInt64.self), let last = reader.integer(UInt64.self)
        else { throw .malformed("the header is cut off") }
        // The last field is the total in version 0, which the counters tell, and else the ratio of values to integers.
        guard isVersion0 || last == 1.0.bitPattern else {
            throw .unsupported("a histogram of scaled values, ratio \(Double(bitPattern: last))")
        }
        do {
            layout = try HistogramLayout(lowest: lowest, highest: highest, digits: Int(digits))
        } catch {
            throw .malformed("\(error)")
        }
    }

    private static func payloadLength(_ reader: inout BigEndianReader) throws(HistogramError) -> Int {
        guard let length = reader.integer(Int32.self), let offset = reader.integer(Int32.self) else {
            throw .malformed("the header is cut off")
        }
        guard length >= 0 else { throw .malformed("a payload of \(length) bytes") }
        guard offset == 0 else { throw .unsupported("a shifted histogram, index offset \(offset)") }
        return Int(length)
    }

    /// The part of `payload` that holds the counters.
    func counters(in payload: ArraySlice<UInt8>) throws(HistogramError) -> ArraySlice<UInt8> {
        guard let payloadLength else { return payload }
        if payloadLength <= payload.count { return payload.prefix(payloadLength) }
        // Old versions of the C port counted the 40 bytes of header as payload.
        if payloadLength == payload.count + 40 { return payload }
        throw .malformed("a payload of \(payloadLength) bytes is announced and \(payload.count) follow")
    }
}

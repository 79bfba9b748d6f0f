import Groundwork

extension Histogram {
    /// Reads an encoded histogram: versions 0, 1 and 2, plain or compressed.
    ///
    /// The bytes may come from anyone: sizes are checked before memory is taken, and damage is an error. A histogram
    /// with counts beyond its stated range gets a larger range.
    /// - Throws: ``HistogramError/malformed(_:)`` for bytes that are not a histogram, ``HistogramError/unsupported(_:)``
    ///   for a `DoubleHistogram`, a shifted or a scaled one.
    public init(decoding bytes: some Collection<UInt8>) throws(HistogramError) {
        var reader = BigEndianReader(bytes)
        guard let first = reader.integer(UInt32.self) else { throw .malformed("fewer than 4 bytes") }
        switch try HistogramCookie(first) {
        case .plain(let format):
            let header = try HistogramHeader(format, &reader)
            try self.init(header, payload: reader.remaining)
        case .compressed:
            try self.init(inflating: &reader)
        }
    }

    /// Reads a histogram from base64 with padding, as it stands in a log line.
    /// - Throws: as ``init(decoding:)``.
    public init(base64 text: some StringProtocol) throws(HistogramError) {
        try self.init(base64Bytes: ArraySlice(text.utf8))
    }

    init(base64Bytes text: ArraySlice<UInt8>) throws(HistogramError) {
        // Writers pad it, so a text of another length was cut.
        guard text.count.isMultiple(of: 4), let bytes = Base64.bytes(text) else {
            throw .malformed("the text is not base64")
        }
        try self.init(decoding: bytes)
    }

    private init(inflating reader: inout BigEndianReader) throws(HistogramError) {
        guard let length = reader.integer(Int32.self) else { throw .malformed("the length is missing") }
        guard length >= 0, Int(length) <= reader.remaining.count else {
            throw .malformed("\(length) bytes of compressed data are announced and \(reader.remaining.count) follow")
        }
        var inflater = try ZlibInflater(reader.remaining.prefix(Int(length)))
        var cookie = BigEndianReader(try inflater.read(upTo: 4))
        guard let first = cookie.integer(UInt32.self), case .plain(let format) = try HistogramCookie(first) else {
            throw .malformed("there is no plain histogram in the compressed one")
        }
        var rest = BigEndianReader(try inflater.read(upTo: HistogramHeader.size(of: format) - 4))
        let header = try HistogramHeader(format, &rest)
        let payload = try inflater.read(upTo: header.largestPayload + 1)
        guard payload.count <= header.largestPayload else {
            throw .malformed("it inflates to more than its layout can hold")
        }
        try self.init(header, payload: payload[...])
    }

    private init(_ header: HistogramHeader, payload: ArraySlice<UInt8>) throws(HistogramError) {
        self.init(layout: header.layout)
        let payload = try header.counters(in: payload)
        switch header.format {
        case .version0(let width), .version1(let width): try readWords(payload, width: width)
        case .version2: try readRuns(payload)
        }
        guard let used = usedCounters else { return }
        smallest = layout.lowestValue(at: used.lowerBound)
        largest = layout.highestValue(at: used.upperBound)
        for bucket in buckets {
            addToSum(UInt128(layout.medianEquivalent(bucket.lowest)) * UInt128(bucket.count))
        }
    }

    private mutating func readRuns(_ payload: ArraySlice<UInt8>) throws(HistogramError) {
        var reader = BigEndianReader(payload)
        var index = 0
        while !reader.isAtEnd {
            guard let number = reader.zigZag() else { throw .malformed("the last counter is cut off") }
            if number < 0 {
                guard number >= -Int64(Int32.max) else { throw .malformed("a run of \(number.magnitude) zeros") }
                // Cannot overflow: at most 2^31 for each byte of the payload.
                index += Int(number.magnitude)
            } else {
                try set(counter: index, to: UInt64(number))
                index += 1
            }
        }
    }

    private mutating func readWords(_ payload: ArraySlice<UInt8>, width: Int) throws(HistogramError) {
        guard payload.count.isMultiple(of: width) else { throw .malformed("the last counter is cut off") }
        var reader = BigEndianReader(payload)
        for index in 0..<(payload.count / width) {
            let word: Int64? =
                switch width {
                case 2: reader.integer(Int16.self).map(Int64.init)
                case 4: reader.integer(Int32.self).map(Int64.init)
                default: reader.integer(Int64.self)
                }
            guard let word, word >= 0 else { throw .malformed("counter \(index) is negative") }
            try set(counter: index, to: UInt64(word))
        }
    }

    private mutating func set(counter index: Int, to count: UInt64) throws(HistogramError) {
        guard count > 0 else { return }
        if index >= layout.counterCount {
            guard let wider = layout.widened(toHold: index) else {
                throw .malformed("a count for values beyond 63 bits")
            }
            layout = wider
        }
        guard count <= HistogramPage.countLimit - totalCount else {
            throw .malformed("the counts add up to more than 63 bits")
        }
        increase(counter: index, by: count)
    }
}

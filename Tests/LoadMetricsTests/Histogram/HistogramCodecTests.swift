import LoadMetrics
import Testing

@Suite struct HistogramCodecTests {
    @Test func knownBytes() throws {
        var histogram = Histogram(layout: try HistogramLayout(lowest: 1, highest: 100_000, digits: 2))
        #expect(histogram.encoded() == EncodedHistogram().bytes)
        histogram.record(1, count: 3)
        histogram.record(3, count: 64)
        histogram.record(9)
        // A zero, 3, a zero, 64 in two bytes, five zeros, 1.
        let expected = EncodedHistogram(payload: [0, 6, 0, 0x80, 0x01, 9, 2])
        #expect(histogram.encoded() == expected.bytes)
        #expect(try Histogram(decoding: expected.bytes) == histogram)
        #expect(try Histogram(decoding: expected.compressed()) == histogram)
        // The C port writes a run of one for a single zero.
        let single = EncodedHistogram(payload: [1, 6, 1, 0x80, 0x01, 9, 2])
        #expect(try Histogram(decoding: single.bytes) == histogram)
    }

    @Test func anEncodedRoundTripOfNineByteCounts() throws {
        var histogram = Histogram(layout: .phase)
        for (value, count) in [
            (10_000, 1 << 55), (20_000, (1 << 55) - 1), (30_000, 1 << 61), (40_000, 127), (50_000, 8192),
        ] as [(UInt64, UInt64)] {
            histogram.record(value, count: count)
        }
        #expect(try Histogram(decoding: histogram.encoded()) == histogram)
        // The largest count there is: nine bytes, the last one whole.
        let largest = EncodedHistogram(payload: [0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff])
        #expect(try Histogram(decoding: largest.bytes).totalCount == UInt64(Int64.max))
        #expect(try Histogram(decoding: largest.bytes).encoded() == largest.bytes)
    }

    @Test(arguments: [2, 4, 8])
    func versions0And1(width: Int) throws {
        let counts: [Int] = [0, 7, 0, 300]
        let payload = counts.flatMap { EncodedHistogram.bigEndian(Int64($0)).suffix(width) }
        let nibble = UInt32(width) << 4
        let one = EncodedHistogram(cookie: 0x1c84_9301 | nibble, payload: payload)
        let zero = EncodedHistogram(cookie: 0x1c84_9308 | nibble, last: 307, payload: payload, isVersion0: true)
        for bytes in [
            one.bytes, one.compressed(cookie: 0x1c84_9302 | nibble), zero.bytes,
            zero.compressed(cookie: 0x1c84_9309 | nibble),
        ] {
            let histogram = try Histogram(decoding: bytes)
            #expect(histogram.count(at: 1) == 7)
            #expect(histogram.count(at: 3) == 300)
            #expect(histogram.totalCount == 307)
        }
    }

    /// An old C port counted its header as payload; Java refuses that, Python and this reader do not.
    @Test func payloadLengthThatIncludesTheHeader() throws {
        let histogram = try Histogram(base64: "HISTFAAAACl4nJNpmSzMwMBgyAABzFCaEURcm7yEwf4DROA8/4I5jNM7mJgAlWkH9g==")
        #expect(histogram == (try StandardHistogram.raw()))
        var encoded = EncodedHistogram(payloadLength: 41)
        #expect(try Histogram(decoding: encoded.bytes).isEmpty)
        encoded.payloadLength = 40
        #expect(throws: HistogramError.self) { try Histogram(decoding: encoded.bytes) }
    }

    @Test func countsBeyondTheStatedRangeWidenIt() throws {
        // 6,000 zeros, then 1: the layout has 1,408 counters.
        let run = EncodedHistogram(highest: 100_000, payload: [0xdf, 0x5d, 2])
        let stated = try HistogramLayout(lowest: 1, highest: 100_000, digits: 2)
        let histogram = try Histogram(decoding: run.compressed())
        let layout = histogram.layout
        #expect(stated.counterCount < 6000)
        #expect(layout.counterCount > 6000)
        #expect(histogram.totalCount == 1)
        #expect(histogram.max == layout.highestValue(at: 6000))
        #expect(try Histogram(decoding: histogram.encoded()) == histogram)
    }

    @Test(arguments: [
        ("cookie", EncodedHistogram(cookie: 0x1234_5678)),
        ("DoubleHistogram", EncodedHistogram(cookie: 0x0c72_124e)),
        ("6 digits", EncodedHistogram(digits: 6)),
        ("negative digits", EncodedHistogram(digits: -1)),
        ("lowest 0", EncodedHistogram(lowest: 0)),
        ("lowest beyond 63 bits", EncodedHistogram(lowest: .max)),
        ("highest less than twice lowest", EncodedHistogram(lowest: 100, highest: 199)),
        ("highest beyond 63 bits", EncodedHistogram(highest: .max)),
        ("no room", EncodedHistogram(digits: 5, lowest: 1 << 60, highest: UInt64(Int64.max))),
        ("shifted", EncodedHistogram(offset: 1)),
        ("scaled", EncodedHistogram(last: 0x4000_0000_0000_0000)),
        ("ratio not a number", EncodedHistogram(last: 0x7ff8_0000_0000_0000)),
        ("negative payload", EncodedHistogram(payloadLength: -1)),
        ("payload too long", EncodedHistogram(payloadLength: 2)),
        ("cut counter", EncodedHistogram(payload: [0, 0x80])),
        ("run of 2^31 zeros", EncodedHistogram(payload: [0xff, 0xff, 0xff, 0xff, 0x1f, 2])),
        ("count beyond 63 bits of value", EncodedHistogram(payload: [0xfd, 0xff, 0xff, 0xff, 0x0f, 2])),
        (
            "counts that overflow",
            EncodedHistogram(payload: [0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 2])
        ),
        ("smallest number", EncodedHistogram(payload: [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff])),
        ("word of 0 bytes", EncodedHistogram(cookie: 0x1c84_9301)),
        ("word of 6 bytes", EncodedHistogram(cookie: 0x1c84_9361)),
        ("cut word", EncodedHistogram(cookie: 0x1c84_9341, payload: [0, 0, 0, 1, 0])),
        ("negative word", EncodedHistogram(cookie: 0x1c84_9321, payload: [0x80, 0])),
    ])
    func refuses(what: String, encoded: EncodedHistogram) {
        for bytes in [encoded.bytes, encoded.compressed()] {
            #expect(throws: HistogramError.self, "\(what)") { try Histogram(decoding: bytes) }
        }
    }

    @Test func saysWhatADoubleHistogramIs() {
        let encoded = EncodedHistogram(cookie: 0x0c72_124f).bytes
        let error = #expect(throws: HistogramError.self) { try Histogram(decoding: encoded) }
        #expect(error?.description.contains("DoubleHistogram") == true)
    }

    @Test func refusesEveryPrefix() throws {
        let whole = try StandardHistogram.raw()
        for bytes in [whole.encoded(), try whole.compressed()] {
            for length in 0..<bytes.count {
                #expect(throws: HistogramError.self, "\(length)") { try Histogram(decoding: bytes.prefix(length)) }
            }
        }
    }

    @Test func refusesDamagedCompression() throws {
        let encoded = EncodedHistogram(payload: [6])
        var wrongSum = EncodedHistogram.stored(encoded.bytes)
        wrongSum[wrongSum.count - 1] ^= 1
        var withinItself = EncodedHistogram()
        withinItself.cookie = 0x1c84_9314
        for bytes in [
            EncodedHistogram.wrapped(wrongSum), EncodedHistogram.wrapped([]), EncodedHistogram.wrapped([0x78, 0x01]),
            withinItself.compressed(),
        ] {
            #expect(throws: HistogramError.self) { try Histogram(decoding: bytes) }
        }
    }

    /// A small layout cannot need megabytes: the rest is not inflated.
    @Test func stopsInflatingAtTheLayoutsSize() {
        let bomb = EncodedHistogram(payload: [UInt8](repeating: 0, count: 3_000_000)).compressed()
        let error = #expect(throws: HistogramError.self) { try Histogram(decoding: bomb) }
        #expect(error?.description.contains("more than its layout") == true)
    }

    @Test(arguments: ["HIST", "HISTFAA", "====", "HISTFAAAAB9=2pNp", "HISTF AAAB942pNp", "ÄÖÜß", ""])
    func refusesText(text: String) {
        #expect(throws: HistogramError.self) { try Histogram(base64: text) }
    }

    /// Damaged encodings are either an error or a histogram that works; never a crash.
    @Test func tenThousandMutations() throws {
        var random = SeededGenerator(seed: 20_261_121)
        var origin = Histogram(layout: try HistogramLayout(lowest: 10, highest: 10_000_000, digits: 2))
        for _ in 0..<60 { origin.record(random.next() >> UInt64.random(in: 40...60, using: &random)) }
        let plain = origin.encoded()
        let seeds = [
            plain, EncodedHistogram.wrapped(EncodedHistogram.stored(plain)), try origin.compressed(),
            EncodedHistogram(cookie: 0x1c84_9321, payload: [0, 1, 0, 2, 0, 3]).bytes,
            EncodedHistogram(cookie: 0x1c84_9388, payload: [0, 0, 0, 0, 0, 0, 0, 3], isVersion0: true).bytes,
        ]
        var accepted = 0
        for round in 0..<10_000 {
            var bytes = seeds[round % seeds.count]
            for _ in 0..<Int.random(in: 1...4, using: &random) { mutate(&bytes, &random) }
            guard let histogram = try? Histogram(decoding: bytes) else { continue }
            accepted += 1
            #expect(histogram.value(atPercentile: 100) == histogram.max)
            #expect(histogram.mean.isFinite)
            if round.isMultiple(of: 10) {
                let copy = try Histogram(decoding: histogram.encoded())
                #expect(copy == histogram, "round \(round)")
            }
        }
        // Neither all nor nothing, or the mutations would test little.
        #expect((500...9500).contains(accepted), "\(accepted)")
    }

    private func mutate(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
        guard !bytes.isEmpty else { return bytes.append(UInt8(random.next(upperBound: 256 as UInt64))) }
        let position = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<6, using: &random) {
        case 0: bytes[position] ^= 1 << UInt8.random(in: 0...7, using: &random)
        case 1: bytes[position] = UInt8.random(in: 0...255, using: &random)
        case 2: bytes[position] = [0, 1, 0x7f, 0x80, 0xff][Int.random(in: 0..<5, using: &random)]
        case 3: bytes.remove(at: position)
        case 4: bytes.insert(UInt8.random(in: 0...255, using: &random), at: position)
        default: bytes.removeLast(bytes.count - position)
        }
    }
}

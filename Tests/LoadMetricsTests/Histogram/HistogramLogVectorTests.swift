import LoadMetrics
import LoadTestKit
import Testing

/// The official logs, with the figures that the Java and C tests expect of them.
@Suite(.enabled(if: HistogramVectors.areHere, HistogramVectors.missing))
struct HistogramLogVectorTests {
    struct Expected: Sendable {
        var file: String
        var range: ClosedRange<Double>
        var intervals: Int
        var total: UInt64
        var p999: UInt64
        var max: UInt64
    }

    static let expected = [
        Expected(
            file: "jHiccup-2.0.7S.logV2.hlog",
            range: all,
            intervals: 62,
            total: 48761,
            p999: 1_745_879_039,
            max: 1_796_210_687
        ),
        Expected(
            file: "jHiccup-2.0.7S.logV2.hlog",
            range: 5...20,
            intervals: 15,
            total: 11664,
            p999: 1_536_163_839,
            max: 1_544_552_447
        ),
        Expected(
            file: "jHiccup-2.0.7S.logV2.hlog",
            range: 40...60,
            intervals: 20,
            total: 15830,
            p999: 1_779_433_471,
            max: 1_796_210_687
        ),
        Expected(
            file: "jHiccup-2.0.6.logV1.hlog",
            range: all,
            intervals: 88,
            total: 65964,
            p999: 1_829_765_119,
            max: 1_888_485_375
        ),
        Expected(
            file: "jHiccup-2.0.6.logV1.hlog",
            range: 5...20,
            intervals: 15,
            total: 11213,
            p999: 1_019_740_159,
            max: 1_032_323_071
        ),
        Expected(
            file: "jHiccup-2.0.6.logV1.hlog",
            range: 50...80,
            intervals: 29,
            total: 22630,
            p999: 1_871_708_159,
            max: 1_888_485_375
        ),
        Expected(
            file: "jHiccup-2.0.1.logV0.hlog",
            range: all,
            intervals: 81,
            total: 61256,
            p999: 1_510_998_015,
            max: 1_569_718_271
        ),
        Expected(
            file: "jHiccup-2.0.1.logV0.hlog",
            range: 20...45,
            intervals: 25,
            total: 18492,
            p999: 459_007,
            max: 623_103
        ),
        Expected(
            file: "jHiccup-2.0.1.logV0.hlog",
            range: 46...80,
            intervals: 34,
            total: 25439,
            p999: 1_209_008_127,
            max: 1_234_173_951
        ),
        Expected(
            file: "ycsb.logV1.hlog",
            range: all,
            intervals: 602,
            total: 300_056,
            p999: 1_214_463,
            max: 1_546_239
        ),
        Expected(
            file: "ycsb.logV1.hlog",
            range: 0...180,
            intervals: 180,
            total: 90033,
            p999: 1_375_231,
            max: 1_546_239
        ),
        Expected(file: "ycsb.logV1.hlog", range: 180...700, intervals: 421, total: 209_686, p999: 530, max: 17775),
        Expected(
            file: "jHiccup-2.0.7S.logV3.hlog",
            range: all,
            intervals: 62,
            total: 48761,
            p999: 1_745_879_039,
            max: 1_796_210_687
        ),
    ]
    static let all = -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude

    @Test(arguments: expected)
    func figures(of expected: Expected) throws {
        let log = HistogramLog(bytes: try HistogramVectors.bytes(expected.file))
        #expect(log.problems == [])
        let intervals = log.intervals(in: expected.range)
        #expect(intervals.count == expected.intervals)
        // The upstream tests sum in a layout of unit 1 and 3 digits.
        var sum = Histogram(layout: try HistogramLayout(lowest: 1, highest: 3_600_000_000_000, digits: 3))
        for interval in intervals { sum.add(interval.histogram) }
        #expect(sum.totalCount == expected.total)
        #expect(sum.value(atPercentile: 99.9) == expected.p999)
        #expect(sum.max == expected.max)
    }

    @Test(arguments: [
        ("jHiccup-2.0.7S.logV2.hlog", 1_441_812_279.474), ("jHiccup-2.0.6.logV1.hlog", 1_438_867_590.285),
        ("jHiccup-2.0.1.logV0.hlog", 1_438_869_961.225), ("ycsb.logV1.hlog", 1_438_613_579.295),
        ("tagged-Log.logV2.hlog", 1_441_812_279.474), ("jHiccup-2.0.7S.logV3.hlog", 1_441_812_279.474),
    ])
    func startTime(file: String, start: Double) throws {
        let log = HistogramLog(bytes: try HistogramVectors.bytes(file))
        #expect(log.startTime == start)
        let first = try #require(log.intervals.first)
        #expect(abs(first.start - start) < 1)
        #expect(abs(first.offset) < 1)
    }

    @Test func sumsInTheLogsOwnLayout() throws {
        let log = HistogramLog(bytes: try HistogramVectors.bytes("jHiccup-2.0.7S.logV2.hlog"))
        let sum = try #require(log.sums[nil])
        #expect(sum.layout.digits == 2)
        #expect(sum.value(atPercentile: 50) == 344_063)
        #expect(sum.value(atPercentile: 95) == 629_145_599)
        #expect(sum.value(atPercentile: 99) == 1_434_451_967)
        #expect(sum.value(atPercentile: 99.9) == 1_753_219_071)
        #expect(sum.max == 1_803_550_719)
    }

    @Test func tags() throws {
        let log = HistogramLog(bytes: try HistogramVectors.bytes("tagged-Log.logV2.hlog"))
        #expect(log.intervals.count == 42)
        #expect(log.intervals.count { $0.tag == "A" } == 21)
        #expect(Set(log.sums.keys) == [nil, "A"])
        #expect(log.sums[nil] == log.sums["A"])
        #expect(log.intervals.reduce(0) { $0 + $1.histogram.totalCount } == 32290)

        let mixed = HistogramLog(bytes: try HistogramVectors.bytes("jHiccup-2.0.7S.logV3.hlog"))
        #expect(mixed.intervals.count { $0.tag != nil } == 4)
    }

    @Test(arguments: [
        "test_tagged_invalid_histogram.txt", "test_tagged_invalid_tag_key.txt", "test_tagged_invalid_timestamp.txt",
        "test_tagged_missing_histogram.txt",
    ])
    func malformedLines(file: String) throws {
        let log = HistogramLog(bytes: try HistogramVectors.bytes(file))
        #expect(log.intervals.isEmpty)
        #expect(log.problems.map(\.line) == [1])
    }
}

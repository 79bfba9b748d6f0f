import LoadMetrics
import Testing

@Suite struct HistogramStatisticsTests {
    @Test func standardHistogram() throws {
        let raw = try StandardHistogram.raw()
        #expect(raw.totalCount == 10_001)
        #expect(raw.value(atPercentile: 30) == 1000)
        #expect(raw.value(atPercentile: 99.99) == 1000)
        #expect(raw.value(atPercentile: 99.999) == 100_007_935)
        #expect(raw.value(atPercentile: 100) == 100_007_935)
        #expect(raw.exactMax == 100_000_000)
        #expect(agree(raw.mean, 10_996.417158284172))
        #expect(agree(raw.exactMean, 110_000_000.0 / 10_001))

        let corrected = try StandardHistogram.corrected()
        #expect(corrected.totalCount == 20_000)
        #expect(corrected.value(atPercentile: 75) == 50_003_967)
        #expect(corrected.value(atPercentile: 90) == 80_019_455)
        #expect(corrected.value(atPercentile: 99) == 98_041_855)
        #expect(corrected.value(atPercentile: 99.99) == 100_007_935)
        #expect(agree(corrected.mean, 25_003_006.6994))
    }

    /// The values that a stalled loop did not send are made up for afterwards, to the same counters.
    @Test func correctionOfACoordinatedLoop() throws {
        let corrected = try StandardHistogram.raw().corrected(expectedInterval: 10_000)
        #expect(corrected.value(atPercentile: 50) == 1000)
        #expect(corrected == (try StandardHistogram.corrected()))
        #expect(corrected.exactMin == 1000)
        #expect(corrected.exactMax == 100_000_000)
        #expect(abs(corrected.exactMean / (try StandardHistogram.corrected().exactMean) - 1) < 1e-3)
        #expect(try StandardHistogram.raw().corrected(expectedInterval: 0) == StandardHistogram.raw())
        #expect(try StandardHistogram.raw().corrected(expectedInterval: .max) == StandardHistogram.raw())
        #expect(Histogram().corrected(expectedInterval: 1).isEmpty)
        // Billions of missing values, more than counters hold: counted at once, and saturating.
        var stall = Histogram()
        stall.record(.max, count: .max)
        #expect(stall.corrected(expectedInterval: 1).totalCount == UInt64(Int64.max))
        var hour = Histogram()
        hour.record(3_600_000_000_000)
        let every = hour.corrected(expectedInterval: 1000).totalCount
        #expect(abs(Double(every) - 3.6e9) < 4e6)
    }

    @Test func emptyHistogram() {
        let empty = Histogram()
        #expect(empty.isEmpty)
        #expect([empty.min, empty.max, empty.exactMin, empty.exactMax] == [0, 0, 0, 0])
        #expect([empty.mean, empty.exactMean, empty.standardDeviation] == [0, 0, 0])
        #expect(empty.value(atPercentile: 99) == 0)
        #expect(empty.percentile(atOrBelow: 5) == 100)
        #expect(empty.count(atOrAbove: 0) == 0)
        #expect(Array(empty.buckets).isEmpty)
    }

    @Test func percentileAtItsEdges() {
        var histogram = Histogram()
        histogram.record(2_000_000)
        histogram.record(700_000_000)
        let first = HistogramLayout.latency.lowestEquivalent(2_000_000)
        #expect(histogram.value(atPercentile: 0) == first)
        #expect(histogram.value(atPercentile: -7) == first)
        #expect(histogram.value(atPercentile: .leastNonzeroMagnitude) > first)
        #expect(histogram.value(atPercentile: 50) == HistogramLayout.latency.highestEquivalent(2_000_000))
        let last = HistogramLayout.latency.highestEquivalent(700_000_000)
        for percentile in [50.1, 100, 101, .infinity, .nan] {
            #expect(histogram.value(atPercentile: percentile) == last, "\(percentile)")
        }
        #expect(histogram.value(atPercentile: -.infinity) == first)
    }

    /// 0.3 · 10 is a little more than 3 in binary: the rank is 3 nevertheless.
    @Test func anExactRankIsNotPushedUp() throws {
        var histogram = Histogram(layout: try HistogramLayout(lowest: 1, highest: 1000, digits: 3))
        for value in 1...1000 { histogram.record(UInt64(value)) }
        for tenth in 1...1000 {
            #expect(histogram.value(atPercentile: Double(tenth) / 10) == UInt64(tenth))
        }
    }

    @Test func countsSaturate() {
        var histogram = Histogram(layout: .phase)
        histogram.record(1_000_000, count: .max)
        histogram.record(1_000_000, count: .max)
        histogram.record(.max, count: .max)
        let limit = UInt64(Int64.max)
        #expect(histogram.totalCount == limit)
        #expect(histogram.clampedCount == limit)
        #expect(histogram.count(at: 1_000_000) == limit)
        #expect((histogram + histogram).totalCount == limit)
        #expect((histogram + histogram).count(at: 1_000_000) == limit)
        #expect(histogram.value(atPercentile: 100) >= 1_000_000)
        #expect(histogram.count(atOrAbove: 0) == limit)
        #expect(histogram.percentile(atOrBelow: .max) == 100)
        #expect(histogram.exactMean.isFinite)
        #expect(!histogram.percentileSteps().isEmpty)
        #expect(throws: HistogramError.self) { try Histogram(decoding: histogram.encoded()) }
    }

    @Test func equalityIsThatOfTheContent() {
        var a = Histogram(layout: .phase)
        var b = Histogram(layout: .phase)
        a.record(5_000_000)
        a.record(100_000)
        b.record(100_000)
        #expect(a != b)
        b.record(5_000_000)
        #expect(a == b)
        b.record(900_000_000)
        b.reset()
        #expect(b == Histogram(layout: .phase))
        #expect(b != Histogram(layout: .latency))
        // The same total elsewhere is another content.
        var c = Histogram(layout: .phase)
        c.record(100_000)
        c.record(60_000_000)
        #expect(a != c)
    }

    @Test func copiesAreIndependent() {
        var a = Histogram()
        a.record(1_000_000)
        let b = a
        a.record(1_000_000)
        #expect(b.count(at: 1_000_000) == 1)
        #expect(a.count(at: 1_000_000) == 2)
    }
}

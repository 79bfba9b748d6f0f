import Testing

@testable import LoadMetrics

@Suite struct HistogramRecorderTests {
    @Test func countsLikeTheValue() {
        var recorder = HistogramRecorder(layout: .latency)
        var expected = Histogram(layout: .latency)
        var random = SeededGenerator(seed: 11)
        for _ in 0..<20_000 {
            let value = random.durationLike()
            recorder.record(value)
            expected.record(value)
        }
        #expect(recorder.totalCount == 20_000)
        let drained = recorder.drain()
        #expect(drained == expected)
        #expect(drained.exactMin == expected.exactMin)
        #expect(drained.exactMax == expected.exactMax)
        #expect(drained.exactMean == expected.exactMean)
        #expect(drained.clampedCount == expected.clampedCount)
    }

    @Test func drainEmptiesAndKeepsPages() {
        var recorder = HistogramRecorder(layout: .latency)
        recorder.record(5_000_000)
        let held = recorder.allocatedBytes
        let first = recorder.drain()
        #expect(first.totalCount == 1)
        #expect(recorder.totalCount == 0)
        let nothing = recorder.drain()
        #expect(nothing.isEmpty)
        #expect(recorder.allocatedBytes == held)

        recorder.record(5_000_000)
        recorder.record(9_000_000_000)
        var sum = first
        recorder.drain(into: &sum)
        #expect(sum.totalCount == 3)
        #expect(sum.count(at: 5_000_000) == 2)
        #expect(sum.exactMax == 9_000_000_000)
    }

    @Test func resetForgets() {
        var recorder = HistogramRecorder(layout: .phase)
        recorder.record(70_000)
        recorder.record(.max)
        recorder.reset()
        #expect(recorder.totalCount == 0)
        #expect(recorder.clampedCount == 0)
        recorder.record(80_000)
        let histogram = recorder.drain()
        #expect(histogram.totalCount == 1)
        #expect(histogram.count(at: 70_000) == 0)
        #expect(histogram.exactMin == 80_000)
    }

    @Test func makesPagesOnFirstTouch() {
        var recorder = HistogramRecorder(layout: .latency)
        #expect(recorder.allocatedBytes == 0)
        #expect(MemoryLayout<HistogramRecorder>.stride <= 256)
        recorder.record(1_000_000)
        let table = 24_576 / 256 * 8
        #expect(recorder.allocatedBytes == table + 2048)
        recorder.record(1_000_001)
        #expect(recorder.allocatedBytes == table + 2048)
        recorder.record(1_000_000_000)
        #expect(recorder.allocatedBytes == table + 2 * 2048)
    }

    @Test func clampsAndCountsIt() {
        var recorder = HistogramRecorder(layout: .latency)
        recorder.record(3_600_000_000_000)
        recorder.record(3_600_000_000_001)
        recorder.record(.max)
        recorder.record(0)
        recorder.record(1)
        #expect(recorder.clampedCount == 2)
        let histogram = recorder.drain()
        #expect(recorder.clampedCount == 0)
        #expect(histogram.totalCount == 5)
        #expect(histogram.clampedCount == 2)
        #expect(histogram.count(at: 3_600_000_000_000) == 3)
        #expect(histogram.count(at: 0) == 2)
        #expect(histogram.exactMin == 0)
        #expect(histogram.exactMax == .max)
        #expect(histogram.max == Histogram.highest(of: .latency))
    }

    @Test func drainsIntoAnotherLayout() {
        var recorder = HistogramRecorder(layout: .phase)
        recorder.record(123_456_789)
        var histogram = Histogram(layout: .latency)
        recorder.drain(into: &histogram)
        #expect(recorder.totalCount == 0)
        #expect(histogram.totalCount == 1)
        #expect(histogram.count(at: HistogramLayout.phase.lowestEquivalent(123_456_789)) == 1)
    }

    @Test func standsInADenseArray() {
        let recorders = UnsafeMutablePointer<HistogramRecorder>.allocate(capacity: 50)
        for index in 0..<50 { (recorders + index).initialize(to: HistogramRecorder(layout: .phase)) }
        for index in 0..<500 { recorders[index % 50].record(UInt64(index) * 10_000) }
        var sum = Histogram(layout: .phase)
        for index in 0..<50 { recorders[index].drain(into: &sum) }
        recorders.deinitialize(count: 50)
        recorders.deallocate()
        #expect(sum.totalCount == 500)
        #expect(sum.exactMean == 2_495_000)
    }
}

extension Histogram {
    fileprivate static func highest(of layout: HistogramLayout) -> UInt64 { layout.highestEquivalent(layout.highest) }
}

extension HistogramRecorder {
    /// Bytes of memory that the recorder holds in addition to its own size: the table of pages and the pages made.
    fileprivate var allocatedBytes: Int {
        guard let pages else { return 0 }
        let slots = HistogramPage.count(for: layout)
        let made = (0..<slots).count { pages[$0] != nil }
        return slots * MemoryLayout<UnsafeMutablePointer<UInt64>?>.stride
            + made * HistogramPage.size * MemoryLayout<UInt64>.stride
    }
}

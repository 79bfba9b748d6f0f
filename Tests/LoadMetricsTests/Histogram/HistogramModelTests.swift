import LoadMetrics
import Testing

/// Against a sorted array of the values: slow and obvious.
@Suite struct HistogramModelTests {
    @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
    func percentilesAndCounts(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let layout: HistogramLayout = seed.isMultiple(of: 2) ? .phase : .latency
        let values = (0..<Int.random(in: 1...1000, using: &random)).map { _ in random.durationLike() }
        let histogram = Histogram(values, layout: layout)
        let kept = values.map { Swift.min($0, layout.highest) }.sorted()

        #expect(histogram.totalCount == UInt64(values.count))
        #expect(histogram.clampedCount == UInt64(values.count { $0 > layout.highest }))
        #expect(histogram.exactMin == values.min())
        #expect(histogram.exactMax == values.max())
        #expect(histogram.min == layout.lowestEquivalent(kept[0]))
        #expect(histogram.max == layout.highestEquivalent(kept[kept.count - 1]))
        for step in 0...400 {
            let percentile = Double(step) / 4
            // ⌈percentile · n / 100⌉ in whole numbers.
            let rank = Swift.max((step * kept.count + 399) / 400, 1)
            let value = kept[rank - 1]
            let expected = step == 0 ? layout.lowestEquivalent(value) : layout.highestEquivalent(value)
            #expect(histogram.value(atPercentile: percentile) == expected, "seed \(seed), p\(percentile)")
        }
        for value in values.prefix(50) + [0, .max] {
            let bucket = layout.lowestEquivalent(Swift.min(value, layout.highest))
            let above = kept.count { $0 >= bucket }
            #expect(histogram.count(atOrAbove: value) == UInt64(above), "seed \(seed), \(value)")
            let below = kept.count { $0 <= layout.highestEquivalent(bucket) }
            let share = 100 * Double(below) / Double(kept.count)
            #expect(histogram.percentile(atOrBelow: value) == share, "seed \(seed), \(value)")
        }
    }

    @Test(arguments: [7, 8, 9] as [UInt64])
    func momentsAndBuckets(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let layout = HistogramLayout.latency
        let values = (0..<2000).map { _ in UInt64.random(in: 0...5_000_000_000, using: &random) }
        let histogram = Histogram(values, layout: layout)
        let medians = values.map { Double(layout.medianEquivalent($0)) }
        let mean = medians.reduce(0, +) / 2000
        let variance = medians.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 2000
        #expect(agree(histogram.mean, mean))
        #expect(abs(histogram.standardDeviation / variance.squareRoot() - 1) < 1e-9)
        #expect(agree(histogram.exactMean, values.reduce(0) { $0 + Double($1) } / 2000))

        let expected = Dictionary(grouping: values, by: layout.lowestEquivalent).mapValues { UInt64($0.count) }
        let buckets = Array(histogram.buckets)
        #expect(Dictionary(uniqueKeysWithValues: buckets.map { ($0.lowest, $0.count) }) == expected)
        #expect(buckets.map(\.lowest) == buckets.map(\.lowest).sorted())
        #expect(buckets.allSatisfy { layout.highestEquivalent($0.lowest) == $0.highest })
    }

    @Test(arguments: [10, 11, 12] as [UInt64])
    func mergeIsTheHistogramOfAll(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let parts = (0..<5).map { _ in (0..<400).map { _ in random.durationLike() } }
        let whole = Histogram(parts.flatMap { $0 })
        let forward = parts.map { Histogram($0) }.reduce(Histogram(), +)
        let backward = parts.reversed().map { Histogram($0) }.reduce(Histogram(), +)
        for sum in [forward, backward] {
            #expect(sum == whole)
            #expect(sum.exactMean == whole.exactMean)
            #expect(sum.exactMin == whole.exactMin)
            #expect(sum.exactMax == whole.exactMax)
            #expect(sum.clampedCount == whole.clampedCount)
        }
        // A page made by one part must not be shared with the sum.
        var part = Histogram(parts[0])
        var sum = Histogram()
        sum.add(part)
        part.record(parts[0][0])
        #expect(sum == Histogram(parts[0]))
    }

    @Test func mergeOfAnotherLayoutRecordsLowestValues() throws {
        let fine = try HistogramLayout(lowest: 1, highest: 3_600_000_000_000, digits: 3)
        var random = SeededGenerator(seed: 13)
        let values = (0..<500).map { _ in UInt64.random(in: 0...3_000_000_000_000, using: &random) }
        var sum = Histogram(layout: fine)
        sum.add(Histogram(values, layout: .phase))
        #expect(sum == Histogram(values.map(HistogramLayout.phase.lowestEquivalent), layout: fine))
    }

    @Test(arguments: [14, 15, 16, 17] as [UInt64])
    func readsBackWhatItWrites(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let layout = try HistogramLayout(
            lowest: UInt64.random(in: 1...5000, using: &random),
            highest: 3_600_000_000_000,
            digits: Int.random(in: 0...5, using: &random)
        )
        var histogram = Histogram(layout: layout)
        for _ in 0..<Int.random(in: 0...2000, using: &random) {
            histogram.record(random.durationLike(), count: random.next() >> UInt64.random(in: 20...63, using: &random))
        }
        for copy in [
            try Histogram(decoding: histogram.encoded()), try Histogram(decoding: histogram.compressed()),
            try Histogram(base64: histogram.base64(level: 1)),
        ] {
            #expect(copy == histogram, "seed \(seed)")
            #expect(agree(copy.mean, histogram.mean))
            #expect(agree(copy.exactMean, histogram.mean))
            #expect(copy.exactMax == histogram.max)
        }
    }
}

extension Histogram {
    fileprivate init(_ values: some Sequence<UInt64>, layout: HistogramLayout = .latency) {
        self.init(layout: layout)
        for value in values { record(value) }
    }
}

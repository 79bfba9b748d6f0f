import LoadMetrics
import Testing

@Suite struct HistogramPercentileTableTests {
    private func example() throws -> Histogram {
        var histogram = Histogram(layout: try HistogramLayout(lowest: 1, highest: 100_000, digits: 2))
        for value in [10, 20, 20, 30] as [UInt64] { histogram.record(value) }
        return histogram
    }

    @Test func table() throws {
        let table = try example().percentileTable(ticksPerHalfDistance: 5, valueUnitRatio: 1)
        let expected = """
                   Value     Percentile TotalCount 1/(1-Percentile)

                   10.00 0.000000000000          1           1.00
                   10.00 0.100000000000          1           1.11
                   10.00 0.200000000000          1           1.25
                   20.00 0.300000000000          3           1.43
                   20.00 0.400000000000          3           1.67
                   20.00 0.500000000000          3           2.00
                   20.00 0.550000000000          3           2.22
                   20.00 0.600000000000          3           2.50
                   20.00 0.650000000000          3           2.86
                   20.00 0.700000000000          3           3.33
                   20.00 0.750000000000          3           4.00
                   30.00 0.775000000000          4           4.44
                   30.00 1.000000000000          4
            #[Mean    =        20.00, StdDeviation   =         7.07]
            #[Max     =        30.00, Total count    =            4]
            #[Buckets =           10, SubBuckets     =          256]

            """
        #expect(table == expected)
    }

    @Test func unitsAndEmptiness() throws {
        var histogram = Histogram()
        #expect(histogram.percentileSteps().isEmpty)
        #expect(histogram.percentileTable().contains("#[Mean    =        0.000, StdDeviation   =        0.000]"))
        histogram.record(1_500_000)
        #expect(histogram.percentileTable().contains("\n       1.500 0.000000000000          1           1.00\n"))
    }

    @Test func stepsRiseAndEnd() throws {
        var random = SeededGenerator(seed: 21)
        var histogram = Histogram()
        for _ in 0..<300 {
            histogram.record(random.durationLike(), count: random.next() >> UInt64.random(in: 1...63, using: &random))
        }
        for ticks in [-1, 1, 5, 1000] {
            let steps = histogram.percentileSteps(ticksPerHalfDistance: ticks)
            #expect(steps.last?.percentile == 100)
            #expect(steps.last?.totalCount == histogram.totalCount)
            #expect(steps.last?.value == histogram.max)
            for (a, b) in zip(steps, steps.dropFirst()) {
                #expect(a.percentile < b.percentile)
                #expect(a.value <= b.value)
                #expect(a.totalCount <= b.totalCount)
            }
        }
    }
}

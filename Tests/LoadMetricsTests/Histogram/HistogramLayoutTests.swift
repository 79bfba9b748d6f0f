import Foundation
import LoadMetrics
import Testing

@Suite struct HistogramLayoutTests {
    @Test(
        arguments: [
            (1, 3_600_000_000, 3, 23_552), (1, 60_000_000, 3, 17_408), (1000, 3_600_000_000_000, 3, 24_576),
            (1000, 60_000_000_000, 3, 18_432), (1000, 60_000_000_000, 2, 2688),
        ] as [(UInt64, UInt64, Int, Int)]
    )
    func counters(lowest: UInt64, highest: UInt64, digits: Int, counters: Int) throws {
        let layout = try HistogramLayout(lowest: lowest, highest: highest, digits: digits)
        #expect(layout.counterCount == counters)
    }

    @Test func bucketAt200Milliseconds() {
        #expect(HistogramLayout.latency.lowestEquivalent(200_000_000) == 199_884_800)
        #expect(HistogramLayout.latency.highestEquivalent(200_000_000) == 200_015_871)
        #expect(HistogramLayout.latency.medianEquivalent(200_000_000) == 199_884_800 + 65_536)
    }

    @Test(
        arguments: [
            (0, 100, 3), (10, 19, 3), (1, 1000, 6), (1, 1000, -1), (1, .max, 3), (1, 1 << 63, 0), (1 << 62, 1 << 62, 0),
            (1 << 52, UInt64(Int64.max), 5),
        ] as [(UInt64, UInt64, Int)]
    )
    func refusesNonsense(lowest: UInt64, highest: UInt64, digits: Int) {
        #expect(throws: HistogramError.self) {
            try HistogramLayout(lowest: lowest, highest: highest, digits: digits)
        }
    }

    /// Buckets follow each other without gap or overlap over the whole range, in every precision.
    @Test(
        arguments: [
            (1, 3_600_000_000, 3), (1000, 3_600_000_000_000, 2), (1, UInt64(Int64.max), 0), (7, UInt64(Int64.max), 1),
            (1 << 61, UInt64(Int64.max), 0), (1 << 44, UInt64(Int64.max), 5), (1, 2, 5),
        ] as [(UInt64, UInt64, Int)]
    )
    func bucketsTileTheRange(lowest: UInt64, highest: UInt64, digits: Int) throws {
        let layout = try HistogramLayout(lowest: lowest, highest: highest, digits: digits)
        var expected: UInt64 = 0
        for index in 0..<layout.counterCount {
            try #require(layout.lowestValue(at: index) == expected, "counter \(index)")
            try #require(layout.index(of: expected) == index)
            try #require(layout.index(of: layout.highestValue(at: index)) == index)
            expected = layout.highestValue(at: index) + 1
        }
        #expect(expected > highest)
        #expect(layout.index(of: highest) < layout.counterCount)
    }

    @Test func relativeErrorStaysWithinTheDigits() {
        var random = SeededGenerator(seed: 3)
        for _ in 0..<2000 {
            let value = UInt64.random(in: 1_048_576...3_600_000_000_000, using: &random)
            let width =
                HistogramLayout.latency.highestEquivalent(value) - HistogramLayout.latency.lowestEquivalent(value)
            #expect(Double(width) / Double(value) < 1e-3)
        }
    }

    @Test func anyValueAndAnyIndexHasAnAnswer() {
        let layout = HistogramLayout.latency
        #expect(layout.index(of: .max) == layout.counterCount - 1)
        #expect(layout.highestEquivalent(.max) == .max)
        #expect(layout.lowestEquivalent(.max) < .max)
        #expect(layout.lowestValue(at: -5) == 0)
        #expect(layout.lowestValue(at: .max) == layout.lowestValue(at: layout.counterCount - 1))
    }

    @Test func travelsAsJSON() throws {
        let text = try JSONEncoder().encode(HistogramLayout.latency)
        #expect(try JSONDecoder().decode(HistogramLayout.self, from: text) == .latency)
        let wrong = Data(#"{"lowest":0,"highest":100,"digits":3}"#.utf8)
        #expect(throws: HistogramError.self) { try JSONDecoder().decode(HistogramLayout.self, from: wrong) }
    }
}

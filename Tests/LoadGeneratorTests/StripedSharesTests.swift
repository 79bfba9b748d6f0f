import Groundwork
import LoadPlan
import Testing

@testable import LoadGenerator

@Suite struct StripedSharesTests {
    private struct Vectors: Decodable {
        struct Case: Decodable {
            var seq, seg: String
            var start, lcd: Int
            var offsets: [Int]
        }
        var stripedOffsets: [Case]
    }

    /// `0.3` or `2/5` as so many of `parts`.
    private func count(_ text: Substring, of parts: Int) throws -> Int {
        let numbers = try text.split(separator: "/").map { try #require(Double($0)) }
        return Int((numbers[0] / (numbers.count > 1 ? numbers[1] : 1) * Double(parts)).rounded())
    }

    @Test func stripesOfTheReference() throws {
        let cases = try VectorFile.read("arrival-sharding", as: Vectors.self).stripedOffsets
        #expect(cases.count == 6)
        for expected in cases {
            var ends = try expected.seq.split(separator: ",").map { try count($0, of: expected.lcd) }
            if ends.last != expected.lcd { ends.append(expected.lcd) }
            let begin = try count(expected.seg.prefix { $0 != ":" }, of: expected.lcd)
            let share = try #require(ends.firstIndex(of: begin))
            let shares = try #require(StripedShares(zip(ends.dropFirst(), ends).map { $0 - $1 }))
            #expect(shares.cycle == expected.lcd)
            #expect(shares.places[share].first == expected.start, "\(expected.seq) \(expected.seg)")
            #expect(shares.gaps(of: share) == expected.offsets, "\(expected.seq) \(expected.seg)")
        }
    }

    /// Whatever the sizes, each place belongs to one share.
    @Test func everyPlaceIsTakenOnce() throws {
        var random = SeededRandom(seed: 5, 0, 0)
        for _ in 0..<200 {
            let sizes = (0..<(1 + Int(random.below(8)))).map { _ in 1 + Int(random.below(20)) }
            let shares = try #require(StripedShares(sizes))
            #expect(shares.places.map(\.count) == sizes)
            #expect(shares.places.joined().sorted() == Array(0..<sizes.reduce(0, +)))
            for share in sizes.indices { #expect(shares.gaps(of: share).reduce(0, +) == shares.cycle) }
        }
    }

    @Test func sharesThatAreNone() {
        #expect(StripedShares([]) == nil)
        #expect(StripedShares([1, 0]) == nil)
        #expect(StripedShares([10_000, 1]) == nil)
        #expect(StripedShares([.max, .max]) == nil)
    }
}

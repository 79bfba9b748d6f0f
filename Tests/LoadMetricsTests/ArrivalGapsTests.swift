import Foundation
import Testing

@testable import LoadMetrics

@Suite struct ArrivalGapsTests {
    /// A² by its integral, ∫ (F_n − F)² / (F (1 − F)) dF · n, on a fine grid of F.
    private func integral(_ values: [Double]) -> Double {
        let shares = values.map { 1 - exp(-$0) }.sorted()
        let steps = 400_000
        var (sum, index) = (0.0, 0)
        for step in 0..<steps {
            let share = (Double(step) + 0.5) / Double(steps)
            while index < shares.count, shares[index] <= share { index += 1 }
            let distance = Double(index) / Double(shares.count) - share
            sum += distance * distance / (share * (1 - share))
        }
        return sum / Double(steps) * Double(shares.count)
    }

    @Test func andersonDarlingIsItsIntegral() throws {
        let values = (1...40).map { 0.07 * Double($0 * $0 % 37) + 0.01 }
        let found = try #require(ArrivalGaps.andersonDarling(values))
        #expect(abs(found - integral(values)) < 0.01 * found)
    }

    @Test func theQuantilesOfADistributionFitItBest() throws {
        let quantiles = (0..<1000).map { -log(1 - (Double($0) + 0.5) / 1000) }
        #expect(try #require(ArrivalGaps.andersonDarling(quantiles)) < 0.05)
        #expect(try #require(ArrivalGaps.andersonDarling(quantiles.map { $0 * 1.3 })) > 7.7)
        #expect(try #require(ArrivalGaps.andersonDarling(quantiles.map { _ in 1 })) > 100)
    }

    @Test func kolmogorovIsTheGreatestDistance() throws {
        #expect(try #require(ArrivalGaps.kolmogorov((0..<100).map { (Double($0) + 0.5) / 100 })) < 0.00501)
        // All in the lower half: at one half the distributions are a half apart.
        #expect(abs(try #require(ArrivalGaps.kolmogorov((0..<100).map { Double($0) / 200 })) - 0.505) < 0.0051)
    }

    @Test func tooFewSayNothing() {
        #expect(ArrivalGaps.andersonDarling([1, 2, 3]) == nil)
        #expect(ArrivalGaps.kolmogorov([0.5]) == nil)
        #expect(ArrivalGaps(constant: [], meanGap: 5).errorP99 == nil)
        // Two arrivals at one moment, and one that came before time: no number that is none.
        let found = ArrivalGaps.andersonDarling([0, 0, 1, 1, 2, 2, 3, 3, 50])
        #expect(found.map { $0.isFinite } == true)
    }

    @Test func theWorstOfConstantGaps() {
        let found = ArrivalGaps(constant: (1...200).map { UInt64($0) }, meanGap: 1000)
        #expect(found.errorP99 == 198)
        #expect(found.gaps == 200)
    }
}

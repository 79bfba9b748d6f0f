import Foundation
import Groundwork
import Testing

@testable import SLOAnalysis

/// How several sizes scale.
@Suite("The law of pods") struct PodLawTests {
    /// Brackets of 5 % around a law.
    private func sizes(_ law: ScalabilityLaw, _ pods: [Int]) -> [MeasuredSize] {
        pods.map { count in
            let middle = law.throughput(Double(count))
            return MeasuredSize(
                search: "\(count)",
                pods: count,
                holds: middle / 1.05.squareRoot(),
                doesNotHold: middle * 1.05.squareRoot(),
                perLevel: 1,
                serviceTime: 0.01
            )
        }
    }

    private let mild = ScalabilityLaw(contention: 0.02, coherency: 0.001, alone: 70)

    @Test func itIsFound() throws {
        let law = try #require(PodLaw(sizes(mild, [1, 2, 4, 8, 16, 32])))
        #expect(abs(law.law.contention - 0.02) < 1e-4)
        #expect(abs(law.law.coherency - 0.001) < 1e-5)
        #expect(law.limit == 64)
        let band = law.band(16)
        let middle = mild.throughput(16)
        #expect(band.low < middle && middle < band.high)
        #expect(band.low > 0.9 * middle)
        let peak = try #require(law.peak)
        #expect(abs(peak.pods - 31.3) < 0.1 && peak.low < peak.pods)
        #expect(law.band(0) == (0, 0))
    }

    /// The band is that of the simulation: the truth lies in it in at least 95 of 100 draws within the brackets.
    @Test func theBandHoldsTheTruth() throws {
        var random = SeededRandom(seed: 7)
        var inside = 0
        for _ in 0..<200 {
            let drawn = sizes(mild, [1, 2, 4, 8, 16, 32]).map { size in
                let shift = 0.975 + 0.05 * random.unit()
                return MeasuredSize(
                    search: size.search,
                    pods: size.pods,
                    holds: size.holds * shift,
                    doesNotHold: size.doesNotHold.map { $0 * shift },
                    perLevel: 1,
                    serviceTime: 0.01
                )
            }
            let band = try #require(PodLaw(drawn)).band(48)
            if band.low <= mild.throughput(48), mild.throughput(48) <= band.high { inside += 1 }
        }
        #expect(inside >= 190, "\(inside) of 200")
    }

    @Test func fewerThanFourSizesAreNone() throws {
        #expect(PodLaw(sizes(mild, [1, 2, 4])) == nil)
        #expect(PodLaw(sizes(mild, [1, 1, 2, 2])) == nil)
        let computed = try SizingCalculation(sizes(mild, [1, 2, 4]), .init(peak: .requests(500)))
        #expect(computed.warnings.contains { $0.contains("takes 4 sizes") }, "\(computed.warnings)")
    }

    /// Contention and coherency of a shared database: no number of pods takes 1,000 requests a second.
    @Test func morePodsMayMakeItSlower() throws {
        let shared = sizes(ScalabilityLaw(contention: 0.05, coherency: 0.01, alone: 70), [1, 2, 4, 8, 16])
        let error = #expect(throws: SizingError.self) {
            try SizingCalculation(shared, .init(peak: .requests(1000)))
        }
        #expect(error?.message.contains("more pods make it slower") == true, "\(error?.message ?? "")")
        // 200 / 70 = 2.9, and one that is lost: four pods, if each added as much as the first.
        let computed = try SizingCalculation(shared, .init(peak: .requests(200)))
        #expect(computed.settings.podsAtPeak > 4)
    }

    @Test func beyondTwiceTheLargestNothingIsPromised() {
        let error = #expect(throws: SizingError.self) {
            try SizingCalculation(
                sizes(ScalabilityLaw(contention: 0.01, coherency: 0, alone: 70), [1, 2, 3, 4, 6, 8]),
                .init(peak: .requests(5000))
            )
        }
        #expect(error?.message.contains("twice the largest size") == true, "\(error?.message ?? "")")
    }
}

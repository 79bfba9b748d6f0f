import Groundwork
import LoadPlan
import Testing

@testable import SLOAnalysis

@Suite("Change points") struct ChangePointTests {
    private struct Vectors: Decodable {
        struct Case: Decodable {
            var test: String
            var windowLen: Int
            var maxPvalue: Double
            var minMagnitude: Double
            var expectedIndexes: [Int]
        }
        struct Small: Decodable {
            struct Parameters: Decodable {
                var windowLen: Int
                var maxPvalue: Double
            }
            var sequence: [Double]
            var expectedIndexes: [Int]
            var maxPvalue: Double
            var stepSeries: [Double]
            var stepExpected: [Int]
            var stepParams: Parameters
        }
        var series: [Double]
        var cases: [Case]
        var small: Small
    }

    /// Figures of the reference implementation, with its defects.
    @Test func referenceVectors() throws {
        let vectors = try VectorFile.read("otava-changepoint", as: Vectors.self)
        #expect(vectors.cases.count == 10)
        for example in vectors.cases {
            let finder = ChangePoints(
                window: example.windowLen,
                level: example.maxPvalue,
                smallest: example.minMagnitude,
                isReference: true
            )
            #expect(finder.find(in: vectors.series).map(\.index) == example.expectedIndexes, "\(example.test)")
        }
    }

    @Test(arguments: [true, false]) func steps(isReference: Bool) throws {
        let small = try VectorFile.read("otava-changepoint", as: Vectors.self).small
        let first = ChangePoints(level: small.maxPvalue, isReference: isReference).find(in: small.sequence)
        #expect(first.map(\.index) == small.expectedIndexes)
        let parameters = small.stepParams
        let second = ChangePoints(
            window: parameters.windowLen,
            level: parameters.maxPvalue,
            isReference: isReference
        ).find(in: small.stepSeries)
        #expect(second.map(\.index) == small.stepExpected)
        #expect(abs((second.first?.after ?? 0) - 0.501) < 1e-9)
    }

    /// Figures without a change, and what the reference's defects make of them.
    @Test func noiseHasNoChangePoint() {
        func share(isReference: Bool, smallest: Double = 0) -> Double {
            var found = 0
            for seed in UInt64(0)..<80 {
                var random = SeededRandom(seed: seed, 7, 0)
                // The sum of twelve uniform numbers is nearly normal; 3 % from run to run.
                let values = (0..<60).map { _ in
                    100 + 3 * ((0..<12).reduce(0.0) { sum, _ in sum + random.unit() } - 6)
                }
                if !ChangePoints(smallest: smallest, isReference: isReference).find(in: values).isEmpty { found += 1 }
            }
            return Double(found) / 80
        }
        let corrected = share(isReference: false)
        #expect(corrected <= 0.06, "\(corrected)")
        #expect(share(isReference: true) >= corrected)
        #expect(share(isReference: false, smallest: 0.05) <= 0.03)
    }

    @Test func oddSeries() {
        let finder = ChangePoints()
        #expect(finder.find(in: []).isEmpty)
        #expect(finder.find(in: [1, 2]).isEmpty)
        #expect(finder.find(in: [Double](repeating: 5, count: 100)).isEmpty)
        #expect(finder.find(in: [1, .nan, 2, 3]).isEmpty)
        let step = [Double](repeating: 1, count: 30) + [Double](repeating: 2, count: 30)
        #expect(finder.find(in: step).map(\.index) == [30])
    }
}

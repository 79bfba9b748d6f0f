import Testing

@testable import SLOAnalysis

@Suite("Comparisons of runs")
struct RunComparisonTests {
    @Test func welchKnowsEqualVariances() throws {
        let shift = try #require(RunComparison.welch(base: [1, 2, 3, 4], new: [2, 3, 4, 5]))
        #expect(agrees(shift.estimate, 1, within: 1e-12))
        // s² = 5/3 each, 6 degrees of freedom, t = 1.943180.
        let width = 1.9431802805153022 * (2 * (5.0 / 3) / 4).squareRoot()
        #expect(agrees(shift.upper - shift.estimate, width, within: 1e-9))
        #expect(agrees(shift.estimate - shift.lower, width, within: 1e-9))
    }

    @Test func evidenceAndLimitAgree() throws {
        let history = [0.0, 0.02, -0.02, 0.01, -0.01, 0.03, -0.03, 0.0]
        // At the lower limit of 0 as much comes by chance in 5 % of the cases.
        let edge = 1.8945786050900095 * 0.02 * (1.0 + 1.0 / 8).squareRoot()
        let shift = try #require(RunComparison.prediction(history: history, new: edge))
        #expect(abs(shift.lower) < 1e-12)
        #expect(agrees(try #require(shift.evidence), 0.05, within: 1e-9))
        let flat = try #require(RunComparison.welch(base: [1, 1], new: [2, 2]))
        #expect(flat.evidence == 0 && flat.lower == 1 && flat.upper == 1)
        // Runs differ by no less than their own samples do.
        let noisy = try #require(RunComparison.welch(base: [1, 1], new: [2, 2], noise: (0.3, 0.4)))
        #expect(
            agrees(
                noisy.upper - 1,
                StudentDistribution.quantile(0.95, degrees: 1.8547) * (0.25 / 2).squareRoot(),
                within: 1e-3
            )
        )
    }

    @Test func predictionIsWiderThanTheMeansInterval() throws {
        let history = [0.0, 0.02, -0.02, 0.01, -0.01, 0.03, -0.03, 0.0]
        let shift = try #require(RunComparison.prediction(history: history, new: 0.1))
        #expect(agrees(shift.estimate, 0.1, within: 1e-12))
        // s = 0.02, t of 7 degrees, √(1 + 1/8).
        let width = 1.8945786050900095 * 0.02 * (1.0 + 1.0 / 8).squareRoot()
        #expect(agrees(shift.upper - 0.1, width, within: 1e-9))
        #expect(RunComparison.prediction(history: [1], new: 1) == nil)
    }

    @Test func recoveredVariances() throws {
        let same = try #require(RunComparison.recovered(base: (90, 100, 110), new: (90, 100, 110)))
        #expect(same.estimate == 0)
        #expect(same.lower < 0 && same.upper > 0)
        let slower = try #require(RunComparison.recovered(base: (99, 100, 101), new: (119, 120, 121)))
        #expect(slower.lower > 0)
        #expect(RunComparison.recovered(base: (0, 1, 2), new: (1, 1, 1)) == nil)
        #expect(RunComparison.recovered(base: (1, 1, 1), new: (1, 1, .infinity)) == nil)
    }
}

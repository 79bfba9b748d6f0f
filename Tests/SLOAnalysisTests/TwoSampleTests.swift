import Testing

@testable import SLOAnalysis

/// Against the figures of other implementations: perfolizer (Harrell–Davis, Mann–Whitney) and Kayenta with R (the
/// interval of the shift).
@Suite("Two samples") struct TwoSampleTests {
    private struct Vectors: Decodable {
        struct Quantiles: Decodable {
            struct Case: Decodable { var sample, probabilities, expected: [Double] }
            var cases: [String: Case]
        }
        struct Ranks: Decodable {
            struct Case: Decodable {
                struct Row: Decodable {
                    var t, u, p: Double
                    enum CodingKeys: String, CodingKey { case t, u = "U", p }
                }
                var name: String
                var x, y: [Double]
                var cases: [Row]
            }
            var cases: [Case]
        }
        struct Shifts: Decodable {
            struct Case: Decodable {
                var experiment, control, ci: [Double]
                var conf, estimate: Double
            }
            var small: Case
            var tieOutWithR: Case
        }
        struct Unequal: Decodable {
            struct Case: Decodable {
                var name: String
                var x, y: [Double]
                /// As text, since two of them are no numbers of JSON.
                var w, df, p: String
                enum CodingKeys: String, CodingKey { case name, x, y, w = "W", df, p }
            }
            var cases: [Case]
        }
        var harrellDavis: Quantiles
        var mannWhitney: Ranks
        var brunnerMunzel: Unequal
        var kayentaMannWhitneyCi: Shifts
    }

    @Test func quantilesOfFewValues() throws {
        let cases = try VectorFile.read("two-sample", as: Vectors.self).harrellDavis.cases
        #expect(cases.count == 2)
        for (name, example) in cases {
            for (share, expected) in zip(example.probabilities, example.expected) {
                let found = try #require(HarrellDavis(example.sample, share))
                #expect(agrees(found.value, expected, within: 1e-9), "\(name) at \(share)")
            }
        }
        #expect(HarrellDavis([], 0.5) == nil)
        #expect(HarrellDavis([1, .infinity], 0.5) == nil)
    }

    @Test func ranksOfValuesThatDiffer() throws {
        let cases = try VectorFile.read("two-sample", as: Vectors.self).mannWhitney.cases
        #expect(cases.count == 7)
        for example in cases {
            // With −1, 30 pairs of the last case are equal but for rounding: what counts as larger is chance.
            for row in example.cases where example.name != "N30Vs40" || row.t != -1 {
                // "x is greater than y + t": x is what the comparison calls new.
                let comparison = try #require(RankComparison(base: example.y.map { $0 + row.t }, new: example.x))
                #expect(comparison.larger == row.u, "\(example.name) by \(row.t)")
                // One row of the reference is its approximation for many values, two are given with four digits.
                let error = example.name.hasPrefix("N3Vs") ? 5e-5 : row.p == 0.907125793001642 ? 1e-3 : 1e-6 * row.p
                #expect(abs(comparison.evidence - row.p) <= error, "\(example.name) by \(row.t)")
            }
        }
    }

    @Test func ranksOfUnequalSpreads() throws {
        func number(_ text: String) throws -> Double {
            switch text {
            case "double.NegativeInfinity": -.infinity
            case "double.PositiveInfinity": .infinity
            case "double.NaN": .nan
            default: try #require(Double(text))
            }
        }
        let cases = try VectorFile.read("two-sample", as: Vectors.self).brunnerMunzel.cases
        #expect(cases.count == 5)
        for example in cases {
            let found = try #require(BrunnerMunzel(base: example.y, new: example.x), "\(example.name)")
            let degrees = try number(example.df)
            #expect(agrees(found.statistic, try number(example.w), within: 1e-12), "\(example.name)")
            #expect(degrees.isNaN ? found.degrees.isNaN : agrees(found.degrees, degrees, within: 1e-12))
            #expect(agrees(found.evidence, try number(example.p), within: 1e-9), "\(example.name)")
        }
        #expect(BrunnerMunzel(base: [1, 1, 1], new: [1, 1])?.evidence == 1)
        #expect(BrunnerMunzel(base: [1], new: [2, 3]) == nil)
        #expect(BrunnerMunzel(base: [1, .nan], new: [2, 3]) == nil)
    }

    /// Equal values of few runs: every way to share the ranks out is counted.
    @Test func evidenceWithEqualValues() throws {
        let apart = try #require(RankComparison(base: [1, 1, 2, 2], new: [3, 3, 4, 4]))
        #expect(agrees(apart.evidence, 1 / 70, within: 1e-12))
        // Of the three places the larger value takes one: in two of three ways it is among the new.
        let mixed = try #require(RankComparison(base: [1], new: [1, 2]))
        #expect(agrees(mixed.evidence, 2.0 / 3, within: 1e-12))
        #expect(mixed.larger == 1.5)
    }

    @Test func shiftWithItsInterval() throws {
        let shifts = try VectorFile.read("two-sample", as: Vectors.self).kayentaMannWhitneyCi
        let small = try #require(RankComparison(base: shifts.small.control, new: shifts.small.experiment))
        let found = small.shift(alpha: (1 - shifts.small.conf) / 2)
        #expect([found.lower, found.upper] == shifts.small.ci)
        #expect(found.estimate == shifts.small.estimate)
        // The reference looks for the jumps of a step function by a root finder that stops 1e-4 from them.
        let large = try #require(RankComparison(base: shifts.tieOutWithR.control, new: shifts.tieOutWithR.experiment))
        let tied = large.shift(alpha: (1 - shifts.tieOutWithR.conf) / 2)
        #expect(abs(tied.lower - shifts.tieOutWithR.ci[0]) < 1.1e-4)
        #expect(abs(tied.upper - shifts.tieOutWithR.ci[1]) < 1.1e-4)
        #expect(abs(tied.estimate - shifts.tieOutWithR.estimate) < 1.1e-4)
    }

    @Test func equalValuesShowNothing() throws {
        let same = try #require(RankComparison(base: [1, 1, 1, 1], new: [1, 1, 1, 1]))
        #expect(same.superiority == 0.5)
        #expect(same.evidence == 1)
        #expect(same.shift().estimate == 0)
        #expect(RankComparison(base: [], new: [1]) == nil)
        #expect(RankComparison(base: [.nan], new: [1]) == nil)
    }
}

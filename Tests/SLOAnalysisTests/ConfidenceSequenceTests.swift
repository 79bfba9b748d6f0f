import Testing

@testable import SLOAnalysis

@Suite("Confidence sequences")
struct ConfidenceSequenceTests {
    private struct Vectors: Decodable {
        struct Mixture: Decodable {
            struct Log: Decodable { var s, v, vOpt, g, h, expected: Double }
            struct Bound: Decodable { var v, alpha, vOpt, g, h, expected: Double }
            var log: Log
            var bound: Bound
        }
        struct Interval: Decodable { var k, n, alpha, tOpt, lo, hi: Double }
        var betaBinomialTwoSided, betaBinomialOneSided: Mixture
        var bernoulliCi: [Interval]
    }

    /// The reference takes 0.05 as the level that a mixture is tightest for unless told otherwise.
    @Test(arguments: [ConfidenceSequence.Sides.both, .above])
    func mixture(sides: ConfidenceSequence.Sides) throws {
        let vectors = try VectorFile.read("confseq", as: Vectors.self)
        let mixture = sides == .both ? vectors.betaBinomialTwoSided : vectors.betaBinomialOneSided
        let log = mixture.log
        let sequence = ConfidenceSequence(g: log.g, h: log.h, optimum: log.vOpt, alpha: 0.05, sides: sides)
        #expect(agrees(sequence.logRatio(sum: log.s, time: log.v), log.expected, within: 1e-5))
        // The bound is where the ratio reaches 1 / alpha.
        let bound = mixture.bound
        #expect(
            agrees(
                sequence.logRatio(sum: bound.expected, time: bound.v),
                -0.05.naturalLogarithm,
                within: 1e-4
            )
        )
    }

    /// A share is in the interval while its p-value is above alpha: at the interval's ends it equals it.
    @Test func bernoulliIntervals() throws {
        for interval in try VectorFile.read("confseq", as: Vectors.self).bernoulliCi {
            for (end, inward) in [(interval.lo, 1e-5), (interval.hi, -1e-5)] where end > 0 && end < 1 {
                func evidence(_ share: Double) -> Double {
                    ConfidenceSequence.evidence(
                        against: share,
                        counted: interval.k,
                        samples: interval.n,
                        optimum: interval.tOpt,
                        alpha: interval.alpha
                    )
                }
                #expect(evidence(end + inward) > interval.alpha, "k \(interval.k), n \(interval.n)")
                #expect(evidence(end - inward) < interval.alpha, "k \(interval.k), n \(interval.n)")
            }
        }
    }
}

extension Double {
    /// ln by bisection on e^x, good enough for a test.
    fileprivate var naturalLogarithm: Double {
        // −ln 20, the only one needed.
        self == 0.05 ? -2.995732273553991 : .nan
    }
}

import Testing

/// Bounds that hold at all times at once, against the figures of Howard's own implementation (five decimals).
@Suite("Bounds at all times") struct UniformBoundTests {
    private struct Vectors: Decodable {
        struct Mixture: Decodable {
            struct Rho: Decodable { var vOpt, alphaOpt, expected: Double }
            struct Log: Decodable {
                var s, v, vOpt, expected: Double
                var alphaOpt: Double?
            }
            struct Bound: Decodable { var v, alpha, vOpt, expected: Double }
            var bestRho: Rho?
            var log: Log
            var bound: Bound
        }
        struct Process: Decodable {
            var t, alpha, tMin, factor, expected: Double
            enum CodingKeys: String, CodingKey { case t, alpha, tMin, factor = "A", expected }
        }
        struct Stitching: Decodable { var p, t, alpha, tOpt, expected: Double }
        struct Arms: Decodable {
            struct Case: Decodable { var quantile, offset, p: Double }
            var arms: String
            var cases: [Case]
        }
        var twoSidedNormalMixture, oneSidedNormalMixture: Mixture
        var empiricalProcessLilBound: Process
        var doubleStitching: [Stitching]
        var quantileAbPValue: Arms
    }

    private func vectors() throws -> Vectors { try VectorFile.read("confseq", as: Vectors.self) }

    @Test(arguments: [NormalMixture.Sides.both, .above])
    func normalMixtures(sides: NormalMixture.Sides) throws {
        let vectors = try vectors()
        let expected = sides == .both ? vectors.twoSidedNormalMixture : vectors.oneSidedNormalMixture
        #expect((expected.bestRho == nil) == (sides == .above))
        if let rho = expected.bestRho {
            let mixture = try #require(NormalMixture(optimum: rho.vOpt, alpha: rho.alphaOpt, sides: sides))
            #expect(agrees(mixture.rho, rho.expected, within: 1e-5))
        }
        let log = expected.log
        // The reference takes 0.05 as the level that a mixture is tightest for unless told otherwise.
        let logged = try #require(NormalMixture(optimum: log.vOpt, alpha: log.alphaOpt ?? 0.05, sides: sides))
        #expect(agrees(logged.logRatio(sum: log.s, time: log.v), log.expected, within: 1e-6))
        let bound = expected.bound
        let bounded = try #require(NormalMixture(optimum: bound.vOpt, alpha: 0.05, sides: sides))
        #expect(agrees(bounded.bound(time: bound.v, alpha: bound.alpha), bound.expected, within: 1e-6))
    }

    @Test func distanceOfDistributions() throws {
        let vector = try vectors().empiricalProcessLilBound
        let bound = try #require(
            EmpiricalProcessBound(alpha: vector.alpha, earliest: vector.tMin, factor: vector.factor)
        )
        #expect(abs(bound.distance(samples: vector.t) - vector.expected) < 1e-7)
        #expect(bound.distance(samples: vector.tMin - 1) == .infinity)
        #expect(EmpiricalProcessBound(alpha: 0.05, earliest: 100, factor: 0.7) == nil)
        #expect(EmpiricalProcessBound(alpha: 0, earliest: 100) == nil)
    }

    @Test func samplesBelowAQuantile() throws {
        let cases = try vectors().doubleStitching
        #expect(cases.count == 3)
        for vector in cases {
            let bound = try #require(StitchedQuantileBound(optimum: vector.tOpt))
            let found = try #require(bound.deviation(quantile: vector.p, samples: vector.t, alpha: vector.alpha))
            #expect(agrees(found, vector.expected, within: 1e-6), "p \(vector.p)")
        }
        let bound = try #require(StitchedQuantileBound(optimum: 100))
        #expect(bound.deviation(quantile: 1, samples: 10, alpha: 0.05) == nil)
        #expect(StitchedQuantileBound(optimum: 100, power: 1) == nil)
    }

    /// A = 1 … 1,000 against the same moved by an offset.
    @Test func quantilesOfTwoArms() throws {
        let vectors = try vectors().quantileAbPValue
        #expect(vectors.arms == "A=1..1000, B=offset+1..offset+1000, t_opt=100, alpha_opt=.05")
        #expect(vectors.cases.count == 4)
        for vector in vectors.cases {
            let comparison = try #require(QuantileComparison(quantile: vector.quantile, optimum: 100))
            let one = QuantileComparison.Arm((1...1000).map(Double.init))
            let other = QuantileComparison.Arm((1...1000).map { Double($0) + vector.offset })
            let found = comparison.evidence(one, other)
            #expect(
                abs(found - vector.p) < 1e-5 * max(1, 10 * vector.p),
                "p\(vector.quantile) by \(vector.offset): \(found)"
            )
            #expect(comparison.evidence(other, one) == found)
            #expect(comparison.evidence(one, one) == 1)
            #expect(comparison.evidence(one, .init([])) == 1)
        }
    }
}

import Testing

@testable import SLOAnalysis

/// Against the R package usl 3.0.3, its fits checked with scipy.
@Suite("Scalability law") struct ScalabilityTests {
    private struct Vectors: Decodable {
        struct Fit: Decodable {
            var alpha, beta, gamma: Double
            var sigma, squares, nmax, xmax, nopt, xlimit: Double?
            enum CodingKeys: String, CodingKey {
                case alpha, beta, gamma, sigma, squares = "SSE", nmax = "Nmax", xmax = "Xmax", nopt = "Nopt"
                case xlimit = "Xlimit"
            }
        }
        struct Errors: Decodable { var alpha, beta, gamma: Double }
        struct Case: Decodable {
            var alpha, beta, nmax, xlimit, nopt: Double
            enum CodingKeys: String, CodingKey { case alpha, beta, nmax = "Nmax", xlimit = "Xlimit", nopt = "Nopt" }
        }
        struct DataSet: Decodable {
            var n, x: [Double]
            var fit: Fit
            var se: Errors?
            var printed: Errors?
            var efficiency, predicted: [Double]?
            var whatIf: Case?
            enum CodingKeys: String, CodingKey {
                case n = "N", x = "X", fit, se, printed = "rCoef", efficiency = "rEfficiency", predicted = "rPredict"
                case whatIf
            }
        }
        var datasets: [String: DataSet]
    }

    @Test func fitsOfTheReference() throws {
        let sets = try VectorFile.read("usl", as: Vectors.self).datasets
        #expect(sets.count == 4)
        for (name, set) in sets {
            let levels = zip(set.n, set.x).map { LoadLevel(concurrency: $0, throughput: $1) }
            let found = try #require(ScalabilityFit(levels), "\(name)")
            func near(_ a: Double?, _ b: Double?, _ error: Double, _ what: String) {
                guard let b else { return }
                #expect(abs((a ?? .nan) - b) <= error * abs(b), "\(name) \(what): \(a ?? .nan), expected \(b)")
            }
            // The exact set is given with four decimals.
            let error = name == "exact" ? 1e-3 : 1e-5
            near(found.law.contention, set.fit.alpha, error, "α")
            near(found.law.coherency, set.fit.beta, error, "β")
            near(found.law.alone, set.fit.gamma, error, "γ")
            near(found.deviation, set.fit.sigma, 1e-5, "σ")
            near(found.law.peak, set.fit.nmax, error, "peak")
            near(found.law.peak.map(found.law.throughput), set.fit.xmax, error, "throughput at the peak")
            near(found.law.limit, set.fit.xlimit, error, "limit")
            // Where growth without contention would reach the limit.
            near(found.law.limit.map { $0 / found.law.alone }, set.fit.nopt, error, "optimum")
            near(found.deviation * found.deviation * Double(set.n.count - 3), set.fit.squares, 1e-5, "squares")
            if let se = set.se {
                for (a, b) in zip(found.standardErrors ?? [], [se.alpha, se.beta, se.gamma]) {
                    near(a, b, 1e-3, "error")
                }
            }
            #expect(found.hasPeak == (set.fit.beta > 0), "\(name)")
        }
    }

    /// What the package prints of its fits, as far as it prints it.
    @Test func figuresThatThePackagePrints() throws {
        let sets = try VectorFile.read("usl", as: Vectors.self).datasets
        let coefficients = try #require(sets["raytracer_first6"])
        let printed = try #require(coefficients.printed)
        let levels = zip(coefficients.n, coefficients.x).map { LoadLevel(concurrency: $0, throughput: $1) }
        let law = try #require(ScalabilityFit(levels)).law
        for (found, expected) in zip(
            [law.contention, law.coherency, law.alone],
            [printed.alpha, printed.beta, printed.gamma]
        ) {
            #expect(abs(found - expected) <= 5.001e-6)
        }
        let set = try #require(sets["specsdm91"])
        let sdm = try #require(ScalabilityFit(zip(set.n, set.x).map { LoadLevel(concurrency: $0, throughput: $1) })).law
        let predicted = try #require(set.predicted)
        let efficiency = try #require(set.efficiency)
        for (index, n) in set.n.enumerated() {
            #expect(abs(sdm.throughput(n) - predicted[index]) <= 0.5, "N \(n)")
            #expect(abs(set.x[index] / (sdm.alone * n) - efficiency[index]) <= 5.001e-5, "N \(n)")
        }
        // With other contention and coherency, and the same throughput of one alone.
        let expected = try #require(set.whatIf)
        let other = ScalabilityLaw(contention: expected.alpha, coherency: expected.beta, alone: sdm.alone)
        #expect(abs(try #require(other.peak) - expected.nmax) < 5e-5)
        let limit = try #require(other.limit)
        #expect(agrees(limit, expected.xlimit, within: 2e-7))
        #expect(agrees(limit / other.alone, expected.nopt, within: 1e-12))
    }

    @Test func tooLittleIsNoFit() {
        let two = [LoadLevel(concurrency: 1, throughput: 1), LoadLevel(concurrency: 2, throughput: 2)]
        #expect(ScalabilityFit(two) == nil)
        #expect(ScalabilityFit(two + two) == nil)
        #expect(ScalabilityFit(two + [LoadLevel(concurrency: .infinity, throughput: 3)]) == nil)
        #expect(ScalabilityFit((1...6).map { LoadLevel(concurrency: Double($0), throughput: 0) }) == nil)
    }

    /// A service that serves all alike has neither contention nor a peak.
    @Test func linearGrowthHasNoPeak() throws {
        let fit = try #require(
            ScalabilityFit((1...8).map { LoadLevel(concurrency: Double($0), throughput: 100 * Double($0)) })
        )
        #expect(fit.law.contention < 1e-9 && fit.law.coherency < 1e-9)
        #expect(!fit.hasPeak)
        #expect(agrees(fit.law.alone, 100, within: 1e-9))
    }
}

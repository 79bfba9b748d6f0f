import Testing

@testable import SLOAnalysis

@Suite("Distributions")
struct DistributionTests {
    @Test func logGammaOfFactorialsAndHalves() {
        var factorial = 0.0
        for n in 1...60 {
            factorial += logOf(Double(n))
            #expect(agrees(LogGamma.of(Double(n) + 1), factorial, within: 1e-13))
        }
        #expect(agrees(LogGamma.of(0.5), 0.572364942924700087, within: 1e-14))
        #expect(agrees(LogGamma.of(1e6), 12_815_504.569147611660, within: 1e-14))
        #expect(LogGamma.of(0) == .infinity)
    }

    /// For whole a and b the incomplete beta function is a finite binomial sum.
    @Test(arguments: [(1, 1), (2, 5), (7, 3), (30, 40), (1, 200)])
    func incompleteBetaIsABinomialSum(a: Int, b: Int) {
        for x in [0.001, 0.05, 0.3, 0.5, 0.77, 0.99] {
            let n = a + b - 1
            var sum = 0.0
            for j in a...n { sum += binomialTerm(n, j, x) }
            #expect(agrees(BetaDistribution.cdf(x, Double(a), Double(b)), sum, within: 1e-12))
        }
    }

    @Test(arguments: [(0.5, 0.5), (1.0, 59.0), (2.5, 900.0), (5e4, 9.5e5), (0.3, 3.0)])
    func betaQuantileInverts(a: Double, b: Double) {
        for p in [1e-9, 0.001, 0.05, 0.5, 0.95, 0.9999] {
            let x = BetaDistribution.quantile(p, a, b)
            #expect(abs(BetaDistribution.cdf(x, a, b) - p) < 1e-10, "p \(p)")
        }
    }

    @Test func knownQuantiles() {
        #expect(agrees(NormalDistribution.quantile(0.95), 1.6448536269514722, within: 1e-13))
        #expect(agrees(NormalDistribution.quantile(0.025), -1.9599639845400545, within: 1e-13))
        #expect(agrees(NormalDistribution.quantile(1e-12), -7.034483825301131, within: 1e-10))
        #expect(agrees(StudentDistribution.quantile(0.95, degrees: 19), 1.7291328115213678, within: 1e-11))
        #expect(agrees(StudentDistribution.quantile(0.05, degrees: 7), -1.8945786050900095, within: 1e-11))
        #expect(agrees(StudentDistribution.quantile(0.975, degrees: 1), 12.706204736432095, within: 1e-10))
        #expect(agrees(StudentDistribution.cdf(2, degrees: 5), 0.9490302605850709, within: 1e-12))
        #expect(StudentDistribution.quantile(0.5, degrees: 3) == 0)
        // The two factors of measurement.md 3.3.
        let z = NormalDistribution.quantile(0.95)
        let t = StudentDistribution.quantile(0.95, degrees: 19)
        #expect(agrees(z * z / (t * t), 0.905, within: 1e-3))
    }

    @Test func arithmeticOnNonsenseEnds() {
        for x in [-1, 0, 0.5, 1, 2, .infinity, .nan] as [Double] {
            _ = NormalDistribution.quantile(x)
            _ = StudentDistribution.quantile(x, degrees: 3)
            _ = BetaDistribution.quantile(x, 1e-12, 1e12)
            _ = BetaDistribution.cdf(x, 1e300, 1e300)
        }
        #expect(BetaDistribution.cdf(0.5, -1, 1).isNaN)
        #expect(BetaDistribution.cdf(.nan, 1, 1).isNaN)
    }

    private func logOf(_ x: Double) -> Double {
        // ln by its own series, so that the check does not lean on what it checks.
        let k = x.exponent
        let m = (x.significand - 1) / (x.significand + 1)
        var (sum, power) = (0.0, m)
        for n in stride(from: 1, to: 80, by: 2) {
            sum += power / Double(n)
            power *= m * m
        }
        return 2 * sum + Double(k) * 0.693147180559945309417232
    }

    private func binomialTerm(_ n: Int, _ j: Int, _ x: Double) -> Double {
        var term = 1.0
        for i in 0..<j { term *= Double(n - i) / Double(i + 1) * x }
        for _ in j..<n { term *= 1 - x }
        return term
    }
}

import Testing

@testable import SLOAnalysis

@Suite struct KolmogorovTests {
    /// Critical values of D at 10 %, 5 % and 1 % for many samples: 1.224, 1.358, 1.628 over √n.
    @Test func criticalValues() {
        for (value, chance) in [(1.224, 0.10), (1.358, 0.05), (1.628, 0.01)] {
            let found = KolmogorovDistribution.tail(value / 1e3, count: 1_000_000)
            #expect(abs(found - chance) < 0.001)
        }
        #expect(KolmogorovDistribution.tail(0, count: 10) == 1)
        #expect(KolmogorovDistribution.tail(1, count: 1000) < 1e-12)
        #expect(KolmogorovDistribution.tail(0.001, count: 100) == 1)
    }
}

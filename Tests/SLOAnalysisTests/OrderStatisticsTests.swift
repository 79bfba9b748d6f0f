import SLOAnalysis
import Testing

@Suite("Order statistics of independent samples")
struct OrderStatisticsTests {
    private struct Vectors: Decodable {
        struct Row: Decodable {
            var n, cPass, cFail, rankLo: Int
            var rankHi: Int?
            var coverage: Double
        }
        var minNForCExceedances: [String: [String: [Int]]]
        var p95: [Row]
    }

    @Test func tableOfRanksAndCounts() throws {
        for row in try VectorFile.read("binomial-quantile", as: Vectors.self).p95 {
            let statistics = OrderStatistics(samples: row.n, quantile: 0.95)
            #expect(statistics.mostBadToPass(alpha: 0.05) == row.cPass, "n \(row.n)")
            #expect(statistics.fewestBadToFail(alpha: 0.05) == row.cFail, "n \(row.n)")
            let interval = statistics.interval(alpha: 0.05)
            #expect(interval.lower == row.rankLo, "n \(row.n)")
            #expect(interval.upper == row.rankHi, "n \(row.n)")
            #expect(agrees(statistics.coverage(interval), row.coverage, within: 1e-9))
        }
    }

    @Test func fewestSamplesForSoManyBad() throws {
        let table = try VectorFile.read("binomial-quantile", as: Vectors.self).minNForCExceedances
        let quantiles = ["p95": 0.95, "p99": 0.99, "p99.9": 0.999]
        var checked = 0
        for (name, levels) in table {
            let quantile = try #require(quantiles[name])
            for (level, counts) in levels {
                let alpha = 1 - (try #require(Double(level)))
                for (bad, samples) in counts.enumerated() {
                    #expect(OrderStatistics.fewestSamples(toPass: quantile, bad: bad, alpha: alpha) == samples)
                    checked += 1
                }
            }
        }
        #expect(checked == 36)
    }

    @Test func tooFewSamplesDecideNothing() {
        let statistics = OrderStatistics(samples: 58, quantile: 0.95)
        #expect(statistics.mostBadToPass(alpha: 0.05) == nil)
        #expect(OrderStatistics(samples: 0, quantile: 0.95).mostBadToPass(alpha: 0.05) == nil)
        #expect(OrderStatistics(samples: 0, quantile: 0.95).fewestBadToFail(alpha: 0.05) == nil)
        #expect(OrderStatistics(samples: 2, quantile: 0.95).fewestBadToFail(alpha: 0.05) == 2)
    }
}

import LoadMetrics
import LoadPlan
import SLOAnalysis
import Testing

@Suite("Summaries")
struct SummaryTests {
    private func twoRegions() -> SyntheticRun {
        var run = SyntheticRun(regions: ["ar", "br"], steps: ["login", "pay"])
        for second in 0..<60 as Range<UInt64> {
            run.add(at: second, response: 10_000_000, step: "login", region: "ar", count: 3)
            run.add(at: second, response: 30_000_000, step: "login", region: "br")
            run.add(at: second, response: 5_000_000, outcome: "status", step: "login", region: "br")
        }
        return run
    }

    @Test func rowsByStepAndRegion() throws {
        let summary = RunSummary(twoRegions().stored)
        #expect(summary.rows.map { $0.name } == ["login", "login", "login", "pay", "pay", "pay"])
        #expect(summary.rows.map { $0.region } == ["ar", "br", nil, "ar", "br", nil])
        let all = summary.rows[2]
        #expect(all.count == 300)
        #expect(all.errors == 60)
        #expect(all.rate == 5)
        #expect(try #require(all.response).p50 / 1_000_000 == 10)
        #expect(try #require(all.response).max / 1_000_000 == 30)
        #expect(summary.rows[3].response == nil)
        #expect(summary.total.count == 300)
        #expect(summary.response.totalCount == 300)
        #expect(summary.service.totalCount == 300)
    }

    @Test func objectivesUnderWay() throws {
        let stored = twoRegions().stored
        let totals = stored.record.series.indices.map { stored.total($0, .response) }
        var counts = [TimelineTick.SeriesCount?](repeating: nil, count: totals.count)
        for tick in stored.timeline {
            for count in tick.series {
                var sum = counts[count.series] ?? .init(series: count.series, count: 0, beyond: [], serviceBeyond: [])
                sum.count += count.count
                counts[count.series] = sum
            }
        }
        let live = LiveObjectives([
            objective(.p95), objective(.errorRate(limit: 0.3, orEqual: false)),
            objective(.p95, of: Scope(from: [Glob("ar")])), objective(.throughput(least: 3, orEqual: true)),
            objective(.p95, of: Scope(of: [.init(name: Glob("pay"))])),
            objective(.regression(quantile: 0.95, within: 0.05)),
        ])
        let states = live.states(keys: stored.record.series, totals: totals, counts: counts, seconds: 60)
        // A fifth of the requests failed, so the 95th percentile is among them.
        #expect(states[0].observed == .infinity)
        #expect(states[0].isMet == false)
        #expect(states[1].observed == 0.2)
        #expect(states[1].isMet == true)
        #expect(states[2].isMet == true)
        #expect(states[2].samples == 180)
        #expect(states[3].observed == 4)
        #expect(states[4].observed == nil)
        #expect(states[4].isMet == nil)
        #expect(states[5].isMet == nil)
    }
}

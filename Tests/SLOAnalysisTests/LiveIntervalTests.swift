import Groundwork
import LoadMetrics
import LoadPlan
import Testing

@testable import SLOAnalysis

@Suite("Intervals while a run is under way")
struct LiveIntervalTests {
    private static let keys = [
        SeriesKey(kind: .step, name: "a", flow: "f", region: "r", outcome: .ok, place: Place("x:1:1")),
        SeriesKey(kind: .step, name: "a", flow: "f", region: "r", outcome: .throttled, place: Place("x:1:1")),
    ]

    /// Feeds so many seconds of 100 requests, of which every 40th is slow and every 200th fails.
    private func run(_ objectives: [Objective], seconds: Int) -> [[LiveIntervals.Interval?]] {
        var intervals = LiveIntervals(objectives)
        var total = Histogram(layout: .latency)
        var failed: UInt64 = 0
        var number = 0
        return (0..<seconds).map { _ in
            for _ in 0..<100 {
                number += 1
                if number % 200 == 0 {
                    failed += 1
                } else {
                    total.record(number % 40 == 0 ? 300_000_000 : 20_000_000 + UInt64(number % 37) * 1_000_000)
                }
            }
            let count = TimelineTick.SeriesCount(series: 1, count: failed, beyond: [], serviceBeyond: [])
            return intervals.next(keys: Self.keys, totals: [total, nil], counts: [nil, count])
        }
    }

    @Test func theyTightenAndHoldTheTruth() throws {
        let steps = run([objective(.p95), objective(.errorRate(limit: 0.01, orEqual: false))], seconds: 120)
        #expect(steps[5] == [nil, nil])
        let early = steps[20].compactMap { $0 }
        let late = try #require(steps.last).compactMap { $0 }
        #expect(early.count == 2 && late.count == 2)
        for (early, late) in zip(early, late) { #expect(late.high - late.low <= early.high - early.low) }
        // 2.5 % slow and 0.5 % failed: the 95th percentile is among the fast, the failed share is 0.5 %.
        #expect(late[0].low >= 50e6 && late[0].high <= 60e6)
        #expect(late[1].low < 0.005 && late[1].high > 0.005 && late[1].high < 0.01)
        #expect(late[1].high - late[1].low < early[1].high - early[1].low)
    }

    @Test func aPercentileAmongFailuresHasNoEnd() throws {
        let high = Requirement.percentile(quantile: 0.999, limit: 200_000_000, orEqual: false)
        let steps = run([objective(high)], seconds: 60)
        #expect(try #require(steps.last?.first ?? nil).high == .infinity)
    }

    @Test func whatHasNoShareHasNoInterval() {
        let steps = run(
            [objective(.mean(limit: 1, orEqual: false)), objective(.availability(least: 0.9, orEqual: true))],
            seconds: 30
        )
        #expect(steps.last?[0] == nil)
        #expect(steps.last?[1]?.high ?? 0 > 0.99)
    }

    @Test func aLongRunKeepsFewMarks() {
        let steps = run([objective(.p95)], seconds: 1_500)
        #expect(steps.last?[0] != nil)
    }
}

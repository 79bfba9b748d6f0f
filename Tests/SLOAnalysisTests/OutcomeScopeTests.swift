import Groundwork
import LoadMetrics
import LoadPlan
import Testing

@testable import SLOAnalysis

/// Nine of ten are refused in 5 ms, one of ten gets in after 300 ms.
@Suite("Outcomes of the business")
struct OutcomeScopeTests {
    private func run(failed: UInt64 = 0) -> StoredRun {
        var run = SyntheticRun(seconds: 60, limits: [100_000_000])
        for second in 0..<60 as Range<UInt64> {
            run.add(at: second, response: 5_000_000, outcome: "sold_out", count: 90)
            run.add(at: second, response: 300_000_000, count: 10)
            if failed > 0 { run.add(at: second, response: 1_000_000, outcome: "status", count: failed) }
        }
        return run.stored
    }

    private func finding(_ ending: Scope.Ending, _ requirement: Requirement = .p95, failed: UInt64 = 0) -> Finding {
        var asked = objective(requirement, text: "p95 < 200ms")
        asked.scope.ending = ending
        return Judge.judge(run: run(failed: failed), objectives: [asked]).findings[0]
    }

    @Test func refusalsDoNotFlatter() {
        let found = finding(.expected)
        #expect(found.outcome == .fail && found.samples == 600)
        #expect(finding(.named([Glob("ok")])).samples == 600)
    }

    @Test(arguments: ["sold_out", "sold_*"])
    func theyCanBeAskedAlone(name: String) {
        let found = finding(.named([Glob(name)]))
        #expect(found.outcome == .pass && found.samples == 5400)
    }

    @Test func allTogether() {
        #expect(finding(.any).samples == 6000)
        #expect(finding(.named([Glob("*")]), failed: 1).samples == 6060)
    }

    /// Failures should have been good: they are in no outcome's percentile but in those of the good ones.
    @Test func failuresBelongToTheGoodOnes() {
        #expect(finding(.expected, failed: 5).samples == 900)
        #expect(finding(.named([Glob("sold_out")]), failed: 5).samples == 5400)
    }

    @Test func tablesAndVerdictTellThemApart() throws {
        let run = run()
        let summary = RunSummary(run)
        #expect(summary.total.count == 6000)
        #expect(try #require(summary.total.response).p50 > 290_000_000)
        let figures = try #require(Judge.judge(run: run, objectives: []).outcomes)
        #expect(figures.map(\.outcome) == ["sold_out"])
        #expect(figures[0].count == 5400 && figures[0].of == 6000)
        #expect((5_000_000..<5_100_000).contains(figures[0].p95))
    }
}

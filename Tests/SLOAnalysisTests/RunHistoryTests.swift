import Groundwork
import LoadMetrics
import LoadPlan
import Testing

@testable import SLOAnalysis

@Suite("Histories") struct RunHistoryTests {
    private func run(_ number: Int, factor: Double = 1, failed: Bool = false) -> StoredRun {
        var run = SyntheticRun(seconds: 4, limits: [])
        var random = SeededRandom(seed: UInt64(number), 0, 0)
        let weather = 1 + 0.02 * (random.unit() - 0.5)
        for second in UInt64(0)..<4 {
            for _ in 0..<200 {
                let time = Double(20_000_000 + random.below(40_000_000)) * factor * weather
                run.add(at: second, response: UInt64(time), outcome: failed ? "status" : "ok")
            }
        }
        run.record.id = "run-\(100 + number)"
        run.record.startedAt = 1_795_000_000 + Double(number)
        return run.stored
    }

    private func sources(_ count: Int, from: Int = 0, factor: Double = 1) -> [RunHistory.Source] {
        (from..<(from + count)).map { RunHistory.Source(run($0, factor: factor), verdict: .pass) }
    }

    @Test func aChangeForGoodIsFoundWhereItHappened() throws {
        let history = RunHistory(scenario: "t", sources(12) + sources(8, from: 12, factor: 1.2))
        #expect(history.runs.count == 20)
        #expect(history.series.map(\.name) == ["all", SyntheticRun.step])
        for line in history.series {
            let change = try #require(line.changes.first)
            #expect(line.changes.count == 1)
            #expect(change.run == 12)
            #expect(abs(change.change - 0.2) < 0.02)
        }
    }

    @Test func runsThatDoNotDifferHaveNoChange() {
        #expect(RunHistory(scenario: "t", sources(20)).series.flatMap(\.changes).isEmpty)
    }

    @Test func smallChangesAreNotTold() {
        let history = RunHistory(scenario: "t", sources(12) + sources(12, from: 12, factor: 1.03))
        #expect(history.series.flatMap(\.changes).isEmpty)
    }

    @Test func whatIsNotAlikeIsListedAndNotFollowed() {
        var other = run(3)
        other.record.load.curve = "999 for 60s"
        var killed = run(4)
        killed.record.state = .interrupted
        let history = RunHistory(
            scenario: "t",
            [
                RunHistory.Source(run(9), verdict: .pass), RunHistory.Source(other, verdict: .pass),
                RunHistory.Source(killed, verdict: .inconclusive), RunHistory.Source(run(5), verdict: .invalid),
                RunHistory.Source(run(6), verdict: nil),
            ]
        )
        #expect(history.runs.map(\.id) == ["run-103", "run-104", "run-105", "run-106", "run-109"])
        #expect(history.runs.map { $0.leftOut == nil } == [false, false, false, true, true])
        #expect(history.runs[0].leftOut?.contains("load") == true)
        #expect(history.series[0].points.map(\.run) == [3, 4])
    }

    @Test func anAcceptedRunAndItsStoredOneAreOne() {
        let stored = run(1)
        let baseline = Baseline(
            provenance: .init(stored, verdict: .pass),
            series: stored.record.series,
            totals: stored.totals
        )
        let history = RunHistory(
            scenario: "t",
            [RunHistory.Source(stored, verdict: .pass), RunHistory.Source(baseline)]
        )
        #expect(history.runs.count == 1)
        #expect(history.runs[0].isAccepted)
        #expect(history.runs[0].count == 800)
    }

    @Test func aRunWithoutAnswersHasNoFigure() {
        let history = RunHistory(scenario: "t", [RunHistory.Source(run(1, failed: true), verdict: .fail)])
        #expect(history.runs[0].p95 == nil)
        #expect(history.runs[0].errors == 800)
        #expect(history.series.flatMap(\.points).isEmpty)
        #expect(RunHistory(scenario: "t", []).runs.isEmpty)
    }
}

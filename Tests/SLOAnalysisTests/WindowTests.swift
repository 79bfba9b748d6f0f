import Groundwork
import LoadMetrics
import LoadPlan
import Testing

@testable import SLOAnalysis

/// Objectives over windows of time, Apdex, checks and counters.
@Suite struct WindowTests {
    private static let p95InWindows = Requirement.windows(of: .p95, share: 0.95, length: 10_000_000_000)

    /// A run in which the given windows of ten seconds are slow.
    private func run(windows: UInt64, slow: Set<UInt64>, limits: [UInt64] = [200_000_000]) -> SyntheticRun {
        var run = SyntheticRun(seconds: windows * 10, limits: limits)
        for second in 0..<(windows * 10) {
            for number in 0..<UInt64(20) {
                let isSlow = slow.contains(second / 10) && number < 2
                run.add(at: second, response: isSlow ? 300_000_000 : 20_000_000 + number * 1_000_000)
            }
        }
        return run
    }

    private func finding(_ requirement: Requirement, _ run: StoredRun) -> Finding {
        ObjectiveJudge(objective(requirement), run: run, baselines: []).decide().finding
    }

    @Test func enoughGoodWindowsPass() {
        let found = finding(Self.p95InWindows, run(windows: 60, slow: []).stored)
        #expect(found.outcome == .pass)
        #expect(found.samples == 60)
        #expect(found.observed == 1)
    }

    @Test func fewGoodWindowsDecideNothing() {
        let found = finding(Self.p95InWindows, run(windows: 30, slow: []).stored)
        #expect(found.outcome == .inconclusive)
        // 59 without a bad one are needed.
        #expect(
            found.needed?.contains("29 more windows (290 s") == true
                || found.needed?.contains("29 more windows") == true
        )
    }

    @Test func manyBadWindowsFail() {
        let found = finding(Self.p95InWindows, run(windows: 60, slow: [3, 9, 17, 22, 31, 40, 44, 51, 57]).stored)
        #expect(found.outcome == .fail)
        #expect(found.bad == 9)
    }

    @Test func badWindowsInARowAreLessEvidenceThanScatteredOnes() {
        let scattered = finding(Self.p95InWindows, run(windows: 60, slow: [3, 13, 23, 33, 43, 53, 58]).stored)
        let together = finding(Self.p95InWindows, run(windows: 60, slow: [30, 31, 32, 33, 34, 35, 36]).stored)
        #expect(scattered.outcome == .fail)
        #expect(together.outcome == .inconclusive)
    }

    @Test func aLimitThatWasNotCountedIsReadFromBuckets() {
        let found = finding(Self.p95InWindows, run(windows: 60, slow: [], limits: []).stored)
        #expect(found.outcome == .pass)
    }

    @Test func windowsShorterThanATickCannotBeTold() {
        let short = Requirement.windows(of: .p95, share: 0.95, length: 500_000_000)
        #expect(finding(short, run(windows: 60, slow: []).stored).outcome == .inconclusive)
    }

    @Test func windowsWithoutSamplesAreNone() {
        var run = SyntheticRun(seconds: 600, limits: [200_000_000])
        for second in stride(from: UInt64(0), to: 600, by: 20) { run.add(at: second, response: 1_000_000) }
        #expect(finding(Self.p95InWindows, run.stored).samples == 30)
    }

    @Test func errorsInWindows() {
        let requirement = Requirement.windows(
            of: .errorRate(limit: 0.01, orEqual: false),
            share: 1,
            length: 10_000_000_000
        )
        var run = run(windows: 20, slow: [])
        #expect(finding(requirement, run.stored).outcome == .pass)
        for _ in 0..<5 { run.add(at: 55, response: 1_000_000, outcome: "status") }
        let found = finding(requirement, run.stored)
        #expect(found.outcome == .fail)
        #expect(found.reason.contains("1 of 20 windows"))
    }

    @Test(arguments: [(0.0, Verdict.Outcome.pass), (0.3, .fail)])
    func apdex(slow: Double, expected: Verdict.Outcome) {
        let requirement = Requirement.apdex(satisfied: 100_000_000, least: 0.9, orEqual: true)
        let run = SyntheticRun.even(slow: slow, limits: [])
        let found = finding(requirement, run.stored)
        #expect(found.outcome == expected)
        // A slow one takes 300 ms: tolerated, so it loses half a point.
        #expect(abs((found.observed ?? 0) - (1 - slow / 2)) < 0.01)
    }

    @Test func apdexCountsExactlyWhereItCan() throws {
        // One nanosecond beyond the limit is in the limit's own bucket.
        let limits = Requirement.apdex(satisfied: 100_000_000, least: 0.9, orEqual: true).latencyLimits
        #expect(limits.map(\.limit) == [100_000_000, 400_000_000])
        var run = SyntheticRun(seconds: 60, limits: [100_000_001, 400_000_001])
        for second in UInt64(0)..<60 { run.add(at: second, response: 100_000_000, count: 100) }
        let found = finding(.apdex(satisfied: 100_000_000, least: 0.9, orEqual: true), run.stored)
        #expect(found.observed == 1)
    }

    @Test func checksAreJudgedAmongCheckedAnswers() {
        var run = SyntheticRun(seconds: 60)
        for second in UInt64(0)..<60 {
            run.add(at: second, response: 1_000_000, count: 95)
            run.add(at: second, response: 1_000_000, outcome: "status", count: 5)
            run.add(at: second, response: 1_000_000, outcome: "dropped", count: 50)
        }
        let found = finding(.checks(least: 0.9, orEqual: true), run.stored)
        #expect(found.samples == 6000)
        #expect(abs((found.observed ?? 0) - 0.95) < 1e-9)
        #expect(found.outcome == .pass)
        #expect(finding(.checks(least: 0.99, orEqual: true), run.stored).outcome == .fail)
    }

    @Test func countersAreComparedAsTheyAre() {
        var run = SyntheticRun.even(slow: 0).stored
        run.record.counters = ["lost": 0, "booked": 1200]
        let lost = Requirement.counter(name: "lost", comparison: .equal, limit: 0, perSecond: false)
        #expect(finding(lost, run).outcome == .pass)
        run.record.counters["lost"] = 2
        #expect(finding(lost, run).outcome == .fail)
        let rate = Requirement.counter(name: "booked", comparison: .atLeast, limit: 20, perSecond: true)
        #expect(finding(rate, run).outcome == .pass)
        #expect(finding(rate, run).observed == 20)
        let absent = Requirement.counter(name: "nothing", comparison: .equal, limit: 0, perSecond: false)
        #expect(finding(absent, run).outcome == .invalid)
    }
}

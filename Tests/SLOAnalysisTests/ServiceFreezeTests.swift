import Groundwork
import LoadMetrics
import LoadPlan
import Testing

@testable import SLOAnalysis

/// A closed load sends nothing while it waits: what was not answered must be seen all the same.
@Suite("Freezes")
struct ServiceFreezeTests {
    private let p95 = objective(.p95, text: "p95 < 200ms")
    private let rate = objective(.throughput(least: 20, orEqual: true), text: "throughput >= 20/s")
    private let errors = objective(.errorRate(limit: 0.02, orEqual: false), text: "errors < 2%")

    /// 200 requests a second of 20 ms, but for the seconds of the freeze, after which 20 users get their answers.
    private func run(
        seconds: UInt64 = 80,
        frozen: Range<UInt64> = 50..<80,
        waiting: Int = 20,
        usual: UInt64 = 20_000_000
    ) -> SyntheticRun {
        var run = SyntheticRun(seconds: seconds, limits: [200_000_000])
        for second in 0..<seconds where !frozen.contains(second) {
            run.add(at: second, response: usual, count: 200)
        }
        if frozen.upperBound < seconds {
            run.add(at: frozen.upperBound, response: UInt64(frozen.count) * .second, count: UInt64(waiting))
        }
        run.setInFlight { _ in waiting }
        return run
    }

    private func verdict(_ run: SyntheticRun, _ objectives: [Objective]? = nil) -> Verdict {
        Judge.judge(run: run.stored, objectives: objectives ?? [p95, rate, errors])
    }

    @Test(arguments: [50..<80, 20..<50, 1..<8] as [Range<UInt64>])
    func aFrozenServiceFails(frozen: Range<UInt64>) throws {
        let verdict = verdict(run(frozen: frozen))
        #expect(verdict.outcome == .fail, "\(verdict.reason)")
        #expect(verdict.findings.map(\.outcome) == [.fail, .fail, .pass])
        #expect(verdict.findings[0].reason.contains("nothing was answered while up to 20 requests waited"))
        let line = try #require(verdict.audit.first { $0.check == "freezes" })
        #expect(line.outcome == .warning)
        #expect(line.words.contains("as an open load would have seen it"))
    }

    /// What takes less of the time than may fail of the requests is in the figures.
    @Test func aShortOneIsSaidOnly() {
        let verdict = verdict(run(frozen: 30..<32))
        #expect(verdict.outcome == .pass, "\(verdict.reason)")
        #expect(verdict.audit.contains { $0.check == "freezes" })
    }

    @Test func silenceWithoutRequestsIsNone() {
        var quiet = run()
        quiet.setInFlight { $0 >= 50 ? 0 : 20 }
        #expect(ServiceFreezes(quiet.stored).stretches.isEmpty)
    }

    /// One user who waits two seconds for each answer is served slowly, not left alone.
    @Test func aSlowServiceIsNotFrozen() {
        var slow = SyntheticRun(seconds: 60, limits: [200_000_000])
        for second in stride(from: UInt64(1), to: 60, by: 2) { slow.add(at: second, response: 2 * .second) }
        slow.setInFlight { _ in 1 }
        #expect(ServiceFreezes(slow.stored).stretches.isEmpty)
    }

    /// Time limits end requests while nothing is answered.
    @Test func requestsWhoseTimeIsUpAreNoAnswers() {
        var run = run()
        for second in [55, 60, 65, 70] as [UInt64] {
            run.add(at: second, response: 5 * .second, outcome: "timeout", count: 20)
        }
        #expect(ServiceFreezes(run.stored).stretches.count == 1)
    }

    @Test func anOpenLoadHasItInItsFigures() {
        var run = run()
        run.record.load.model = .rate
        let percentile = verdict(run, [p95]).findings[0]
        #expect(percentile.outcome != .fail)
    }

    @Test func windowsWithoutAnAnswerAreBad() {
        let windows = objective(.windows(of: .p95, share: 0.9, length: 2 * .second), text: "windows")
        let finding = verdict(run(), [windows]).findings[0]
        #expect(finding.samples == 40)
        #expect((14...15).contains(finding.bad ?? 0))
        #expect(finding.outcome == .fail)
    }

    /// A request that outlives the load makes the last piece of the timeline long.
    @Test func windowsAreDecidedAlthoughARequestOutlivesTheLoad() {
        var run = run(frozen: 0..<0)
        run.outlive(by: 5 * .second)
        let windows = objective(.windows(of: .p95, share: 0.5, length: .second), text: "windows")
        let finding = verdict(run, [windows]).findings[0]
        #expect(finding.outcome == .pass, "\(finding.reason)")
    }

    // MARK: The generator

    @Test(arguments: [(3, true), (10, true), (0, false)] as [(UInt64, Bool)])
    func aGeneratorThatStoodStillMakesNoRun(pause: UInt64, isInvalid: Bool) {
        var run = run(seconds: 20, frozen: 0..<0)
        if pause > 0 { run.stretch(second: 12, to: (1 + pause) * .second) }
        run.record.audit.longestHiccup = pause * .second
        let verdict = verdict(run, [p95])
        #expect((verdict.outcome == .invalid) == isInvalid, "\(verdict.reason)")
        #expect(verdict.audit.contains { $0.check == "standstill" && $0.outcome == .invalid } == isInvalid)
    }

    /// Arrivals of an open load are late then, which other checks see.
    @Test func arrivalsAreLateInstead() {
        var run = run(seconds: 20, frozen: 0..<0)
        run.record.load.model = .rate
        run.stretch(second: 12, to: 11 * .second)
        #expect(!verdict(run, [p95]).audit.contains { $0.check == "standstill" })
    }
}

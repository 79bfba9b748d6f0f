import Groundwork
import LoadMetrics
import LoadPlan
import Testing

@testable import SLOAnalysis

/// Verdicts that are looked for while a run is under way.
@Suite("Looks at a run under way") struct LookTests {
    private func run(slow: Double, seconds: UInt64 = 60) -> StoredRun {
        var run = SyntheticRun.even(slow: slow, seconds: seconds).stored
        run.record.looks = .init(plannedTo: run.record.measuredTo, extendTo: nil, mayEndEarly: true)
        return run
    }

    private func finding(_ run: StoredRun) throws -> Finding {
        try #require(Judge.judge(run: run, objectives: [objective(.p95)]).findings.first)
    }

    @Test func aRunThatWasLookedAtNeedsMoreEvidence() throws {
        // 12,000 requests of which 4.4 % are slow: enough for one look, not for any number of them.
        let looked = try finding(run(slow: 0.044))
        var once = run(slow: 0.044)
        once.record.looks = nil
        #expect(try finding(once).outcome == .pass)
        #expect(looked.outcome == .inconclusive)
        #expect(looked.needed?.contains("more requests") == true)
    }

    @Test(arguments: [(0.02, Verdict.Outcome.pass), (0.09, .fail)])
    func clearRunsAreDecided(slow: Double, expected: Verdict.Outcome) throws {
        let finding = try finding(run(slow: slow))
        #expect(finding.outcome == expected)
        let run = run(slow: slow)
        #expect(Judge.look(at: run, objectives: [objective(.p95)], isPlanOver: false) != nil)
    }

    /// PASS and an interval below the limit are the same thing for the sequence too.
    @Test func theIntervalAndTheVerdictAgree() throws {
        for slow in [0.02, 0.03, 0.04, 0.045, 0.05, 0.055, 0.06, 0.08] {
            let finding = try finding(run(slow: slow))
            let high = try #require(finding.high)
            let low = try #require(finding.low)
            #expect((finding.outcome == .pass) == (high < 200_000_000), "\(slow)")
            #expect((finding.outcome == .fail) == (low >= 200_000_000), "\(slow)")
        }
    }

    @Test func sharesNearTheEndsHaveIntervals() {
        for share in [0.0, 0.001, 0.5, 1.0] {
            let blocks = [BlockProportion.Block](repeating: .init(samples: 100, counted: share * 100), count: 20)
            let limits = SequentialShare(BlockProportion(blocks)).limits
            #expect(limits.lower <= share && share <= limits.upper)
            #expect(limits.upper - limits.lower > 0)
            #expect(limits.upper - limits.lower < 0.2)
        }
    }

    @Test func whatHasNoRuleForLooksEndsNothingEarly() {
        let good = run(slow: 0)
        let mean = objective(.mean(limit: 100_000_000, orEqual: false))
        #expect(Judge.look(at: good, objectives: [objective(.p95), mean], isPlanOver: false) == nil)
        #expect(Judge.look(at: good, objectives: [objective(.p95), mean], isPlanOver: true) != nil)
        let maximum = objective(.maximum(limit: 250_000_000, orEqual: false))
        #expect(Judge.look(at: good, objectives: [maximum], isPlanOver: false) == nil)
        #expect(Judge.look(at: run(slow: 0.01), objectives: [maximum], isPlanOver: false) != nil)
        #expect(Judge.look(at: good, objectives: [], isPlanOver: true) == nil)
    }

    @Test func onlyWhatBothFilesHoldIsLookedAt() {
        // Ticks beyond the last slice, as a run under way has them.
        var under = run(slow: 0)
        under.slices.removeLast(10)
        under.problems = ["counts do not agree"]
        #expect(Judge.look(at: under, objectives: [objective(.p95)], isPlanOver: false) != nil)
        under.slices = []
        #expect(Judge.look(at: under, objectives: [objective(.p95)], isPlanOver: false) == nil)
    }

    @Test func theRecordSaysHowItEnded() throws {
        var run = run(slow: 0)
        run.record.looks?.count = 3
        run.record.looks?.decision = "the objective is met"
        run.record.looks?.plannedTo = 300 * .second
        let audit = Judge.judge(run: run, objectives: [objective(.p95)]).audit
        let finding = try #require(audit.first { $0.check == "looks" })
        #expect(finding.words.contains("3 times"))
        #expect(finding.words.contains("ended after"))
    }

    @Test func aLoadIsHeldAtItsLastLevel() throws {
        let curve = LoadCurve([
            .init(from: 0, to: 100, duration: 10 * .second), .init(from: 100, to: 100, duration: 10 * .second),
        ])
        var load = Load(model: .users, curve: curve, warmup: 0)
        load.phases = [
            .init(name: "ramp", start: 0, end: 10 * .second),
            .init(name: "hold", start: 10 * .second, end: 20 * .second),
        ]
        let held = try #require(load.held(until: 60 * .second))
        #expect(held.curve.duration == 60 * .second)
        #expect(held.curve.level(at: 50 * .second) == 100)
        #expect(held.phases.map(\.end) == [10 * .second, 60 * .second])
        #expect(load.held(until: 5 * .second)?.curve == curve)
        let down = LoadCurve([.init(from: 100, to: 0, duration: 10 * .second)])
        #expect(Load(model: .users, curve: down, warmup: 0).held(until: 60 * .second) == nil)
    }
}

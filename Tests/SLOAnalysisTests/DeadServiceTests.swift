import Groundwork
import LoadMetrics
import LoadPlan
import Testing

@testable import SLOAnalysis

/// A service that answers nothing must not get away with too few figures to say so.
@Suite("Dead services")
struct DeadServiceTests {
    private let objectives = [
        objective(.errorRate(limit: 0.01, orEqual: false), text: "errors < 1%"),
        objective(.p95, text: "p95 < 200ms"),
        objective(.availability(least: 0.99, orEqual: true), text: "availability >= 99%"),
        objective(.apdex(satisfied: 100_000_000, least: 0.9, orEqual: true), text: "apdex"),
        objective(.maximum(limit: 1_000_000_000, orEqual: false), text: "max < 1s"),
        objective(.throughput(least: 20, orEqual: true), text: "throughput >= 20/s"),
    ]

    /// Users that back off in step: failures in six clumps.
    @Test(arguments: [1, 5, 180] as [UInt64])
    func allFailedInClumpsIsFail(_ each: UInt64) {
        var run = SyntheticRun(seconds: 25, limits: [200_000_000])
        for second in [0, 1, 3, 6, 12, 24] as [UInt64] {
            run.add(at: second, response: 3_000_000, outcome: "status", count: each)
        }
        let verdict = Judge.judge(run: run.stored, objectives: objectives)
        #expect(verdict.outcome == .fail, "\(verdict.reason)")
        #expect(verdict.findings.allSatisfy { $0.outcome == .fail }, "\(verdict.findings.map(\.reason))")
        #expect(verdict.reason.hasPrefix("All "))
    }

    @Test func aSingleRequestThatFailedIsFail() {
        var run = SyntheticRun(seconds: 6, limits: [200_000_000])
        run.add(at: 5, response: 8_000_000_000, outcome: "status")
        let verdict = Judge.judge(run: run.stored, objectives: objectives)
        #expect(verdict.outcome == .fail)
        #expect(verdict.reason == "The only request failed.")
    }

    /// 100 users that start together are late, and the service answers none of them.
    @Test func latenessDoesNotExcuseIt() {
        var run = SyntheticRun(seconds: 30, limits: [200_000_000])
        run.add(at: 29, response: 30_000_000_000, lateness: 900_000_000, outcome: "status", count: 100)
        run.record.failures = [
            FailureCount(
                place: Place("a.zonda:1:1"),
                step: "s",
                kind: "timeout",
                message: "GET /: no answer in 30 s",
                count: 100
            )
        ]
        let verdict = Judge.judge(run: run.stored, objectives: objectives)
        #expect(verdict.outcome == .fail)
        #expect(verdict.reason == "All 100 requests failed: GET /: no answer in 30 s.")
    }

    /// The steps behind a login that fails were never reached.
    @Test func stepsThatWereNeverReachedDoNotHideIt() {
        var run = SyntheticRun(limits: [200_000_000], steps: ["login", "book"])
        for second in 0..<60 as Range<UInt64> {
            run.add(at: second, response: 3_000_000, outcome: "status", step: "login")
        }
        let scope = Scope(of: [Scope.Selector(name: Glob("book"))])
        let verdict = Judge.judge(run: run.stored, objectives: [objective(.p95, of: scope)] + objectives)
        #expect(verdict.outcome == .fail)
        #expect(verdict.findings.first?.outcome == .invalid)
    }

    @Test func oneSuccessLeavesItToTheStatistics() {
        var run = SyntheticRun(seconds: 25, limits: [200_000_000])
        for second in [0, 1, 3] as [UInt64] { run.add(at: second, response: 3_000_000, outcome: "status", count: 5) }
        run.add(at: 4, response: 3_000_000)
        #expect(Judge.judge(run: run.stored, objectives: [objectives[0]]).outcome == .inconclusive)
    }

    /// A disturbance of a second takes the only three payments of a healthy run.
    @Test func aRareStepThatFailedForAMomentIsUndecided() {
        let scope = Scope(of: [Scope.Selector(name: Glob("pay"))])
        let errors = objective(.errorRate(limit: 0.01, orEqual: false), of: scope)
        func outcome(_ seconds: [UInt64], each: UInt64) -> Verdict.Outcome {
            var run = SyntheticRun(limits: [200_000_000], steps: ["browse", "pay"])
            for second in 0..<60 as Range<UInt64> {
                run.add(at: second, response: 3_000_000, step: "browse", count: 100)
            }
            for second in seconds {
                run.add(at: second, response: 3_000_000, outcome: "status", step: "pay", count: each)
            }
            return Judge.judge(run: run.stored, objectives: [errors]).outcome
        }
        #expect(outcome([30], each: 3) == .inconclusive)
        #expect(outcome([30], each: 30) == .inconclusive)
        // Over the whole run it is dead.
        #expect(outcome([0, 20, 40, 59], each: 3) == .fail)
    }

    @Test func whatTheGeneratorDidIsNoDeadService() {
        var dropped = SyntheticRun(seconds: 25, limits: [200_000_000])
        dropped.add(at: 5, response: 0, outcome: "dropped", count: 50)
        dropped.record.audit.dropped = 50
        dropped.record.audit.started = 0
        #expect(Judge.judge(run: dropped.stored, objectives: [objectives[0]]).outcome == .invalid)
        var own = SyntheticRun(seconds: 25, limits: [200_000_000])
        own.add(at: 5, response: 0, outcome: "status", count: 50)
        own.record.audit.ownErrors = 50
        #expect(Judge.judge(run: own.stored, objectives: [objectives[0]]).outcome == .invalid)
    }

    /// A look at a run that goes on does not end it because the first requests failed.
    @Test func looksWaitForMore() {
        var run = SyntheticRun(seconds: 25, limits: [200_000_000])
        run.add(at: 0, response: 3_000_000, outcome: "status", count: 3)
        run.record.looks = RunRecord.Looks(plannedTo: run.record.measuredTo, extendTo: nil, mayEndEarly: true)
        #expect(Judge.look(at: run.stored, objectives: [objectives[0]], isPlanOver: false) == nil)
    }
}

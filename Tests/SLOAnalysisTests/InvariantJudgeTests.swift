import Groundwork
import LoadMetrics
import LoadPlan
import Testing

@testable import SLOAnalysis

/// Invariants of a stored run: exact, and never a pass on what is not known.
@Suite struct InvariantJudgeTests {
    private func facts(
        _ comparison: String,
        _ low: Double?,
        _ high: Double?,
        _ target: Double,
        undecided: String? = nil
    ) -> InvariantFacts {
        var facts = InvariantFacts(
            text: "expect across race: count(status == 201) \(comparison) 1",
            file: "a.zonda",
            line: 3,
            column: 5,
            comparison: comparison
        )
        (facts.low, facts.high) = (low, high)
        (facts.targetLow, facts.targetHigh) = (target, target)
        facts.observation = "\(Int(low ?? 0)) users got 201"
        facts.expectation = "exactly 1"
        facts.evidence = "64 requests, 201 ×2, 409 ×62"
        facts.undecided = undecided
        return facts
    }

    @Test(
        arguments: [
            ("==", 1, 1, .pass), ("==", 2, 2, .fail), ("==", 0, 0, .fail), ("==", 0, 1, .inconclusive),
            ("==", 1, 2, .inconclusive), ("==", 2, 3, .fail), ("<=", 1, 1, .pass), ("<=", 1, 2, .inconclusive),
            ("<=", 2, 9, .fail), ("<", 0, 0, .pass), ("<", 1, 1, .fail), ("<", 0, 1, .inconclusive),
            (">", 2, 3, .pass), (">", 1, 1, .fail), (">", 1, 2, .inconclusive), (">=", 1, 4, .pass),
            (">=", 0, 0, .fail), (">=", 0, 1, .inconclusive), ("?", 1, 1, .inconclusive),
        ] as [(String, Double, Double, Verdict.Outcome)]
    )
    func relations(_ comparison: String, _ low: Double, _ high: Double, _ outcome: Verdict.Outcome) {
        #expect(InvariantJudge.finding(facts(comparison, low, high, 1)).outcome == outcome)
    }

    @Test func whatIsUnknownUpwardsIsNoPass() {
        #expect(InvariantJudge.finding(facts("<=", 1, nil, 1)).outcome == .inconclusive)
        #expect(InvariantJudge.finding(facts("<=", 2, nil, 1)).outcome == .fail)
        #expect(InvariantJudge.finding(facts(">=", 1, nil, 1)).outcome == .pass)
        #expect(InvariantJudge.finding(facts("==", nil, nil, 1)).outcome == .inconclusive)
    }

    @Test func theMessageSaysHowManyWereSold() {
        let finding = InvariantJudge.finding(facts("==", 2, 2, 1))
        #expect(finding.reason == "2 users got 201; expected exactly 1: 64 requests, 201 ×2, 409 ×62")
        #expect(finding.unit == .count)
        #expect(finding.observed == 2 && finding.target == 1)
        #expect(finding.place == Place(file: "a.zonda", line: 3, column: 5))
    }

    @Test func aReasonNotToDecideIsSaidUnlessItIsMissedAnyway() {
        let open = InvariantJudge.finding(facts("==", 1, 1, 1, undecided: "the race did not take place"))
        #expect(open.outcome == .inconclusive)
        #expect(open.reason.hasPrefix("the race did not take place"))
        let missed = facts("==", 2, nil, 1, undecided: "the run ended in the middle of the race")
        #expect(InvariantJudge.finding(missed).outcome == .fail)
    }

    @Test func theVerdictCountsThem() {
        var run = SyntheticRun(seconds: 60)
        run.record.invariants = [facts("==", 2, 2, 1), facts("<=", 1, 1, 1)]
        let stored = run.stored
        let verdict = Judge.judge(run: stored, objectives: [])
        #expect(verdict.findings.map(\.outcome) == [.fail, .pass])
    }

    @Test func anInterruptedRunPassesNothing() {
        var run = SyntheticRun(seconds: 60)
        run.record.invariants = [facts("==", 1, 1, 1), facts("==", 2, 2, 1)]
        run.record.state = .interrupted
        let verdict = Judge.judge(run: run.stored, objectives: [])
        #expect(verdict.findings.map(\.outcome) == [.inconclusive, .fail])
    }
}

import Groundwork
import LoadMetrics
import LoadPlan
import Testing

@testable import SLOAnalysis

@Suite("Arms of runs taken in turns") struct ArmComparisonTests {
    /// Runs in turns: base, new, new, base, …; each at its own speed.
    private func arms(
        _ count: Int,
        slowdown: Double = 1,
        spread: Double = 0.01,
        inTurns: Bool = true,
        change: (inout SyntheticRun) -> Void = { _ in }
    ) -> (base: [ComparedRun], new: [ComparedRun]) {
        var (base, new): ([ComparedRun], [ComparedRun]) = ([], [])
        for number in 0..<2 * count {
            let isNew = inTurns ? [false, true, true, false][number % 4] : number >= count
            var run = SyntheticRun()
            var random = SeededRandom(seed: UInt64(number), 3, 0)
            let factor = (isNew ? slowdown : 1) * (1 + spread * Double(number * 7 % 5 - 2))
            for second in 0..<60 as Range<UInt64> {
                for _ in 0..<40 {
                    run.add(at: second, response: UInt64(Double(20_000_000 + random.below(40_000_000)) * factor))
                }
            }
            run.record.id = "run-\(number)"
            run.record.startedAt += Double(number)
            if isNew { change(&run) }
            if isNew { new.append(ComparedRun(run.stored)) } else { base.append(ComparedRun(run.stored)) }
        }
        return (base, new)
    }

    @Test func fourRunsOfEitherKindDecide() throws {
        let (base, slower) = arms(4, slowdown: 1.2)
        let missed = ArmComparison(base: base, new: slower)
        #expect(missed.outcome == .fail)
        let series = try #require(missed.series.first)
        #expect(missed.series.map(\.name) == [SyntheticRun.step])
        #expect(abs(try #require(series.change) - 0.2) < 0.03)
        #expect((try #require(series.low)...(try #require(series.high))).contains(0.2))
        #expect(series.slowerPairs == 1)
        // 4 of 8 in the one order out of 70.
        #expect(agrees(try #require(series.rankEvidence), 1 / 70, within: 1e-12))
        let (again, same) = arms(4)
        let met = ArmComparison(base: again, new: same)
        #expect(met.outcome == .pass, "\(met.reason) \(met.series)")
        // 20 % slower is less than 50 %.
        #expect(ArmComparison(base: base, new: slower, within: 0.5).outcome == .pass)
        #expect(ArmComparison(base: slower, new: base).outcome == .pass)
    }

    /// Ten of a kind have ranks enough for a test that lets the arms differ in spread.
    @Test func tenRunsAreComparedWithUnequalSpreadToo() throws {
        let (base, new) = arms(10, slowdown: 1.01, spread: 0.02)
        let series = try #require(ArmComparison(base: base, new: new).series.first)
        let evidence = try #require(series.unequalEvidence)
        #expect(abs(evidence - (try #require(series.rankEvidence))) < 0.1)
        let (few, others) = arms(4, slowdown: 1.01, spread: 0.02)
        #expect(ArmComparison(base: few, new: others).series.first?.unequalEvidence == nil)
    }

    @Test func fewRunsDecideNothing() throws {
        let (base, new) = arms(2, slowdown: 3)
        let arms = ArmComparison(base: base, new: new)
        #expect(arms.outcome == .inconclusive)
        #expect(arms.series.first?.needed?.contains("4 runs") == true)
        let single = ArmComparison(base: [base[0]], new: [new[0]])
        #expect(single.outcome == .inconclusive)
    }

    @Test func runsThatDifferMuchDecideNothing() {
        let (base, new) = arms(4, slowdown: 1.06, spread: 0.1)
        #expect(ArmComparison(base: base, new: new).outcome == .inconclusive)
    }

    @Test func oneArmAfterTheOtherDecidesNothing() throws {
        let (base, new) = arms(4, slowdown: 1.2, inTurns: false)
        let arms = ArmComparison(base: base, new: new)
        #expect(arms.outcome == .inconclusive)
        #expect(arms.series.first?.reason.contains("not taken in turns") == true)
    }

    @Test func onlyLikeIsCompared() {
        let (base, new) = arms(4) { $0.record.load.curve = "another" }
        let other = ArmComparison(base: base, new: new)
        #expect(other.outcome == .invalid)
        #expect(other.reason.contains("load"))
        let (_, early) = arms(4) { $0.record.state = .interrupted }
        #expect(ArmComparison(base: base, new: early).reason.contains("did not come to its end"))
        #expect(ArmComparison(base: base, new: base).reason.contains("given twice"))
        let (a, b) = arms(4)
        let broken = b.map { ComparedRun($0.run, verdict: .invalid) }
        #expect(ArmComparison(base: a, new: broken).reason.contains("INVALID"))
        #expect(ArmComparison(base: [], new: a).outcome == .invalid)
        #expect(ArmComparison(base: a, new: b, step: Glob("nothing")).outcome == .invalid)
    }

    @Test func runsWithoutRequestsAreNoPass() {
        let (base, _) = arms(4)
        let empty = (0..<4).map { number in
            var run = SyntheticRun()
            run.record.id = "empty-\(number)"
            run.record.startedAt += 0.5 + Double(number)
            return ComparedRun(run.stored)
        }
        let arms = ArmComparison(base: base, new: empty)
        #expect(arms.outcome == .invalid)
        #expect(arms.series.first?.reason.contains("has no requests") == true)
    }

    /// Where the p95 falls among failed requests there is no ratio; in every new run and in no base run it is a miss.
    @Test func failedRequestsAreNeverFaster() {
        let (base, new) = arms(4) { run in
            for second in 0..<60 as Range<UInt64> {
                run.add(at: second, response: 1_000_000, outcome: "status", count: 4)
            }
        }
        let missed = ArmComparison(base: base, new: new)
        #expect(missed.outcome == .fail)
        #expect(missed.series.first?.change == nil)
        #expect(ArmComparison(base: new, new: base).outcome == .inconclusive)
    }
}

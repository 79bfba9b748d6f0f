import Groundwork
import LoadMetrics
import LoadPlan
import Testing

@testable import SLOAnalysis

@Suite("Verdicts")
struct JudgeTests {
    private func verdict(_ run: SyntheticRun, _ requirements: Requirement...) -> Verdict {
        Judge.judge(run: run.stored, objectives: requirements.map { objective($0) })
    }

    @Test func wellBelowTheLimitPasses() throws {
        let verdict = verdict(.even(slow: 0.02), .p95)
        #expect(verdict.outcome == .pass, "\(verdict.reason)")
        #expect(verdict.audit.allSatisfy { $0.outcome == .ok }, "\(verdict.audit)")
        let finding = try #require(verdict.findings.first)
        let observed = try #require(finding.observed)
        #expect((58e6...60.1e6).contains(observed))
        #expect(try #require(finding.low) <= observed)
        #expect(try #require(finding.high) < 200e6)
        #expect(finding.samples == 12_000)
        #expect((190...290).contains(try #require(finding.bad)))
        #expect(finding.allowed.map { agrees($0, 600, within: 1e-9) } == true)
        #expect(finding.serviceObserved != nil)
        #expect(finding.needed == nil)
    }

    @Test func wellAboveTheLimitFails() throws {
        let verdict = verdict(.even(slow: 0.09), .p95)
        #expect(verdict.outcome == .fail)
        let finding = try #require(verdict.findings.first)
        #expect(try #require(finding.observed) >= 300e6)
        #expect(finding.reason.contains("5 % are allowed"), "\(finding.reason)")
    }

    @Test func atTheLimitNothingIsDecidedAndItSaysWhatWould() throws {
        let verdict = verdict(.even(slow: 0.047), .p95)
        #expect(verdict.outcome == .inconclusive)
        let finding = try #require(verdict.findings.first)
        // At 4.7 % of 5 % it takes some 50,000 requests; 12,000 were made.
        #expect(try #require(finding.needed).contains("more requests"), "\(finding.needed ?? "")")
        #expect(try #require(finding.low) < 200e6)
        #expect(try #require(finding.high) >= 200e6)
    }

    @Test func failedRequestsAreSlowerThanAnyLimit() throws {
        // 9 % fail within 60 ms; none is slow.
        let verdict = verdict(.even(slow: 0, failed: 0.09), .p95)
        #expect(verdict.outcome == .fail)
        #expect(verdict.findings.first?.observed == .infinity)
    }

    @Test func tooFewSamplesAreNotJudged() throws {
        // Up to 60 ms against 100 ms: no wide margin that would make up for them.
        let near = Requirement.percentile(quantile: 0.95, limit: 100_000_000, orEqual: false)
        let verdict = verdict(.even(slow: 0, perSecond: 2, limits: [100_000_000]), near)
        #expect(verdict.outcome == .inconclusive)
        let finding = try #require(verdict.findings.first)
        #expect(finding.reason.contains("too few"), "\(finding.reason)")
        #expect(finding.reason.contains("200 are needed"), "\(finding.reason)")
    }

    /// Up to 60 ms against 200 ms, 120 samples: a margin only as long as not one comes near the limit or fails.
    @Test func oneSampleNearTheLimitEndsTheMargin() {
        let quiet = SyntheticRun.even(slow: 0, perSecond: 2)
        #expect(verdict(quiet, .p95).findings.map(\.outcome) == [.pass])
        for (response, outcome) in [(199_000_000, "ok"), (20_000_000, "status")] as [(UInt64, String)] {
            var run = quiet
            run.add(at: 30, response: response, outcome: outcome)
            #expect(verdict(run, .p95).findings.map(\.outcome) == [.inconclusive], "\(response) \(outcome)")
        }
    }

    @Test func aFewSamplesAreEnoughWhereNearlyAllAreBad() {
        #expect(verdict(.even(slow: 0.9, perSecond: 1), .p95).outcome == .fail)
    }

    @Test func aRunTooShortForBlocksIsNotJudged() throws {
        let verdict = verdict(.even(slow: 0.5, perSecond: 1000, seconds: 8), .p95)
        #expect(verdict.outcome == .inconclusive)
        #expect(try #require(verdict.findings.first).reason.contains("10 are needed"))
    }

    /// Without slices nobody knows how much the samples stick together, so exact counters alone decide nothing.
    @Test func withoutSlicesNothingIsDecided() throws {
        var stored = SyntheticRun.even(slow: 0.02).stored
        stored.slices = []
        let finding = try #require(Judge.judge(run: stored, objectives: [objective(.p95)]).findings.first)
        #expect(finding.outcome == .inconclusive)
        #expect(finding.reason.contains("0 pieces"), "\(finding.reason)")
    }

    @Test func oneStallCountsForManyRequestsAndForFewIndependentOnes() throws {
        var run = SyntheticRun(limits: [200_000_000])
        var random = SeededRandom(seed: 3)
        for second in 0..<60 as Range<UInt64> {
            for _ in 0..<200 {
                let fast = 20_000_000 + random.below(40_000_000)
                // All requests of three seconds together are 5 % of the run.
                run.add(at: second, response: (30..<34).contains(second) ? fast + 400_000_000 : fast)
            }
        }
        let verdict = verdict(run, .p95)
        // 6.7 % are slow, which 12,000 independent requests would call a miss.
        #expect(verdict.outcome == .inconclusive)
        let finding = try #require(verdict.findings.first)
        #expect(try #require(finding.designEffect) > 100)
    }

    @Test func noObjectivesVerifyNothing() {
        let verdict = Judge.judge(run: SyntheticRun.even(slow: 0).stored, objectives: [])
        #expect(verdict.outcome == .inconclusive)
        #expect(verdict.reason.contains("no objectives"))
    }

    @Test func anEmptySelectionIsInvalidWhateverElsePasses() {
        let run = SyntheticRun.even(slow: 0).stored
        let nowhere = objective(.p95, of: Scope(from: [Glob("br-*")]), text: "p95 from br-*")
        let verdict = Judge.judge(run: run, objectives: [objective(.p95), nowhere])
        #expect(verdict.outcome == .invalid)
        #expect(verdict.findings.map(\.outcome) == [.pass, .invalid])
        #expect(verdict.reason.contains("p95 from br-*"), "\(verdict.reason)")
    }

    @Test func tenantsThatWereNotKeptApartAreNamed() throws {
        let verdict = Judge.judge(
            run: SyntheticRun.even(slow: 0).stored,
            objectives: [objective(.p95, of: Scope(tenant: [Glob("doctor")]))]
        )
        #expect(try #require(verdict.findings.first).reason.contains("tenants"))
    }

    @Test func anInterruptedRunCanFailButNotPass() throws {
        var good = SyntheticRun.even(slow: 0)
        good.record.state = .interrupted
        let open = verdict(good, .p95)
        #expect(open.outcome == .inconclusive)
        #expect(try #require(open.findings.first).outcome == .inconclusive)
        var bad = SyntheticRun.even(slow: 0.5)
        bad.record.state = .interrupted
        #expect(verdict(bad, .p95).outcome == .fail)
    }

    @Test(arguments: [RunRecord.State.running, .aborted])
    func aRunThatDidNotEndItselfIsInvalid(state: RunRecord.State) {
        var run = SyntheticRun.even(slow: 0)
        run.record.state = state
        #expect(verdict(run, .p95).outcome == .invalid)
    }

    @Test func manyObjectivesDoNotFailByChance() {
        // Each region alone misses with p ≈ 0.03; of twenty objectives that happens by chance.
        let decisions = (0..<20).map { index in
            Decision(
                Finding(
                    text: "\(index)",
                    place: Place(file: "a", line: 1, column: 1),
                    outcome: index < 2 ? .fail : .pass,
                    unit: .nanoseconds,
                    direction: .atMost,
                    reason: ""
                ),
                evidence: index == 0 ? 0.002 : index == 1 ? 0.03 : 0.5
            )
        }
        let corrected = HolmCorrection.apply(to: decisions).map(\.finding.outcome)
        #expect(corrected[0] == .fail)
        #expect(corrected[1] == .inconclusive)
        #expect(corrected[2] == .pass)
    }

    @Test func answersAfterTheEndCount() throws {
        // The last tick lies beyond the measured part and holds all that failed.
        var stored = SyntheticRun.even(slow: 0, perSecond: 50, failed: 0).stored
        stored.timeline.append(
            TimelineTick(
                start: stored.record.measuredTo,
                length: 5_000_000_000,
                series: [.init(series: 1, count: 3000, beyond: [0], serviceBeyond: [0])]
            )
        )
        let finding = try #require(Judge.judge(run: stored, objectives: [objective(.p95)]).findings.first)
        #expect(finding.bad == 3000)
        #expect(finding.outcome != .pass)
    }

    /// Objectives and runs come from files: nothing in them may end the process.
    @Test func oddNumbersAreJudgedToo() {
        var stored = SyntheticRun.even(slow: 0.1, perSecond: 5).stored
        let odd: [Double] = [0, 1, -1, 2, .infinity, -.infinity, .nan, 1e-300]
        var objectives: [Objective] = []
        for value in odd {
            objectives += [
                objective(.percentile(quantile: value, limit: 0, orEqual: true)),
                objective(.percentile(quantile: value, limit: .max, orEqual: true)),
                objective(.errorRate(limit: value, orEqual: true)),
                objective(.availability(least: value, orEqual: true)),
                objective(.throughput(least: value, orEqual: true)),
                objective(.regression(quantile: value, within: value)),
                objective(.mean(limit: .max, orEqual: true)), objective(.maximum(limit: .max, orEqual: true)),
            ]
        }
        _ = Judge.judge(run: stored, objectives: objectives)
        stored.record.measuredFrom = .max
        stored.record.audit.started = .max
        stored.record.audit.dropped = .max
        stored.record.audit.longestHiccup = .max
        for index in stored.timeline.indices {
            stored.timeline[index].length = .max
            for count in stored.timeline[index].series.indices { stored.timeline[index].series[count].count = .max }
        }
        _ = Judge.judge(run: stored, objectives: objectives)
        stored.slices = []
        stored.totals = []
        #expect(Judge.judge(run: stored, objectives: objectives).outcome == .invalid)
        _ = RunSummary(stored)
    }

    @Test func theVerdictReadsBackFromJSON() throws {
        let verdict = verdict(.even(slow: 0.09), .p95, .errorRate(limit: 0.01, orEqual: false))
        #expect(try JSONRoundTrip.of(verdict) == verdict)
    }
}

import Foundation
import Groundwork
import LoadMetrics
import LoadPlan
import Testing

@testable import SLOAnalysis

@Suite("Self-audit")
struct ValidityAuditTests {
    private func judged(_ change: (inout SyntheticRun) -> Void) -> Verdict {
        var run = SyntheticRun.even(slow: 0.01, perSecond: 50)
        change(&run)
        return Judge.judge(run: run.stored, objectives: [objective(.p95)])
    }

    private func outcome(_ check: String, _ verdict: Verdict) -> AuditFinding.Outcome? {
        verdict.audit.first { $0.check == check }?.outcome
    }

    @Test func aSoundRunHasNoWarning() {
        let verdict = judged { _ in }
        #expect(verdict.outcome == .pass)
        #expect(verdict.audit.allSatisfy { $0.outcome == .ok })
        #expect(verdict.audit.map(\.check).contains("send lateness"))
        #expect(verdict.audit.map(\.check).contains("steadiness"))
    }

    @Test func iterationsThatAreNotAccountedFor() {
        let verdict = judged { $0.record.audit.scheduled += 1 }
        #expect(outcome("count", verdict) == .invalid)
        #expect(verdict.outcome == .invalid)
    }

    @Test func drops() {
        let many = judged {
            $0.record.audit.scheduled += 30
            $0.record.audit.dropped += 30
        }
        #expect(outcome("drops", many) == .invalid)
        let one = judged {
            $0.record.audit.scheduled += 1
            $0.record.audit.dropped += 1
        }
        #expect(outcome("drops", one) == .warning)
        #expect(one.outcome == .pass)
    }

    @Test func arrivalGaps() {
        let fits = judged { $0.record.audit.arrivals = ArrivalGaps(poisson: Self.exponential, places: Self.even) }
        #expect(outcome("arrival gaps", fits) == .ok)
        let bursts = judged {
            $0.record.audit.arrivals = ArrivalGaps(poisson: Self.exponential.map { $0.rounded() }, places: Self.even)
        }
        #expect(outcome("arrival gaps", bursts) == .warning)
        let half = judged {
            $0.record.audit.arrivals = ArrivalGaps(poisson: Self.exponential, places: Self.even.map { $0 * 0.9 })
        }
        #expect(outcome("arrival gaps", half) == .warning)
        let late = judged { $0.record.audit.arrivals = ArrivalGaps(constant: [0, 3_000_000], meanGap: 20_000_000) }
        #expect(outcome("arrival gaps", late) == .warning)
        // A warning is no verdict.
        #expect(late.outcome == .pass)
    }

    private static let exponential = (0..<1000).map { -log(1 - (Double($0) + 0.5) / 1000) }
    private static let even = (0..<1000).map { (Double($0) + 0.5) / 1000 }

    @Test func loopDelay() {
        let verdict = { (p99: UInt64, throttled: Double, waited: Double) in
            judged {
                $0.record.audit.turnP99 = p99
                $0.record.audit.longestTurn = p99 * 2
                $0.record.audit.throttledSeconds = throttled
                $0.record.audit.runQueueSeconds = waited
                $0.record.audit.wallSeconds = 60
                $0.record.audit.shards = 2
            }
        }
        #expect(outcome("loop delay", verdict(500_000, 0, 1)) == .ok)
        #expect(outcome("loop delay", verdict(3_000_000, 0, 1)) == .warning)
        #expect(outcome("loop delay", verdict(500_000, 0.5, 1)) == .warning)
        #expect(outcome("loop delay", verdict(500_000, 0, 7)) == .warning)
    }

    @Test func aLoadChangedByHandIsSaid() {
        let verdict = judged {
            $0.record.interventions = [.init(from: 20_000_000_000, to: 30_000_000_000, words: "rate 300/s")]
        }
        #expect(outcome("changes", verdict) == .warning)
        #expect(verdict.audit.first { $0.check == "changes" }?.words.contains("rate 300/s") == true)
        #expect(verdict.audit.contains { $0.check == "Little's law" } == false)
    }

    @Test func ownErrors() {
        #expect(judged { $0.record.audit.ownErrors = 1 }.outcome == .invalid)
    }

    @Test func lateSends() {
        // 2 % are 30 ms late, more than a tenth of 200 ms.
        let verdict = judged { run in
            for second in 0..<60 as Range<UInt64> { run.add(at: second, response: 40_000_000, lateness: 30_000_000) }
        }
        #expect(outcome("send lateness", verdict) == .invalid)
        #expect(verdict.outcome == .invalid)
    }

    @Test func sendsThatAreALittleLateOnlyWarn() {
        // 2 % are 3 ms late: more than a hundredth of 200 ms, and nothing is missed because of it.
        let verdict = judged { run in
            for second in 0..<60 as Range<UInt64> { run.add(at: second, response: 40_000_000, lateness: 3_000_000) }
        }
        #expect(outcome("send lateness", verdict) == .warning)
        #expect(verdict.outcome == .pass)
    }

    @Test func oneLateSendAmongFewIsNoProof() {
        var run = SyntheticRun(limits: [200_000_000])
        for second in 0..<50 as Range<UInt64> { run.add(at: second, response: 40_000_000) }
        run.add(at: 50, response: 40_000_000, lateness: 30_000_000)
        let verdict = Judge.judge(run: run.stored, objectives: [objective(.p95)])
        #expect(outcome("send lateness", verdict) == .warning)
        #expect(verdict.outcome == .inconclusive)
    }

    @Test func latenessIsNoMatterWhereNoLatencyIsJudged() {
        var run = SyntheticRun.even(slow: 0, perSecond: 500, limits: [])
        for second in 0..<60 as Range<UInt64> {
            run.add(at: second, response: 40_000_000, lateness: 10_000_000, count: 20)
        }
        let verdict = Judge.judge(run: run.stored, objectives: [objective(.errorRate(limit: 0.001, orEqual: false))])
        #expect(outcome("send lateness", verdict) == .warning)
        #expect(verdict.outcome == .pass)
    }

    @Test func aMissThatIsTheGeneratorsOwn() {
        // 10 % take 250 ms, of which they waited 240 ms to be sent.
        let verdict = judged { run in
            for second in 0..<60 as Range<UInt64> {
                run.add(at: second, response: 250_000_000, lateness: 240_000_000, count: 6)
            }
        }
        #expect(outcome("generator-bound", verdict) == .invalid)
        #expect(verdict.findings.first?.outcome == .fail)
        #expect(verdict.outcome == .invalid)
    }

    @Test func aMissBehindACapIsTheServices() {
        let verdict = judged { run in
            for second in 0..<60 as Range<UInt64> {
                run.add(at: second, response: 250_000_000, lateness: 240_000_000, count: 6)
            }
            run.record.load.cap = 100
            run.record.audit.peakUsers = 100
        }
        #expect(outcome("generator-bound", verdict) == .warning)
        #expect(outcome("send lateness", verdict) == .warning)
        #expect(verdict.outcome == .fail)
    }

    @Test func pauses() {
        let short = judged { $0.record.audit.hiccupP99 = 2_000_000 }
        #expect(outcome("pauses", short) == .warning)
        #expect(short.outcome == .pass)
        // A long pause can make an objective look missed, never met.
        let passing = judged { $0.record.audit.longestHiccup = 400_000_000 }
        #expect(outcome("pauses", passing) == .warning)
        #expect(passing.outcome == .pass)
        func missing(_ pause: UInt64) -> Verdict {
            var run = SyntheticRun.even(slow: 0.2, perSecond: 50)
            run.record.audit.longestHiccup = pause
            return Judge.judge(run: run.stored, objectives: [objective(.p95)])
        }
        // A tenth of a second hits 0.17 % of a minute; a tenth of the 5 % that are allowed are 0.5 %.
        #expect(outcome("pauses", missing(100_000_000)) == .warning)
        #expect(missing(100_000_000).outcome == .fail)
        #expect(outcome("pauses", missing(400_000_000)) == .invalid)
    }

    @Test func aBusyProcessor() {
        let verdict = judged { $0.record.audit.busiestShard = 0.97 }
        #expect(outcome("processor", verdict) == .warning)
        #expect(verdict.outcome == .pass)
        #expect(outcome("processor", judged { $0.record.audit.steal = 0.2 }) == .warning)
    }

    /// A load that grows reaches the end of a core late: the mean over the run is far from it.
    @Test func theMomentAtWhichTheGeneratorWasTheBottleneck() throws {
        func words(_ busiest: (Int) -> Double?) throws -> (AuditFinding.Outcome, String) {
            let verdict = judged { run in
                run.record.audit.busiestShard = 0.5
                run.setBusiest(busiest)
            }
            let finding = try #require(verdict.audit.first { $0.check == "processor" })
            return (finding.outcome, finding.words)
        }
        // The measured part begins at 00:10.
        let late = try words { $0 >= 41 ? 0.98 : 0.4 }
        #expect(late.0 == .warning)
        #expect(
            late.1
                == "the generator was the bottleneck from 00:51 on, for 19 s: its busiest shard used 98 % of a core; "
                + "use --shards 2 or a second machine (--part 1/2)"
        )
        // Two stretches, and single seconds between them that are none.
        let twice = try words { [5, 6, 7, 20, 30, 31, 32, 33, 40, 41].contains($0) ? 0.96 : 0.4 }
        #expect(twice.1.contains("from 00:15 on, for 7 s: its busiest shard used 96 % of a core"))
        #expect(try words { $0 % 3 == 0 ? 0.4 : 0.99 }.0 == .ok)
        #expect(try words { _ in nil }.0 == .ok)
    }

    @Test func littlesLaw() {
        func check(_ inFlight: Double) -> AuditFinding.Outcome? {
            outcome(
                "Little's law",
                judged {
                    $0.record.audit.meanInFlight = inFlight
                    $0.record.audit.wallSeconds = 60
                }
            )
        }
        // 50 a second of 0.0426 s.
        #expect(check(2.13) == .ok)
        #expect(check(2.4) == .warning)
    }

    @Test func aLoadThatWasNotReached() {
        #expect(outcome("load", judged { $0.record.audit.peakUsers = 90 }) == .warning)
    }

    @Test func anOpenLoadThatWasNotReached() {
        func check(_ scheduled: UInt64) -> AuditFinding.Outcome? {
            var run = SyntheticRun.even(slow: 0, perSecond: 50)
            run.record.load.model = .rate
            var stored = run.stored
            for index in stored.timeline.indices { stored.timeline[index].scheduled = scheduled }
            return outcome("load", Judge.judge(run: stored, objectives: [objective(.p95)]))
        }
        #expect(check(100) == .ok)
        #expect(check(90) == .warning)
    }

    @Test func aServiceThatDrifts() {
        var run = SyntheticRun(limits: [200_000_000])
        var random = SeededRandom(seed: 9)
        for second in 0..<60 as Range<UInt64> {
            for _ in 0..<50 {
                run.add(at: second, response: 20_000_000 + second * 200_000 + random.below(10_000_000))
            }
        }
        let verdict = Judge.judge(run: run.stored, objectives: [objective(.p95)])
        #expect(outcome("steadiness", verdict) == .warning)
        #expect(verdict.audit.first { $0.check == "steadiness" }?.words.contains("slower") == true)
    }

    @Test func filesThatAreNotWhole() {
        var stored = SyntheticRun.even(slow: 0).stored
        stored.problems = ["counts do not agree"]
        let verdict = Judge.judge(run: stored, objectives: [objective(.p95)])
        #expect(verdict.outcome == .invalid)
        #expect(verdict.problems == ["counts do not agree"])
    }
}

import Groundwork
import LoadMetrics
import LoadPlan
import Testing

@testable import SLOAnalysis

/// From a level's run to what the search makes of it.
@Suite("Levels of a capacity search") struct CapacityLevelTests {
    private let trial = CapacityTrial(level: 200, purpose: .bound)

    private func level(
        _ run: StoredRun,
        _ objectives: [Objective] = [objective(.p95, text: "p95 < 200ms")],
        overload: String? = nil
    ) -> CapacityLevel {
        let verdict = Judge.judge(run: run, objectives: objectives)
        return CapacityLevel(trial, name: "level-01", run: run, verdict: verdict, overload: overload)
    }

    @Test func figuresComeFromTheRun() throws {
        var run = SyntheticRun(seconds: 60, limits: [200_000_000])
        for second in 0..<UInt64(60) { run.add(at: second, response: 50_020_000, count: 100) }
        let level = level(run.stored)
        #expect(level.result == .holds && level.outcome == .pass)
        #expect(level.requests == 6_000 && level.seconds == 60 && level.throughput == 100)
        // Little's law: 100 a second, 50 ms each.
        #expect(abs(level.inFlight - 5) < 0.05)
        #expect(level.objectives.map(\.text) == ["p95 < 200ms"])
        #expect(level.endedEarly == nil)
    }

    @Test func verdictsBecomeResults() {
        #expect(level(SyntheticRun.even(slow: 0.02).stored).result == .holds)
        #expect(level(SyntheticRun.even(slow: 0.09).stored).result == .misses)
        #expect(level(SyntheticRun.even(slow: 0.05).stored).result == .undecided)
        // 600 requests without an error cannot show that fewer than 0.1 % fail.
        let errors = objective(.errorRate(limit: 0.001, orEqual: false), text: "errors < 0.1%")
        let short = SyntheticRun.even(slow: 0, perSecond: 10)
        #expect(level(short.stored, [errors]).result == .tooFew)
        // 10,000 are needed of independent ones.
        #expect(abs((level(short.stored, [errors]).longer ?? 0) - 10_000 / 600) < 0.1)
        #expect(level(SyntheticRun.even(slow: 0.02).stored).longer == nil)
        // As few, but more bad ones than are allowed: that is no want of samples.
        #expect(level(SyntheticRun.even(slow: 0, perSecond: 10, failed: 0.004).stored, [errors]).result == .undecided)
        // Fast answers whose median wanders are worth few requests: nothing speaks against them.
        var wandering = SyntheticRun(seconds: 60, limits: [200_000_000])
        for second in 0..<UInt64(60) {
            wandering.add(at: second, response: second / 6 % 2 == 0 ? 2_000_000 : 150_000_000, count: 10)
        }
        #expect(level(wandering.stored).result == .tooFew)
        for second in 0..<UInt64(2) { wandering.add(at: second, response: 300_000_000, count: 6) }
        #expect(level(wandering.stored).result == .undecided)
        let elsewhere = objective(.p95, of: Scope(of: [.init(name: Glob("nowhere"))]))
        #expect(level(short.stored, [elsewhere]).result == .invalid)
    }

    @Test func overloadIsNoDoubt() {
        var run = SyntheticRun.even(slow: 0.05).stored
        run.record.state = .interrupted
        run.record.endReason = "900 requests were unanswered"
        let level = level(run, overload: "900 requests were unanswered")
        #expect(level.result == .misses)
        #expect(level.reason == "The level was given up: 900 requests were unanswered.")
        #expect(level.endedEarly == "900 requests were unanswered")
        // Given up within its warm-up it has no figure at all.
        var early = SyntheticRun(seconds: 60, limits: [200_000_000]).stored
        early.record.state = .interrupted
        #expect(self.level(early, overload: "too many").result == .misses)
        #expect(self.level(early).result == .invalid)
        early.record.audit.busiestShard = 0.97
        #expect(self.level(early, overload: "too many").result == .invalid)
        // Ended by a signal it says nothing of the kind.
        #expect(self.level(run).result == .undecided)
    }

    /// Late sends make a level INVALID; where an overloaded service misses the limit by its own clock too, it is the
    /// service, unless a shard was at its end.
    @Test func anOverloadedServiceMakesTheGeneratorLate() {
        var late = SyntheticRun(seconds: 60, limits: [200_000_000])
        for second in 0..<UInt64(60) {
            late.add(at: second, response: 900_000_000, lateness: 100_000_000, count: 100)
        }
        var run = late.stored
        run.record.state = .interrupted
        #expect(level(run).result == .invalid)
        #expect(level(run, overload: "too many").result == .misses)
        run.record.audit.busiestShard = 0.97
        #expect(level(run, overload: "too many").result == .invalid)
        // Fast by its own clock: the requests waited in the generator.
        var own = SyntheticRun(seconds: 60, limits: [200_000_000])
        for second in 0..<UInt64(60) {
            own.add(at: second, response: 900_000_000, lateness: 890_000_000, count: 100)
        }
        var stored = own.stored
        stored.record.state = .interrupted
        #expect(level(stored, overload: "too many").result == .invalid)
    }

    @Test func whatIsNotMetComesFirst() {
        let errors = objective(.errorRate(limit: 0.01, orEqual: false), text: "errors < 1%")
        let up = objective(.availability(least: 0.5, orEqual: true), text: "availability >= 50%")
        let p95 = objective(.p95, text: "p95 < 200ms")
        let missed = level(SyntheticRun.even(slow: 0.09).stored, [up, errors, p95])
        #expect(missed.nearest.map(\.text) == ["p95 < 200ms", "errors < 1%", "availability >= 50%"])
        #expect(missed.objectives.map(\.text) == ["availability >= 50%", "errors < 1%", "p95 < 200ms"])
    }
}

/// When a level is given up before its time.
@Suite("Overload beyond doubt") struct OverloadRuleTests {
    private let objectives = [
        objective(.p95), objective(.percentile(quantile: 0.99, limit: 500_000_000, orEqual: false)),
    ]

    /// Seconds until it ends the level, of updates with so many requests in flight and share of errors.
    private func ends(
        _ inFlight: [Int],
        perSecond: UInt64 = 100,
        errors: Double = 0,
        _ objectives: [Objective]? = nil,
        isOpen: Bool = true
    ) -> Int? {
        var rule = OverloadRule(objectives ?? self.objectives, isOpen: isOpen)
        for (second, count) in inFlight.enumerated() {
            let requests = perSecond * UInt64(second + 1)
            let failed = UInt64(Double(requests) * errors)
            let words = rule.update(inFlight: count, sent: perSecond, seconds: 1, requests: requests, errors: failed)
            if words != nil { return second + 1 }
        }
        return nil
    }

    @Test func threeTimesTheLoosestLimitIsOverload() {
        // 100/s at 500 ms leave 50 unanswered.
        #expect(ends([Int](repeating: 151, count: 9)) == 5)
        #expect(ends([Int](repeating: 150, count: 9)) == nil)
        // A stall that passes is none.
        #expect(ends([10, 10, 10, 200, 200, 10, 200, 200, 10]) == nil)
        // Of a long level it must be a tenth.
        var long = OverloadRule(objectives, isOpen: true, length: 60 * .second)
        let ended = (1...9).first { second in
            let requests = UInt64(second) * 100
            return long.update(inFlight: 151, sent: 100, seconds: 1, requests: requests, errors: 0) != nil
        }
        #expect(ended == 8)
        // Few requests are never overload by their number.
        #expect(ends([Int](repeating: 19, count: 9), perSecond: 1) == nil)
        #expect(ends([Int](repeating: 21, count: 9), perSecond: 1) == 5)
    }

    /// Closed users send less when the service is slow: what they send now counts, not what they sent at their best.
    @Test func closedLoadsAreMeasuredByWhatTheySend() {
        func ends(isOpen: Bool) -> Bool {
            var rule = OverloadRule(objectives, isOpen: isOpen)
            var ended = false
            for second in 0..<12 {
                let sent: UInt64 = second < 4 ? 1_000 : 100
                let words = rule.update(inFlight: 200, sent: sent, seconds: 1, requests: 0, errors: 0)
                ended = ended || words != nil
            }
            return ended
        }
        #expect(ends(isOpen: false))
        #expect(!ends(isOpen: true))
    }

    @Test func mostAnswersFail() {
        #expect(ends([Int](repeating: 1, count: 9), errors: 0.51) == 3)
        #expect(ends([Int](repeating: 1, count: 9), errors: 0.49) == nil)
        #expect(ends([Int](repeating: 1, count: 9), perSecond: 5, errors: 1) == nil)
        let errors = [objective(.errorRate(limit: 0.01, orEqual: false))]
        #expect(ends([Int](repeating: 9_000, count: 9), errors) == nil)
        // Counters that go back, as no run's do, are no crash.
        var rule = OverloadRule([], isOpen: true)
        #expect(rule.update(inFlight: 0, sent: 0, seconds: 0, requests: 9, errors: 9) == nil)
        #expect(rule.update(inFlight: 0, sent: .max, seconds: .nan, requests: 0, errors: 0) == nil)
    }
}

/// What a search looks like as a whole.
@Suite("Description of a capacity search") struct CapacityDescriptionTests {
    /// Levels of one server at 100/s: N and R by M/M/1.
    private func levels(_ rates: [Double]) -> [CapacityLevel] {
        rates.map { rate in
            let time = 1 / (100 - rate)
            return CapacityLevel(
                trial: CapacityTrial(level: rate, purpose: .bound),
                run: "r",
                outcome: .pass,
                result: .holds,
                reason: "",
                seconds: 60,
                requests: UInt64(rate * 60),
                throughput: rate,
                inFlight: rate * time,
                p95: 3e9 * time,
                objectives: []
            )
        }
    }

    @Test func whatObjectivesNeedIsKnownBefore() throws {
        let errors = objective(.errorRate(limit: 0.02, orEqual: false), text: "errors < 2%")
        let need = try #require(EvidenceNeed.largest([objective(.p95, text: "p95 < 200ms"), errors]))
        #expect(need.text == "errors < 2%" && need.requests == 500)
        #expect(
            need.words(levelSeconds: 20)
                == "'errors < 2%' takes 500 requests: from 12.5/s on a confirmation has them (40 s), below 4.167/s not even "
                + "the longest (2 min); --level makes levels longer"
        )
        #expect(EvidenceNeed(objective(.mean(limit: 1, orEqual: false), text: "mean < 1ms")) == nil)
        #expect(EvidenceNeed(objective(.errorRate(limit: 0, orEqual: true), text: "errors <= 0%")) == nil)
    }

    @Test func theKneeIsWhereItBends() throws {
        let knee = try #require(Knee([(0, 1), (1, 1), (2, 1.1), (3, 1.2), (4, 5), (5, 9)]))
        #expect(knee.level == 3)
        #expect(Knee([(0, 0), (1, 1), (2, 2), (3, 3), (4, 4)]) == nil)
        // The lowest level twice, once by chance much faster: a line all the same.
        #expect(Knee([(1, 2), (1, 1), (2, 2.5), (3, 3.5), (4, 4.5), (5, 5.5)]) == nil)
        #expect(Knee([(0, 1), (1, 1), (2, 1), (3, 1), (4, 1)]) == nil)
        #expect(Knee([(0, 1), (1, 1), (2, 9)]) == nil)
        #expect(Knee([(0, 1), (1, 1), (2, 1), (3, 1), (4, .infinity)]) == nil)
    }

    @Test func nothingIsDrawnFurtherThanTwice() throws {
        let found = try #require(CapacityDescription(levels([10, 20, 40, 80, 90, 95])))
        #expect(found.knee?.level == 80 || found.knee?.level == 90)
        #expect(abs(found.mostInFlight - 19) < 1e-9)
        let fit = try #require(found.fit)
        // A queue in front of one server is contention and nothing else: X = 100·N / (1 + N).
        #expect(fit.law.coherency < 1e-6 && abs(fit.law.contention - 0.5) < 1e-3)
        #expect(found.peakInFlight == nil)
        #expect(abs((found.extrapolated ?? 0) - 100 * 38 / 39) < 0.2)
        let words = found.words { "\($0)/s" }
        #expect(words.contains { $0.contains("no peak is identified") })
        #expect(!words.contains { $0.contains("p95 of all steps has no knee") })
    }

    @Test func unsoundLevelsAreNotDescribed() {
        var few = levels([10, 20, 40])
        #expect(CapacityDescription(few)?.extrapolated == nil)
        #expect(CapacityDescription(few)?.words { "\($0)" }.contains { $0.contains("fewer than 6") } == true)
        for index in few.indices { few[index].result = .invalid }
        #expect(CapacityDescription(few) == nil)
        #expect(CapacityDescription([]) == nil)
    }
}

import Groundwork
import LoadMetrics
import LoadPlan
import Testing

@testable import SLOAnalysis

@Suite("Requirements")
struct RequirementTests {
    private func finding(_ run: SyntheticRun, _ requirement: Requirement, _ scope: Scope = Scope()) throws -> Finding {
        try #require(
            Judge.judge(run: run.stored, objectives: [objective(requirement, of: scope)]).findings.first
        )
    }

    @Test func noFailureAmongThirtyThousandMeetsOneInAThousand() throws {
        let run = SyntheticRun.even(slow: 0, perSecond: 500)
        let finding = try finding(run, .errorRate(limit: 0.001, orEqual: false))
        #expect(finding.outcome == .pass)
        #expect(finding.observed == 0)
        #expect(finding.low == 0)
        // 1 − 0.05^(1/27150): 30,000 samples less the degrees of freedom's price.
        #expect(agrees(try #require(finding.high), 1.103e-4, within: 1e-6))
    }

    @Test func noFailureAmongFiveThousandDoesNot() throws {
        let run = SyntheticRun.even(slow: 0, perSecond: 90)
        let finding = try finding(run, .errorRate(limit: 0.001, orEqual: false))
        #expect(finding.outcome == .inconclusive)
        #expect(finding.reason.contains("10,000 are needed"), "\(finding.reason)")
        #expect(try #require(finding.needed).contains("more requests"))
    }

    @Test func failuresAboveTheLimitFail() throws {
        let run = SyntheticRun.even(slow: 0, perSecond: 100, failed: 0.01)
        #expect(try finding(run, .errorRate(limit: 0.001, orEqual: false)).outcome == .fail)
        let availability = try finding(run, .availability(least: 0.999, orEqual: true))
        #expect(availability.outcome == .fail)
        #expect(availability.direction == .atLeast)
        #expect(try #require(availability.low) < 0.99)
        #expect(try #require(availability.high) < 0.999)
    }

    @Test func noneMayFailIsACount() throws {
        #expect(try finding(.even(slow: 0, perSecond: 1), .errorRate(limit: 0, orEqual: true)).outcome == .pass)
        let run = SyntheticRun.even(slow: 0, perSecond: 10, failed: 0.01)
        #expect(try finding(run, .availability(least: 1, orEqual: true)).outcome == .fail)
    }

    @Test func theMaximumIsWhatWasSeen() throws {
        var run = SyntheticRun.even(slow: 0, limits: [200_000_000])
        let limit = Requirement.maximum(limit: 200_000_000, orEqual: false)
        // In the limit's own bucket and below it: exact counters tell.
        run.add(at: 5, response: 199_999_000)
        let below = try finding(run, limit)
        #expect(below.outcome == .pass)
        #expect(try #require(below.observed) < 200e6)
        run.add(at: 6, response: 200_000_000)
        #expect(try finding(run, limit).outcome == .fail)
        var failing = SyntheticRun.even(slow: 0, limits: [200_000_000])
        failing.add(at: 6, response: 1_000_000, outcome: "status")
        #expect(try finding(failing, limit).outcome == .fail)
    }

    @Test func aLimitWithoutACounterIsJudgedByBuckets() throws {
        var run = SyntheticRun.even(slow: 0.02, limits: [150_000_000])
        let pass = try finding(run, .p95)
        #expect(pass.outcome == .pass)
        #expect(pass.reason.contains("buckets"), "\(pass.reason)")
        // A sample in the bucket that holds the limit is bad where that is to the run's disadvantage, and only there.
        run.add(at: 3, response: 199_990_000)
        let maximum = try finding(run, .maximum(limit: 200_000_000, orEqual: false))
        #expect(maximum.outcome == .fail)
        var near = SyntheticRun(limits: [])
        near.add(at: 3, response: 199_990_000)
        #expect(try finding(near, .maximum(limit: 200_000_000, orEqual: false)).outcome == .inconclusive)
    }

    @Test func theMeanHasAnInterval() throws {
        let run = SyntheticRun.even(slow: 0)
        let pass = try finding(run, .mean(limit: 45_000_000, orEqual: false))
        #expect(pass.outcome == .pass)
        #expect(agrees(try #require(pass.observed), 40e6, within: 0.02))
        #expect(try finding(run, .mean(limit: 35_000_000, orEqual: false)).outcome == .fail)
        let between = try finding(run, .mean(limit: UInt64(try #require(pass.observed)), orEqual: false))
        #expect(between.outcome == .inconclusive)
    }

    @Test func throughputCountsGoodRequests() throws {
        let run = SyntheticRun.even(slow: 0, perSecond: 200, failed: 0.2)
        #expect(try finding(run, .throughput(least: 150, orEqual: true)).outcome == .pass)
        let fail = try finding(run, .throughput(least: 190, orEqual: true))
        #expect(fail.outcome == .fail)
        #expect(agrees(try #require(fail.observed), 160, within: 0.03))
    }

    @Test func groupsAreJudgedLikeSteps() throws {
        var run = SyntheticRun(limits: [200_000_000], steps: ["(payment)"])
        var random = SeededRandom(seed: 5)
        for second in 0..<60 as Range<UInt64> {
            for _ in 0..<50 {
                run.add(at: second, response: 20_000_000 + random.below(1_000_000), step: "(payment)")
            }
        }
        let scope = Scope(of: [.init(kind: .group, name: Glob("(payment)"))])
        let finding = try finding(run, .p95, scope)
        #expect(finding.outcome == .pass)
        #expect(finding.serviceObserved == nil)
        #expect(finding.reason.contains("groups"), "\(finding.reason)")
    }

    /// A phase is cut into blocks of its own: the last 24 of 60 seconds make twelve, not eight of the whole run's twenty.
    @Test func aPhaseHasBlocksOfItsOwn() throws {
        var run = SyntheticRun(limits: [200_000_000], steps: ["ramp", "soak"])
        var random = SeededRandom(seed: 5)
        for second in 0..<60 as Range<UInt64> {
            for _ in 0..<50 {
                let step = second < 36 ? "ramp" : "soak"
                run.add(at: second, response: 150_000_000 + random.below(1_000_000), step: step)
            }
        }
        for index in run.record.series.indices { run.record.series[index].phase = run.record.series[index].name }
        let soak = try finding(run, .p95, Scope(phase: [Glob("soak")]))
        #expect(soak.outcome == .pass, "\(soak.reason)")
        #expect(soak.samples == 1200)
        #expect(try finding(run, .throughput(least: 45, orEqual: true), Scope(phase: [Glob("soak")])).outcome == .pass)
    }

    @Test func aScopeTakesOnlyItsOwnSamples() throws {
        var run = SyntheticRun(limits: [200_000_000], regions: ["ar-cba", "br-sp"])
        var random = SeededRandom(seed: 5)
        for second in 0..<60 as Range<UInt64> {
            for _ in 0..<20 {
                run.add(at: second, response: 20_000_000 + random.below(1_000_000), region: "ar-cba")
                run.add(at: second, response: 400_000_000 + random.below(1_000_000), region: "br-sp")
            }
        }
        #expect(try finding(run, .p95, Scope(from: [Glob("ar-*")])).outcome == .pass)
        #expect(try finding(run, .p95, Scope(from: [Glob("br-*")])).outcome == .fail)
    }
}

import Glibc
import Groundwork
import LoadMetrics
import LoadPlan
import Testing

@testable import SLOAnalysis

/// What is far from the limit is decided although few of the samples are independent.
@Suite("Shares far from the limit") struct ClearShareTests {
    /// A run whose speed wanders slowly between 1 and so many times a latency in microseconds: few of its blocks are alike.
    private func run(
        _ base: Double,
        wandering factor: Double,
        perSecond: Int = 40,
        seconds: UInt64 = 60,
        change: (Int, UInt64) -> UInt64 = { $1 }
    ) -> SyntheticRun {
        var run = SyntheticRun(seconds: seconds, limits: [200_000_000])
        var random = SeededRandom(seed: 11)
        for second in 0..<seconds {
            let mood = (1 + sin(Double(second) / 9)) / 2
            for number in 0..<perSecond {
                let time = base * 1000 * pow(factor, mood) * (0.9 + 0.2 * random.unit())
                run.add(at: second, response: change(Int(second) * perSecond + number, UInt64(time)))
            }
        }
        return run
    }

    private func finding(_ run: SyntheticRun, _ requirement: Requirement = .p95, looked: Bool = false) throws -> Finding
    {
        var stored = run.stored
        if looked { stored.record.looks = .init(plannedTo: stored.record.measuredTo, extendTo: nil, mayEndEarly: true) }
        return try #require(Judge.judge(run: stored, objectives: [objective(requirement)]).findings.first)
    }

    private let p99 = Requirement.percentile(quantile: 0.99, limit: 200_000_000, orEqual: false)

    @Test(arguments: [false, true]) func aWanderingMedianFarBelowTheLimitPasses(looked: Bool) throws {
        let run = run(200, wandering: 1.5)
        // A run that is looked at needs a hundred bad requests that would be allowed: 10,000 for the p99.
        #expect(try finding(run, p99, looked: true).outcome == .inconclusive)
        for requirement in looked ? [.p95] : [.p95, p99] {
            let finding = try finding(run, requirement, looked: looked)
            #expect(finding.outcome == .pass, "\(finding)")
            #expect(finding.reason.contains("100 ms, half of the limit"), "\(finding.reason)")
            #expect(try #require(finding.high) < 100_000_000)
            // The interval is that of the percentile, which wanders too.
            #expect(try #require(finding.designEffect) > 20)
        }
    }

    /// Four times as far, on a logarithmic scale, as the median moved: 2⁴ · 1.5 ms is less than 200 ms, 4⁴ · 2 ms is more.
    @Test func aMedianThatMayReachTheLimitDoesNot() throws {
        #expect(try finding(run(1_000, wandering: 2), p99).outcome == .pass)
        #expect(try finding(run(1_000, wandering: 4), p99).outcome == .inconclusive)
    }

    /// A third of what is allowed may lie beyond half of the limit, and what failed counts as beyond.
    @Test func whatComesNearTheLimitCounts() throws {
        let few = run(200, wandering: 1.5) { $0 % 400 == 7 ? 110_000_000 : $1 }
        #expect(try finding(few, .p95).outcome == .pass)
        let many = run(200, wandering: 1.5) { $0 % 40 == 7 ? 110_000_000 : $1 }
        #expect(try finding(many, .p95).outcome == .inconclusive)
        var failed = run(200, wandering: 1.5)
        for second in 0..<60 as Range<UInt64> { failed.add(at: second, response: 1_000, outcome: "status") }
        #expect(try finding(failed, .p95).outcome == .inconclusive)
    }

    @Test(arguments: [false, true]) func anOutageFails(looked: Bool) throws {
        // Every request is slow, and the median wanders so much that 2,400 requests are worth 19.
        let slow = run(250_000, wandering: 3)
        for requirement in [.p95, p99] {
            let finding = try finding(slow, requirement, looked: looked)
            #expect(finding.outcome == .fail, "\(finding)")
            #expect(try #require(finding.low) >= 200_000_000)
        }
        let short = run(250_000, wandering: 3, perSecond: 1, seconds: 20)
        #expect(try finding(short).outcome == .fail)
    }

    @Test func halfAnOutageFails() throws {
        let half = run(10_000, wandering: 3) { $0 >= 1200 ? 400_000_000 : $1 }
        let finding = try finding(half)
        #expect(finding.outcome == .fail)
        #expect(try #require(finding.effectiveSamples) < 20)
        // A tenth of the run is twice what is allowed, and may be chance.
        let tenth = run(10_000, wandering: 3) { (1200..<1440).contains($0) ? 400_000_000 : $1 }
        #expect(try self.finding(tenth).outcome == .inconclusive)
    }

    /// Forty of them together are corrected for chance and still fail: nobody calls forty outages chance.
    @Test func outagesStandTheCorrection() {
        let stored = run(250_000, wandering: 3, perSecond: 1, seconds: 20).stored
        let verdict = Judge.judge(run: stored, objectives: (0..<40).map { _ in objective(.p95) })
        #expect(verdict.findings.allSatisfy { $0.outcome == .fail })
    }

    @Test func theBarsMeetAtWhatIsAllowed() {
        #expect(ShareRuling.bar(0.05) == 0.2)
        #expect(ShareRuling.bar(0.5) == 0.75)
        #expect(ShareRuling.bar(1) == 1)
    }
}

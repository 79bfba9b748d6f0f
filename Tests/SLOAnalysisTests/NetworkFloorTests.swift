import LoadMetrics
import LoadPlan
import Testing

@testable import SLOAnalysis

@Suite("Network floor")
struct NetworkFloorTests {
    private static let ms: UInt64 = 1_000_000

    private func run(kind: String, network: UInt64 = 0, connect: UInt64? = nil) -> SyntheticRun {
        var run = SyntheticRun(limits: [200 * Self.ms])
        run.record.regions[0].kind = kind
        run.record.target = "https://service.test:443"
        for second in 0..<run.seconds {
            run.add(at: second, response: 214 * Self.ms, network: network, connect: connect, count: 20)
            run.add(at: second, response: 214 * Self.ms, network: network, count: 180)
        }
        return run
    }

    /// 142 of 214 ms is the network; the service answered in 72 ms and would have to in 58.
    @Test func aModelledRegionKnowsItsNetwork() throws {
        let verdict = Judge.judge(
            run: run(kind: "model", network: 142 * Self.ms, connect: 140 * Self.ms).stored,
            objectives: [objective(.p95)]
        )
        let floor = try #require(verdict.network?.first)
        #expect(abs(Int64(floor.network) - Int64(142 * Self.ms)) < 400_000)
        #expect(abs(Int64(floor.service) - Int64(72 * Self.ms)) < 400_000)
        #expect(abs(Int64(floor.budget) - Int64(58 * Self.ms)) < 400_000)
        #expect(floor.cold * 10 == floor.requests)
        #expect(!floor.isInfeasible)
    }

    /// 50 ms more are the generator's: they are neither the network's nor the service's.
    @Test func aLateGeneratorIsNoNetwork() throws {
        var run = SyntheticRun(limits: [200 * Self.ms])
        run.record.regions[0].kind = "model"
        for second in 0..<run.seconds {
            run.add(
                at: second,
                response: 264 * Self.ms,
                lateness: 50 * Self.ms,
                network: 142 * Self.ms,
                count: 200
            )
        }
        let floor = try #require(NetworkFloor.floors(of: run.stored, objectives: [objective(.p95)]).first)
        #expect(abs(Int64(floor.network) - Int64(142 * Self.ms)) < 400_000)
        #expect(abs(Int64(floor.service) - Int64(72 * Self.ms)) < 400_000)
    }

    @Test func aMeasuredRegionEstimatesItByItsHandshakes() throws {
        let verdict = Judge.judge(
            run: run(kind: "via", connect: 142 * Self.ms).stored,
            objectives: [objective(.p95)]
        )
        let floor = try #require(verdict.network?.first)
        #expect(abs(Int64(floor.network) - Int64(142 * Self.ms)) < 2 * Int64(Self.ms))
        #expect(floor.kind == "via")
    }

    @Test func onThisMachineThereIsNoNetworkHoweverSlowItIs() {
        var run = run(kind: "here", connect: 5 * Self.ms)
        run.record.target = "http://127.0.0.1:8080"
        #expect(Judge.judge(run: run.stored, objectives: [objective(.p95)]).network == nil)
    }

    @Test func besideTheServiceThereIsNoNetwork() {
        let verdict = Judge.judge(run: run(kind: "here", connect: 90_000).stored, objectives: [objective(.p95)])
        #expect(verdict.network == nil)
    }

    @Test func aNetworkThatTakesItAllIsInfeasible() throws {
        let verdict = Judge.judge(
            run: run(kind: "model", network: 205 * Self.ms).stored,
            objectives: [objective(.p95)]
        )
        let floor = try #require(verdict.network?.first)
        #expect(floor.isInfeasible)
        #expect(floor.budget == 0)
    }

    /// An objective that names regions is undecided where one of them has too few samples; one that names none is not.
    @Test func aRegionWithTooFewSamplesIsUndecided() throws {
        var run = SyntheticRun(limits: [200 * Self.ms], regions: ["ar", "uy"])
        for second in 0..<run.seconds { run.add(at: second, response: 50 * Self.ms, count: 200) }
        run.add(at: 3, response: 50 * Self.ms, region: "uy", count: 58)
        var named = Scope()
        named.from = [Glob("*")]
        let few = Judge.judge(run: run.stored, objectives: [objective(.p95, of: named), objective(.p95)])
        #expect(few.findings[0].outcome == .inconclusive)
        #expect(few.findings[0].reason.contains("uy has 58 of the 59"), "\(few.findings[0].reason)")
        #expect(few.findings[1].outcome == .pass)
        run.add(at: 4, response: 50 * Self.ms, region: "uy")
        let enough = Judge.judge(run: run.stored, objectives: [objective(.p95, of: named)])
        #expect(enough.findings[0].outcome == .pass)
    }
}

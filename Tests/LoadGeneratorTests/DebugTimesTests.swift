import Groundwork
import LoadMetrics
import LoadPlan
import NetworkModel
import Testing

@testable import LoadGenerator

/// What a debug run tells of the time of a request.
@Suite struct DebugTimesTests {
    private static let ms: UInt64 = 1_000_000

    /// The times of a request to a service of 20 ms, of which 15 are wait and 2 transfer.
    private func times(of region: Region? = nil) throws -> PhaseBreakdown {
        var plan = Make.plan([.request(Make.request())], load: Make.users(1, for: .second))
        if let region { plan.regions = [region] }
        plan.target.host = "192.0.2.1"
        let layout = SeriesLayout(plan)
        let clock = ManualClock()
        let transport = ScriptedTransport(clock: clock) { _ in
            .init(body: "x", after: 20 * Self.ms, phases: PhaseTimes(wait: 15 * Self.ms, transfer: 2 * Self.ms))
        }
        var told: [PhaseBreakdown] = []
        let core = try ShardCore(
            plan: plan,
            settings: .init(slots: 1),
            transport: transport,
            clock: clock,
            layout: layout,
            recorder: SampleRecorder(limits: .init(series: layout.keys, thresholds: layout.thresholds)),
            trace: DebugTrace { event in
                if case .response(_, _, _, let phases) = event { told.append(phases) }
            }
        )
        core.begin(at: 0)
        var turns = 0
        while core.trace?.isOver == false, turns < 10_000 {
            turns += 1
            clock.time = max(clock.time, core.turn(now: clock.time))
        }
        return try #require(told.first)
    }

    private func sum(_ phases: PhaseBreakdown) -> Double { RequestPhase.allCases.reduce(0) { $0 + phases[$1] } }

    @Test func partsAddUp() throws {
        let phases = try times()
        #expect(phases.total == Double(20 * Self.ms))
        #expect(phases[.wait] == Double(15 * Self.ms))
        #expect(phases[.rest] == Double(3 * Self.ms))
        #expect(sum(phases) == phases.total)
        #expect(!phases.hasModelledNetwork)
    }

    /// With a round trip of 100 ms, which is wait.
    @Test func aModelledNetworkIsInItsParts() throws {
        let leg = NetworkProfile.Leg(name: "t", role: .whole, roundTrip: .constant(NetworkFact(100, .assumed, "test")))
        let line = NetworkProfile.Line(name: "t", share: NetworkFact(1, .assumed, "test"), legs: [leg])
        let profile = NetworkProfile(name: "t", summary: "", lines: [line])
        let phases = try times(of: Region(name: "far", share: 1, vantage: .model(profile), place: here))
        #expect(phases.hasModelledNetwork)
        #expect(abs(phases.total - Double(120 * Self.ms)) < 0.2e6)
        #expect(abs(phases[.wait] - Double(115 * Self.ms)) < 0.2e6)
        #expect(phases[.queueing] == 0)
        #expect(abs(sum(phases) - phases.total) < 1)
    }
}

import Curl
import Groundwork
import LoadMetrics
import LoadPlan
import Testing

@testable import LoadGenerator

/// Loads of single flows, and loads that end with a number of iterations.
@Suite struct FlowLoadTests {
    private func steady(_ call: ScriptedTransport.Call) -> ScriptedTransport.Answer { .init(after: 10_000_000) }

    /// Two flows of one request each: `/a` and `/b`.
    private func plan(_ load: Load) -> Plan {
        var plan = Make.plan([.request(Make.request(path: Template("/a")))], load: load, stepCount: 2)
        plan.flows.append(
            Flow(
                name: "other",
                weight: 1,
                series: 3,
                steps: [.request(Make.request(1, path: Template("/b")))],
                place: here
            )
        )
        return plan
    }

    private func level(_ level: Double, for duration: Nanoseconds) -> LoadCurve {
        LoadCurve([.init(from: level, to: level, duration: duration)])
    }

    private func load(_ model: Load.Model, _ curves: [LoadCurve]) -> Load {
        Load(
            model: model,
            curve: LoadCurve(sumOf: curves),
            warmup: 0,
            flows: curves.enumerated().map { FlowLoad(flow: $0.offset, curve: $0.element) }
        )
    }

    @Test("Users of one flow do nothing else, for any number of shards", arguments: [1, 3])
    func usersOfFlows(shards: Int) throws {
        let curves = [level(3, for: 4 * .second), level(5, for: 2 * .second)]
        let run = try Simulation(plan(load(.users, curves)), shards: shards, script: steady)
        // 100 requests a second and user.
        #expect(run.count("s0") == 3 * 4 * 100)
        #expect(run.count("s1") == 5 * 2 * 100)
        #expect(run.totals.peakUsers == 8)
        #expect(Set(run.calls.filter { $0.url.hasSuffix("/a") }.map(\.user)).count == (shards == 1 ? 3 : 1))
    }

    @Test func arrivalsOfFlowsFollowTheirOwnCurves() throws {
        let ramp = LoadCurve([.init(from: 0, to: 100, duration: 10 * .second)])
        let curves = [ramp, level(50, for: 4 * .second)]
        let plan = plan(load(.rate(.poisson), curves))
        let run = try Simulation(plan, shards: 1, seed: 5, script: steady)
        let first = Double(run.count("s0"))
        let second = Double(run.count("s1"))
        // 500 and 200 are expected; four standard deviations of a Poisson count.
        #expect(abs(first - 500) < 4 * 500.0.squareRoot())
        #expect(abs(second - 200) < 4 * 200.0.squareRoot())
        let begin = run.calls.map(\.time).min() ?? 0
        #expect(run.calls.allSatisfy { $0.url.hasSuffix("/a") || $0.time - begin <= 4 * .second })
        let again = try Simulation(plan, shards: 4, seed: 5, script: steady)
        #expect(again.count("s0") == run.count("s0"))
        #expect(again.count("s1") == run.count("s1"))
    }

    @Test("A number of iterations is done exactly and ends the load", arguments: [1, 2, 3])
    func totalIterations(shards: Int) throws {
        for model in [Load.Model.users, .rate(.constant)] {
            var load = load(model, [])
            load.curve = level(7, for: 600 * .second)
            load.iterations = .total(100)
            let run = try Simulation(plan(load), shards: shards, script: steady)
            #expect(run.calls.count == 100)
            #expect(run.totals.finished == 100)
            #expect(run.totals.cutOff == 0)
        }
    }

    @Test func iterationsByEachUser() throws {
        var load = Make.users(4, for: 600 * .second)
        load.iterations = .perUser(5)
        let run = try Simulation(plan(load), script: steady)
        #expect(run.calls.count == 20)
        #expect(Dictionary(grouping: run.calls, by: \.user).values.allSatisfy { $0.count == 5 })
    }

    @Test func theSumOfCurvesHasTheirArea() {
        let curves = [
            LoadCurve([.init(from: 0, to: 100, duration: 3 * .second), .init(from: 20, to: 20, duration: .second)]),
            LoadCurve([.init(from: 50, to: 0, duration: 7 * .second)]),
        ]
        let sum = LoadCurve(sumOf: curves)
        #expect(sum.duration == 7 * .second)
        #expect(sum.pieces.count == 3)
        #expect(abs(sum.area - curves[0].area - curves[1].area) < 1e-6)
        for tenth in 0..<70 {
            let time = Nanoseconds(tenth) * 100_000_000
            #expect(abs(sum.level(at: time) - curves[0].level(at: time) - curves[1].level(at: time)) < 1e-6)
        }
    }

    @Test func aChangedCurveKeepsItsPast() {
        let curve = LoadCurve([
            .init(from: 0, to: 100, duration: 4 * .second), .init(from: 100, to: 100, duration: 4 * .second),
        ])
        let held = curve.held(at: 10, from: 2 * .second)
        #expect(held.duration == curve.duration)
        #expect(abs(held.area(until: 2 * .second) - curve.area(until: 2 * .second)) < 1e-9)
        #expect(held.level(at: 5 * .second) == 10)
        let resumed = held.followed(by: curve, from: 3 * .second)
        #expect(resumed.duration == curve.duration)
        #expect(abs(resumed.level(at: 3 * .second) - 75) < 1e-9)
        #expect(resumed.level(at: 7 * .second) == 100)
    }

    @Test func arrivalsThatAreDueWhenARunIsStoppedAreSent() throws {
        let clock = ManualClock()
        let plan = plan(Make.rate(100, for: 10 * .second))
        let layout = SeriesLayout(plan)
        let core = try ShardCore(
            plan: plan,
            settings: .init(slots: 50),
            transport: ScriptedTransport(clock: clock, script: steady),
            clock: clock,
            layout: layout,
            recorder: SampleRecorder(limits: .init(series: layout.keys, thresholds: layout.thresholds))
        )
        core.begin(at: 0)
        _ = core.turn(now: 0)
        clock.time = 95_000_000
        core.stop(now: clock.time, grace: .second)
        _ = core.turn(now: clock.time)
        #expect(core.counts.progress.started >= 9)
        #expect(core.counts.progress.dropped == 0)
    }
}

import Curl
import Groundwork
import LoadMetrics
import LoadPlan
import Testing

@testable import LoadGenerator

/// A load that is changed while it runs.
@Suite struct LoadControlTests {
    private typealias Core = ShardCore<ScriptedTransport, ManualClock>

    /// Runs shards of a load of 10 s whose changes come at given seconds; only `.resume` counts again.
    private func run(
        _ load: Load,
        shards: Int,
        slots: Int = 40,
        changes: [(second: UInt64, change: LoadChange)]
    ) throws -> (calls: [ScriptedTransport.Call], counted: UInt64, excluded: UInt64) {
        let plan = Make.plan([.request(Make.request()), .think(.fixed(90_000_000))], load: load)
        let layout = SeriesLayout(plan)
        var calls: [ScriptedTransport.Call] = []
        var (counted, excluded): (UInt64, UInt64) = (0, 0)
        for shard in 0..<shards {
            let clock = ManualClock()
            let transport = ScriptedTransport(clock: clock) { _ in .init(after: 10_000_000) }
            let core = try Core(
                plan: plan,
                settings: .init(shard: shard, shards: shards, slots: slots),
                transport: transport,
                clock: clock,
                layout: layout,
                recorder: SampleRecorder(limits: .init(series: layout.keys, thresholds: layout.thresholds))
            )
            core.begin(at: 0)
            var followed = load
            var rest = changes[...]
            while !core.isFinished {
                let next = rest.first.map { $0.second * .second } ?? .max
                let due = core.turn(now: clock.time)
                if due >= next, let change = rest.popFirst() {
                    clock.time = max(clock.time, next)
                    followed = followed.changed(change.change, at: next, planned: load)
                    core.follow(followed, from: next, counting: change.change == .resume)
                } else {
                    clock.time = max(clock.time, min(due, core.window.cutOff))
                }
            }
            let histograms = SeriesHistograms(series: layout.keys.count)
            counted += core.counts.recorder.drain(into: histograms)
                .filter { layout.keys[$0.series].kind == .step }.reduce(0) { $0 + $1.count }
            excluded += core.counts.recorder.warmupSamples
            calls += transport.calls
        }
        return (calls.sorted { $0.time < $1.time }, counted, excluded)
    }

    private func count(_ calls: [ScriptedTransport.Call], _ from: UInt64, _ to: UInt64) -> Int {
        calls.count { $0.time >= from * .second && $0.time < to * .second }
    }

    @Test("Arrivals follow the changed rate, and no one is lost or comes twice", arguments: [1, 3])
    func rate(shards: Int) throws {
        let load = Make.rate(100, for: 10 * .second)
        let result = try run(
            load,
            shards: shards,
            slots: 500,
            changes: [(2, .level(300)), (4, .pause), (6, .resume)]
        )
        #expect(count(result.calls, 0, 2) == 200)
        #expect(abs(count(result.calls, 2, 4) - 600) <= 1)
        #expect(count(result.calls, 4, 6) == 0)
        #expect(abs(count(result.calls, 6, 10) - 400) <= 1)
        #expect(result.counted == UInt64(result.calls.count - count(result.calls, 2, 6)))
        #expect(result.excluded == UInt64(count(result.calls, 2, 6)))
    }

    @Test("Users come and go as they are asked to", arguments: [1, 2])
    func users(shards: Int) throws {
        let result = try run(
            Make.users(5, for: 10 * .second),
            shards: shards,
            changes: [(2, .level(20)), (4, .pause), (6, .resume)]
        )
        // Ten requests a second and user; those who leave end their iteration first.
        #expect(count(result.calls, 0, 2) == 100)
        #expect(abs(count(result.calls, 2, 4) - 400) <= 20)
        #expect(count(result.calls, 4, 6) <= 20)
        #expect(abs(count(result.calls, 6, 10) - 200) <= 5)
    }

    @Test func levelsOfFlowsKeepTheirProportion() {
        let curves = [100.0, 50].map { LoadCurve([.init(from: $0, to: $0, duration: 10 * .second)]) }
        let load = Load(
            model: .rate(.constant),
            curve: LoadCurve(sumOf: curves),
            warmup: 0,
            flows: curves.enumerated().map { FlowLoad(flow: $0.offset, curve: $0.element) }
        )
        let changed = load.changed(.level(30), at: 4 * .second, planned: load)
        #expect(changed.flows.map { $0.curve.level(at: 5 * .second) } == [20, 10])
        #expect(changed.curve.level(at: 5 * .second) == 30)
        #expect(changed.flows.map { $0.curve.level(at: 3 * .second) } == [100, 50])
    }

    @Test func noMoreUsersThanThereIsRoomFor() {
        let steering = LoadSteering(Make.users(5, for: 10 * .second), room: 8)
        #expect(throws: LoadControlError.notRunning) { try steering.change(.pause, now: .second) }
        steering.begin(at: .second)
        #expect(throws: LoadControlError.tooManyUsers(most: 8)) { try steering.change(.level(9), now: 2 * .second) }
        #expect(throws: LoadControlError.level) { try steering.change(.level(.nan), now: 2 * .second) }
        #expect((try? steering.change(.level(8), now: 2 * .second))?.load.curve.level(at: 3 * .second) == 8)
        #expect(throws: LoadControlError.notRunning) { try steering.change(.pause, now: 11 * .second) }
    }
}

import Groundwork
import LoadMetrics
import LoadPlan
import Testing

@testable import LoadGenerator

/// What one user makes and another uses.
@Suite struct ValueQueueTests {
    private typealias Core = ShardCore<ScriptedTransport, ManualClock>
    private static let millisecond: UInt64 = 1_000_000

    private func plan(_ steps: [Step], load: Load, queues: Int = 1) -> Plan {
        var plan = Make.plan(steps, load: load, variables: ["mine", "taken"], counters: ["dropped"])
        plan.queues = (0..<queues).map { ("q\($0)", 0) }
        return plan
    }

    private func isUser(_ number: Int64) -> Expression {
        .binary(.equal, .attribute(.user), .literal(.integer(number)))
    }

    private func take(wait: Nanoseconds = 0, orNone: Bool = false) -> Step {
        .take(Take(variable: 1, queue: 0, wait: wait, orNone: orNone, place: here))
    }

    private let read = Step.request(
        Make.request(0, path: Template(segments: [.literal(Array("/r/".utf8)), .place(.variable(1), .url)]))
    )

    private func taken(_ calls: [ScriptedTransport.Call]) -> [String] {
        calls.filter { $0.url.contains("/r/") }.map { String($0.url.split(separator: "/").last ?? "") }
    }

    /// Text of the iteration, so that buffers of their own are at work.
    private func text(_ prefix: String) -> Expression {
        .template(Template(segments: [.literal(Array(prefix.utf8)), .place(.attribute(.iteration), .raw)]))
    }

    @Test func firstInIsFirstOut() throws {
        let steps: [Step] = [
            .put(text("a"), queue: 0), .put(text("b"), queue: 0), .put(.literal(.none), queue: 0),
            .put(text("c"), queue: 0), take(), read, take(), read,
        ]
        let run = try Simulation(plan(steps, load: Make.rate(2, for: .second))) { _ in .init(after: 1000) }
        // The first iteration leaves c1 behind, the second c2 and b2.
        #expect(taken(run.calls) == ["a1", "b1", "c1", "a1"])
    }

    @Test func nothingThereFailsOrIsNone() throws {
        let run = try Simulation(plan([take(), read], load: Make.rate(1, for: .second))) { _ in .init(after: 1000) }
        #expect(run.calls.isEmpty)
        #expect(run.messages == ["there was nothing in q0"])
        #expect(run.count("main", "check", kind: .flow) == 1)
        let quiet = try Simulation(plan([take(orNone: true), read], load: Make.rate(1, for: .second))) { _ in
            .init(after: 1000)
        }
        #expect(taken(quiet.calls) == ["r"])
        #expect(quiet.failures.isEmpty)
    }

    /// User 1 puts something after 100 ms; users 2 and 3 wait for it, and only the one who came first gets it.
    @Test func whoWaitsLongestIsServed() throws {
        let putter: [Step] = [
            .think(.fixed(100 * Self.millisecond)), .put(text("x"), queue: 0), .think(.fixed(.second)),
        ]
        let taker: [Step] = [take(wait: 300 * Self.millisecond), read, .think(.fixed(.second))]
        let plan = plan([.branch(isUser(1), then: putter, otherwise: taker)], load: Make.users(3, for: .second))
        let run = try Simulation(plan) { _ in .init(after: 1000) }
        #expect(taken(run.calls) == ["x1"])
        let call = try #require(run.calls.first)
        #expect(call.user == 1)
        #expect(call.time == ShardGroup.start + 100 * Self.millisecond)
        #expect(run.messages.contains("nothing was put into q0 within 0.3 s"))
        // The wait is nobody's latency.
        #expect(run.merged("s0", .response).exactMax == 1000)
    }

    @Test func aWaitThatEndsWithoutAValueMayBeNone() throws {
        let steps: [Step] = [take(wait: 50 * Self.millisecond, orNone: true), read]
        let run = try Simulation(plan(steps, load: Make.users(1, for: 90 * Self.millisecond))) { _ in .init(after: 1000)
        }
        #expect(taken(run.calls) == ["r"])
        #expect(run.calls.first?.time == ShardGroup.start + 50 * Self.millisecond)
    }

    /// Whoever has stopped waiting is not served, even if it waits again by then.
    @Test func anOldPlaceInTheLineIsGone() throws {
        let putter: [Step] = [
            .think(.fixed(120 * Self.millisecond)), .put(text("x"), queue: 0), .put(text("y"), queue: 0),
            .think(.fixed(2 * .second)),
        ]
        let taker: [Step] = [
            take(wait: 50 * Self.millisecond, orNone: true), take(wait: .second, orNone: true), read,
            .think(.fixed(2 * .second)),
        ]
        let plan = plan([.branch(isUser(1), then: putter, otherwise: taker)], load: Make.users(2, for: .second))
        let run = try Simulation(plan) { _ in .init(after: 1000) }
        #expect(taken(run.calls) == ["x1"])
        #expect(run.cores[0].queues.count(0) == 1)
    }

    @Test func aFullQueueCountsWhatItDrops() throws {
        let loop = Step.repeats(.literal(.integer(6_000)), [.put(.attribute(.user), queue: 0)], place: here)
        let run = try Simulation(plan([loop, read, loop], load: Make.rate(1, for: .second))) { _ in .init(after: 1000) }
        #expect(run.cores[0].queues.count(0) == ValueQueue.capacity)
        #expect(run.counters == [2_000])
    }

    @Test func theEndOfTheRunSendsWaitingUsersHome() throws {
        let run = try Simulation(plan([take(wait: 60 * .second), read], load: Make.users(3, for: .second))) { _ in
            .init(after: 1000)
        }
        #expect(run.totals.cutOff == 3)
        #expect(run.calls.isEmpty)
    }

    // MARK: Several shards

    /// Two shards by hand: the second's users take what the first's put.
    @Test func anEmptyShardIsFedByAnother() throws {
        let putter: [Step] = [
            .put(text("x"), queue: 0), .put(text("y"), queue: 0), .think(.fixed(100 * Self.millisecond)),
        ]
        let taker: [Step] = [take(wait: .second), read]
        let plan = plan([.branch(isUser(1), then: putter, otherwise: taker)], load: Make.users(2, for: .second))
        let layout = SeriesLayout(plan)
        let clock = ManualClock()
        clock.time = ShardGroup.start
        let cores = try (0..<2).map { shard in
            let core = try Core(
                plan: plan,
                settings: .init(shard: shard, shards: 2, slots: 1),
                transport: ScriptedTransport(clock: clock) { _ in .init(after: 1000) },
                clock: clock,
                layout: layout,
                recorder: SampleRecorder(limits: .init(series: layout.keys, thresholds: layout.thresholds))
            )
            core.begin(at: ShardGroup.start)
            return core
        }
        var messages = 0
        while cores.contains(where: { !$0.isFinished }) {
            var next = UInt64.max
            for core in cores where !core.isFinished {
                next = min(next, core.turn(now: clock.time), core.window.cutOff)
            }
            var carried = false
            for core in cores {
                for message in core.mail.takePost() {
                    carried = true
                    messages += 1
                    for (number, other) in cores.enumerated() where message.isFor(number) { other.receive(message) }
                }
            }
            if !carried { clock.time = max(clock.time, next) }
        }
        let read = taken(cores[1].transport.calls)
        // Ten rounds of two; in the order in which they were put.
        #expect(read.count == 20)
        #expect(read == (1...10).flatMap { ["x\($0)", "y\($0)"] })
        #expect(messages <= 60)
    }

    @Test func aQueueGoesRoundInItsMemory() {
        var queue = ValueQueue(dropped: 0, capacity: 3)
        for round in 0..<10 {
            for index in 0..<4 {
                let isKept = queue.push(.integer(Int64(round * 10 + index)))
                #expect(isKept == (index < 3))
            }
            var values: [Int64] = []
            while case .integer(let value)? = queue.pop() { values.append(value) }
            #expect(values == (0..<3).map { Int64(round * 10 + $0) })
        }
    }
}

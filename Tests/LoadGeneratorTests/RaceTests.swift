import Groundwork
import LoadMetrics
import LoadPlan
import Testing

@testable import LoadGenerator

/// Users that begin at the same moment, on one shard and on several that talk to each other.
@Suite struct RaceTests {
    private typealias Core = ShardCore<ScriptedTransport, ManualClock>
    private static let millisecond: UInt64 = 1_000_000

    /// Shards under one clock, with their messages carried between them.
    private struct Shards {
        var cores: [Core] = []
        var calls: [ScriptedTransport.Call] { cores.flatMap(\.transport.calls).sorted { $0.time < $1.time } }

        init(
            _ plan: Plan,
            shards: Int,
            script: @escaping (ScriptedTransport.Call) -> ScriptedTransport.Answer
        ) throws {
            let layout = SeriesLayout(plan)
            let clock = ManualClock()
            clock.time = ShardGroup.start
            let users = Int(plan.load.curve.peak)
            for shard in 0..<shards {
                let recorder = SampleRecorder(limits: .init(series: layout.keys, thresholds: layout.thresholds))
                let core = try Core(
                    plan: plan,
                    settings: .init(shard: shard, shards: shards, slots: max(1, (users - shard + shards - 1) / shards)),
                    transport: ScriptedTransport(clock: clock, script: script),
                    clock: clock,
                    layout: layout,
                    recorder: recorder
                )
                core.begin(at: ShardGroup.start)
                cores.append(core)
            }
            var turns = 0
            while cores.contains(where: { !$0.isFinished }), turns < 1_000_000 {
                turns += 1
                var next = UInt64.max
                for core in cores where !core.isFinished {
                    next = min(next, core.turn(now: clock.time), core.window.cutOff)
                }
                var carried = false
                for core in cores {
                    for message in core.mail.takePost() {
                        carried = true
                        for (number, other) in cores.enumerated() where message.isFor(number) {
                            other.receive(message)
                        }
                    }
                }
                if !carried { clock.time = max(clock.time, next) }
            }
        }

        var result: RaceResult { RaceResult(cores.map { $0.races.results[0] }) }

        func facts(_ plan: Plan) -> [InvariantFacts] {
            InvariantLedger(
                plan,
                values: cores.map { $0.counts.tallies.values },
                unknown: cores.map { $0.counts.tallies.unknown },
                cutOff: cores.map { $0.counts.tallies.cutOff },
                looked: cores.map { $0.counts.tallies.looked },
                iterations: cores.reduce(0) { $0 + $1.counts.progress.started },
                races: cores.map { $0.races.results },
                keys: cores.map { $0.counts.keyTables }
            ).facts()
        }
    }

    /// One flow of the load, and one that races: series 0 is the load's, 1 what its own user does, 2 the way to the
    /// start, 3 the race itself.
    private func plan(
        users: Int = 8,
        at moment: Nanoseconds = 100 * millisecond,
        duration: Nanoseconds = .second,
        check: Check = Make.status(201, 409),
        timeout: Nanoseconds = 30 * .second,
        before: [Step]? = nil
    ) -> Plan {
        let load = Make.users(2, for: duration)
        let steps: [Step] = [.request(Make.request(0, path: Template("/load"))), .think(.fixed(.second / 10))]
        var plan = Make.plan(steps, load: load, stepCount: 4, variables: ["slot", "mine"])
        let capture = Capture(variable: 0, source: .json(Make.path("id")), place: here)
        let path = Template(segments: [.literal(Array("/book/".utf8)), .place(.variable(0), .url)])
        let mine = Step.assign(variable: 1, .attribute(.user))
        let race = Race(
            users: users,
            before: before ?? [.request(Make.request(2, path: Template("/login"))), mine],
            steps: [.request(Make.request(3, path: path, timeout: timeout, checks: [check]))],
            place: here
        )
        let own: [Step] = [
            .request(Make.request(1, path: Template("/slot"), captures: [capture])), .race(race),
            .request(Make.request(1, path: Template("/after"))),
        ]
        plan.flows.append(Flow(name: "rush", weight: 0, series: 5, steps: own, place: here, startsAt: moment))
        let sold = Expression.binary(.equal, .response(.status), .literal(.integer(201)))
        plan.tallies = [Tally(name: "status == 201", source: .race(0), matching: .answer(sold))]
        plan.invariants = [
            Invariant(
                text: "expect across race: count(status == 201) == 1",
                condition: .comparison(.tally(0), .equal, .number(1)),
                race: 0,
                place: here
            )
        ]
        return plan
    }

    /// A service that sells its slot so often.
    private func service(sells: Int, after: UInt64 = millisecond) -> (ScriptedTransport.Call) ->
        ScriptedTransport.Answer
    {
        var sold = 0
        return { call in
            guard call.url.contains("/book/") else { return .init(body: "{\"id\":17}", after: after) }
            sold += 1
            return .init(status: sold <= sells ? 201 : 409, after: after)
        }
    }

    @Test(arguments: [1, 2, 3])
    func allBeginTogether(_ shards: Int) throws {
        let plan = plan()
        var logins: UInt64 = 0
        let book = service(sells: 1)
        let run = try Shards(plan, shards: shards) { call in
            // Each takes longer than the one before: they wait for the last.
            if call.url.hasSuffix("/login") { logins += 1 }
            return call.url.hasSuffix("/login") ? .init(after: logins * 10 * Self.millisecond) : book(call)
        }
        let race = run.calls.filter { $0.url.contains("/book/") }
        #expect(race.count == 8)
        #expect(race.allSatisfy { $0.url.hasSuffix("/book/17") })
        #expect(Set(race.map(\.time)).count == 1)
        let last = try #require(run.calls.last { $0.url.hasSuffix("/login") }).time
        #expect(race[0].time == last + 80 * Self.millisecond + RaceState.notice)
        #expect(run.result.isBegun && run.result.isFinished)
        #expect(run.result.requests == 8)
        #expect(run.result.statuses == [201: 1, 409: 7])
        // The flow's own user goes on when all are done.
        let after = try #require(run.calls.first { $0.url.hasSuffix("/after") })
        #expect(after.time == race[0].time + Self.millisecond)
        let facts = try #require(run.facts(plan).first)
        #expect(facts.low == 1 && facts.high == 1 && facts.targetLow == 1 && facts.undecided == nil)
        #expect(facts.observation == "1 user got 201")
        #expect(facts.evidence == "8 requests, 201 ×1, 409 ×7, sent within 0.0 ms")
    }

    @Test func soldTwiceIsSaid() throws {
        let plan = plan(users: 64)
        let facts = try #require(try Shards(plan, shards: 2, script: service(sells: 2)).facts(plan).first)
        #expect(facts.low == 2)
        #expect(facts.observation == "2 users got 201")
        #expect(facts.expectation == "exactly 1")
        #expect(facts.evidence.hasPrefix("64 requests, 201 ×2, 409 ×62"))
    }

    @Test func eachUserHasItsOwnNumberAndDoesNotShareTheLoads() throws {
        let path = Template(segments: [.literal(Array("/u/".utf8)), .place(.attribute(.user), .url)])
        let uuid = Template(segments: [.literal(Array("/id/".utf8)), .place(.call(.uuid, []), .url)])
        var plan = plan(before: [.request(Make.request(2, path: path)), .request(Make.request(2, path: uuid))])
        plan.flows[0].steps.insert(.request(Make.request(0, path: uuid)), at: 0)
        let run = try Shards(plan, shards: 2, script: service(sells: 1))
        let users = run.calls.filter { $0.url.contains("/u/") }.map { $0.url.split(separator: "/").last ?? "" }
        #expect(users.sorted() == (1...8).map { "\($0)" }.sorted())
        let made = run.calls.filter { $0.url.contains("/id/") }.map(\.url)
        #expect(made.count > 20)
        #expect(Set(made).count == made.count)
    }

    @Test func aRequestWithoutAnAnswerLeavesTheCountOpen() throws {
        let plan = plan(timeout: 20 * Self.millisecond)
        var number = 0
        let run = try Shards(plan, shards: 1) { call in
            guard call.url.contains("/book/") else { return .init(body: "{\"id\":17}", after: 1000) }
            number += 1
            return number == 8 ? .init(after: .second) : .init(status: number == 1 ? 201 : 409, after: 1000)
        }
        let facts = try #require(run.facts(plan).first)
        #expect(facts.low == 1 && facts.high == 2)
        #expect(facts.evidence.contains("1 without an answer"))
    }

    @Test func whoFailsBeforeTheStartIsNotWaitedFor() throws {
        let plan = plan()
        var logins = 0
        let book = service(sells: 1)
        let run = try Shards(plan, shards: 2) { call in
            if call.url.hasSuffix("/login") { logins += 1 }
            return call.url.hasSuffix("/login") && logins <= 3 ? .init(status: 500, after: 1000) : book(call)
        }
        #expect(run.result.isFinished)
        #expect(run.result.lost == 3)
        #expect(run.result.requests == 5)
        #expect(run.facts(plan).first?.evidence.contains("3 of 8 users failed before the start") == true)
    }

    @Test func aRaceThatIsNotReachedDecidesNothing() throws {
        let plan = plan()
        let run = try Shards(plan, shards: 2) { call in
            .init(status: call.url.hasSuffix("/slot") ? 500 : 200, after: 1000)
        }
        let facts = try #require(run.facts(plan).first)
        #expect(facts.undecided == "the race did not take place")
        #expect(facts.high == nil)
    }

    @Test func aRaceThatTheEndCutsOffDecidesNothing() throws {
        var plan = plan(at: 990 * Self.millisecond)
        plan.load.gracefulStop = 0
        let run = try Shards(plan, shards: 1, script: service(sells: 1, after: 6 * Self.millisecond))
        let finished = run.cores.map(\.isFinished)
        #expect(finished == [true])
        #expect(run.facts(plan).first?.undecided == "the run ended in the middle of the race")
    }

    @Test func racersAreNotTheLoadsUsers() throws {
        let run = try Shards(plan(), shards: 1, script: service(sells: 1))
        let progress = run.cores[0].counts.progress
        #expect(progress.peakUsers == 2)
        #expect(progress.scheduled == progress.started)
    }
}

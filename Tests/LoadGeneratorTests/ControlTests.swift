import Groundwork
import LoadMetrics
import LoadPlan
import Testing

@testable import LoadGenerator

/// Loops, choices and early ends under simulated load.
@Suite struct ControlTests {
    private let once = Make.rate(1, for: .second)

    private func integer(_ value: Int64) -> Expression { .literal(.integer(value)) }

    private func get(_ path: String) -> Step { .request(Make.request(0, path: Template(path))) }

    private func paths(_ run: Simulation) -> [String] {
        run.calls.map { String($0.url.split(separator: "/").last ?? "") }
    }

    private func simulate(_ steps: [Step], load: Load? = nil, seed: UInt64 = 1, after: UInt64 = 1000) throws
        -> Simulation
    {
        let plan = Make.plan(steps, load: load ?? once, variables: ["n"], counters: ["rounds"])
        return try Simulation(plan, seed: seed) { _ in .init(after: after) }
    }

    @Test func repeatsWithinRepeats() throws {
        let inner = Step.repeats(.binary(.plus, integer(1), integer(1)), [get("/in")], place: here)
        let run = try simulate([.repeats(integer(3), [get("/out"), inner], place: here), get("/last")])
        #expect(paths(run) == ["out", "in", "in", "out", "in", "in", "out", "in", "in", "last"])
    }

    @Test func usersRepeatEachForThemselves() throws {
        let steps: [Step] = [.repeats(.attribute(.user), [get("/x"), .think(.fixed(.second))], place: here)]
        let run = try simulate(steps, load: Make.users(3, for: 100 * .second))
        let counts = Dictionary(grouping: run.calls.filter { $0.time < ShardGroup.start + 1_000_000 }, by: { $0.user })
        #expect(counts.count == 3)
        // Users 1, 2, 3 go round once, twice, three times: an iteration of user n takes n seconds.
        #expect(run.merged("main", .response, kind: .flow).exactMax / 1_000_000_000 == 3)
        #expect(run.merged("main", .response, kind: .flow).exactMin / 1_000_000_000 == 1)
    }

    @Test(arguments: [0, -5] as [Int64])
    func noRoundsArePassed(_ rounds: Int64) throws {
        let run = try simulate([.repeats(integer(rounds), [get("/never")], place: here), get("/last")])
        #expect(paths(run) == ["last"])
    }

    @Test func aCountThatIsNoNumberFailsTheIteration() throws {
        let run = try simulate([.repeats(.literal(.text("many")), [get("/x")], place: here)])
        #expect(run.calls.isEmpty)
        #expect(run.messages == ["the number of rounds is no whole number"])
        #expect(run.count("main", "check", kind: .flow) == 1)
    }

    @Test func whileGoesRoundAsLongAsItsConditionHolds() throws {
        let steps: [Step] = [
            .assign(variable: 0, integer(0)),
            .loop(
                while: .binary(.less, .variable(0), integer(4)),
                [get("/x"), .assign(variable: 0, .binary(.plus, .variable(0), integer(1)))],
                place: here
            ),
            get("/last"),
        ]
        let run = try simulate(steps)
        #expect(paths(run) == ["x", "x", "x", "x", "last"])
    }

    @Test(arguments: [[Step.count(counter: 0, by: .literal(.integer(1)))], [.think(.fixed(0))]])
    func aLoopThatNeverWaitsFailsItsIteration(_ body: [Step]) throws {
        let loop = Step.loop(while: .literal(.bool(true)), body, place: Place(file: "x.zonda", line: 4, column: 3))
        let run = try simulate([.group(series: 1, [get("/x"), loop])])
        #expect(run.count("main", "check", kind: .flow) == 1)
        #expect(run.count("extra", "check", kind: .group) == 1)
        #expect(run.messages == ["the loop went round 10000 times without a request or a pause"])
        let key = try #require(run.failures.keys.first)
        #expect(run.cores[0].describe(key).place == Place("x.zonda:4:3"))
        #expect(run.counters[0] == 0 || run.counters[0] == 10_000)
    }

    @Test func aLongLoopOfRequestsIsNoEndlessOne() throws {
        let run = try simulate([.repeats(integer(12_000), [get("/x")], place: here)], load: Make.rate(1, for: .second))
        #expect(run.calls.count == 12_000)
        #expect(run.failures.isEmpty)
    }

    @Test func choicesFollowTheirSharesAndTheSeed() throws {
        let choice = Step.choose([
            .init(share: 0.7, steps: [get("/a")]), .init(share: 0.3, steps: [get("/b")]),
        ])
        let load = Make.rate(200, for: 10 * .second)
        let run = try simulate([choice, get("/last")], load: load)
        let a = paths(run).filter { $0 == "a" }.count
        #expect((1300...1500).contains(a))
        #expect(paths(run).filter { $0 == "b" }.count == 2000 - a)
        #expect(paths(run).filter { $0 == "last" }.count == 2000)
        let again = try simulate([choice, get("/last")], load: load)
        #expect(paths(again) == paths(run))
        let other = try simulate([choice, get("/last")], load: load, seed: 2)
        #expect(paths(other) != paths(run))
    }

    @Test func failEndsTheIterationWithItsMessage() throws {
        let place = Place(file: "x.zonda", line: 9, column: 5)
        let run = try simulate([
            get("/x"), .group(series: 1, [.fail(message: "no slots on a Monday", place: place)]), get("/never"),
        ])
        #expect(paths(run) == ["x"])
        #expect(run.messages == ["no slots on a Monday"])
        #expect(run.count("main", "check", kind: .flow) == 1)
        #expect(run.count("extra", "check", kind: .group) == 1)
        #expect(run.totals.errors == 1)
        let key = try #require(run.failures.keys.first)
        let failure = run.cores[0].describe(key)
        #expect(failure.place == Place("x.zonda:9:5"))
        #expect(failure.step == "main")
        #expect(failure.kind == "check")
    }

    @Test func someAbandonQuietly() throws {
        let steps: [Step] = [get("/x"), .abandon(probability: 0.25), get("/last")]
        let run = try simulate(steps, load: Make.rate(200, for: 10 * .second))
        let last = paths(run).filter { $0 == "last" }.count
        #expect((1400...1600).contains(last))
        #expect(run.failures.isEmpty)
        #expect(run.count("main", kind: .flow) == 2000)
    }

    /// Users whose loop waits for nothing share a shard with others: those still get their turn.
    @Test func anEndlessLoopLeavesTheShardToOthers() throws {
        let endless = Step.loop(while: .literal(.bool(true)), [.think(.fixed(0))], place: here)
        let odd = Expression.binary(.equal, .binary(.remainder, .attribute(.user), integer(2)), integer(1))
        let steps: [Step] = [.branch(odd, then: [endless], otherwise: []), get("/x"), .think(.fixed(.second))]
        let run = try simulate(steps, load: Make.users(2, for: 5 * .second))
        #expect(!run.calls.isEmpty)
        #expect(run.count("main", "check", kind: .flow) > 1)
    }
}

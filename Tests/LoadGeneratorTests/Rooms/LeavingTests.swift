import Groundwork
import LoadMetrics
import LoadPlan
import NetworkModel
import Testing

@testable import LoadGenerator

/// How users leave, and what happens to what they have under way.
@Suite struct LeavingTests {
    private static let ms: UInt64 = 1_000_000

    private func parallel(_ count: Int, connections: Int, _ change: (inout Request, Int) -> Void = { _, _ in }) -> Step
    {
        let requests = (0..<count).map { number in
            var request = Make.request(0, path: Template("/\(number)"))
            change(&request, number)
            return request
        }
        return .parallel(Parallel(requests: requests, connections: connections, place: here))
    }

    private func released(_ core: ShardGroup.Core) -> [Int] { core.transport.released.sorted() }

    /// Users of a `parallel` have a connection for each request at the same time.
    @Test func whoLeavesForWantOfRowsClosesAllItsConnections() throws {
        let rows = Table(
            name: "people",
            columns: ["id"],
            cells: (0..<5).map { Array("\($0)".utf8) },
            pick: .sequential,
            atEnd: .stop,
            place: here
        )
        let steps = [parallel(3, connections: 3), Step.think(.fixed(10 * Self.ms))]
        let run = try Simulation(Make.plan(steps, load: Make.users(2, for: .second), tables: [rows])) { _ in
            .init(after: Self.ms)
        }
        #expect(run.totals.finished == 5)
        #expect(released(run.cores[0]) == Array(0..<6))
    }

    /// One that waits for its next iteration when the load falls leaves at once.
    @Test func whoPausesWhenTheLoadFallsLeaves() throws {
        let load = Make.users(5, for: 10 * .second)
        let plan = Make.plan(
            [.pace(2 * .second, overrun: 0), .request(Make.request())],
            load: load,
            counters: ["overrun"]
        )
        var group = try ShardGroup(plan, shards: 1) { _ in .init(after: Self.ms) }
        group.run(until: .second)
        #expect(group.cores[0].counts.progress.users == 5)
        let fewer = load.changed(.level(2), at: .second, planned: load)
        group.change { $0.follow(fewer, from: .second, counting: false) }
        #expect(group.cores[0].counts.progress.users == 2)
        #expect(released(group.cores[0]) == [2, 3, 4])
        // They are still there for the load as it was.
        group.run(until: 3 * .second)
        group.change { $0.follow(load, from: 3 * .second, counting: true) }
        group.run(until: 4 * .second)
        #expect(group.cores[0].counts.progress.users == 5)
    }

    /// A request on its modelled way goes on when the load is changed, there and back.
    @Test(arguments: [30, 100] as [UInt64])
    func whoIsOnItsWayArrives(milliseconds: UInt64) throws {
        let fact = { (value: Double) in NetworkFact(value, .assumed, "test") }
        let leg = NetworkProfile.Leg(name: "t", role: .whole, roundTrip: .constant(fact(100)))
        let profile = NetworkProfile(name: "t", summary: "", lines: [.init(name: "t", share: fact(1), legs: [leg])])
        let load = Make.users(4, for: .second)
        let plan = Make.plan(
            [.request(Make.request()), .think(.fixed(.second))],
            load: load,
            regions: [Region(name: "far", share: 1, vantage: .model(profile), place: here)]
        )
        var group = try ShardGroup(plan, shards: 1) { _ in .init(after: 20 * Self.ms) }
        let time = milliseconds * Self.ms
        group.run(until: time)
        group.change { $0.follow(load, from: time, counting: true) }
        group.run()
        #expect(
            group.cores[0].transport.calls.map(\.time) == Array(repeating: ShardGroup.start + 50 * Self.ms, count: 4)
        )
        let histograms = SeriesHistograms(series: group.layout.keys.count)
        let counts = group.cores[0].counts.recorder.drain(into: histograms)
        #expect(counts.reduce(0) { $0 + $1.count } == 4)
        #expect(histograms[0, .response].map { $0.exactMax / Self.ms } == 120)
    }

    /// What a request of several at the same time captures belongs to its user, also where it is refused.
    @Test func aCaptureThatIsTooLongIsItsUsersOwn() throws {
        let step = parallel(2, connections: 2) { request, number in
            if number == 1 { request.captures = [Capture(variable: 0, source: .body, place: here)] }
        }
        let read = Template(segments: [.literal(Array("/".utf8)), .place(.variable(0), .url)])
        let steps: [Step] = [
            .assign(variable: 0, .attribute(.user)),
            .branch(
                .binary(.equal, .attribute(.user), .literal(.integer(1))),
                then: [step],
                otherwise: [.think(.fixed(100 * Self.ms)), .request(Make.request(0, path: read))]
            ),
        ]
        let long = String(repeating: "x", count: Evaluator.textLimit + 1)
        let plan = Make.plan(steps, load: Make.users(2, for: 150 * Self.ms), variables: ["mine"])
        let run = try Simulation(plan) { .init(body: $0.url.hasSuffix("/1") ? long : "", after: Self.ms) }
        #expect(run.messages.contains { $0.contains("\(long.utf8.count) bytes") })
        #expect(run.calls.contains { $0.url.hasSuffix("/2") })
    }

    /// A request of several that cannot be made fails with the others' answers awaited, and the flow once.
    @Test func aRequestThatIsTooLongIsNotSent() throws {
        let twice = Expression.binary(.plus, .variable(0), .variable(0))
        let step = parallel(3, connections: 1) { request, number in
            if number == 1 { request.body = .raw(Template(segments: [.place(twice, .raw)])) }
        }
        let capture = Capture(variable: 0, source: .body, place: here)
        let steps: [Step] = [
            .request(Make.request(0, path: Template("/text"), captures: [capture])), step,
            .request(Make.request(0, path: Template("/after"))),
        ]
        let long = String(repeating: "x", count: Evaluator.textLimit * 2 / 3)
        let plan = Make.plan(steps, load: Make.rate(1, for: .second), variables: ["text"])
        let run = try Simulation(plan) { .init(body: $0.url.hasSuffix("/text") ? long : "", after: Self.ms) }
        #expect(run.calls.map { String($0.url.split(separator: "/").last ?? "") } == ["text", "0", "2"])
        #expect(run.messages == ["GET /1 would hold a text of more than 1 MiB"])
        #expect(run.count("main", "check", kind: .flow) == 1)
        #expect(run.totals.errors == 1)
        #expect(run.totals.inFlight == 0)
    }
}

import Groundwork
import LoadMetrics
import LoadPlan
import Testing

@testable import LoadGenerator

/// Several requests of one user at the same time.
@Suite struct ParallelTests {
    private static let millisecond: UInt64 = 1_000_000

    private func get(_ number: Int, captures: [Capture] = []) -> Request {
        Make.request(number, path: Template("/\(number)"), captures: captures)
    }

    private func parallel(_ count: Int, connections: Int) -> Step {
        .parallel(Parallel(requests: (0..<count).map { get($0) }, connections: connections, place: here))
    }

    private func number(_ call: ScriptedTransport.Call) -> Int { Int(call.url.split(separator: "/").last ?? "") ?? -1 }

    private func simulate(
        _ steps: [Step],
        load: Load = Make.rate(1, for: .second),
        steps count: Int = 8,
        script: @escaping (ScriptedTransport.Call) -> ScriptedTransport.Answer
    ) throws -> Simulation {
        try Simulation(Make.plan(steps, load: load, stepCount: count, variables: ["x", "y"]), script: script)
    }

    @Test func allAreSentAtOnceAndTheLongestCounts() throws {
        let steps: [Step] = [.group(series: 8, [parallel(3, connections: 6)]), .request(get(3))]
        let run = try simulate(steps) { call in
            .init(after: UInt64(self.number(call) + 1) * 10 * Self.millisecond)
        }
        #expect(run.calls.map(number) == [0, 1, 2, 3])
        #expect(Set(run.calls.prefix(3).map(\.time)).count == 1)
        #expect(Set(run.calls.prefix(3).map(\.user)).count == 3)
        #expect(run.calls[3].time == run.calls[0].time + 30 * Self.millisecond)
        #expect(run.calls[3].user == run.calls[0].user)
        #expect(run.merged("extra", .response, kind: .group).exactMax == 30 * Self.millisecond)
        for step in 0..<3 {
            #expect(run.merged("s\(step)", .response).exactMax == UInt64(step + 1) * 10 * Self.millisecond)
        }
        #expect(run.totals.peakInFlight == 3)
    }

    @Test func noMoreThanItsConnections() throws {
        let run = try simulate([parallel(5, connections: 2)]) { _ in .init(after: 10 * Self.millisecond) }
        let start = try #require(run.calls.first).time
        #expect(run.calls.map { ($0.time - start) / Self.millisecond } == [0, 0, 10, 10, 20])
        #expect(run.totals.peakInFlight == 2)
        // Waiting for a connection is not the service's time.
        #expect(run.merged("s4", .response).exactMax == 10 * Self.millisecond)
    }

    @Test func connectionsAreKeptForTheNextTime() throws {
        let load = Make.users(2, for: .second)
        let steps = [parallel(3, connections: 3), Step.think(.fixed(100 * Self.millisecond))]
        let run = try simulate(steps, load: load) { _ in .init(after: 10 * Self.millisecond) }
        #expect(run.calls.count > 40)
        #expect(Set(run.calls.map(\.user)) == [0, 1, 2, 3, 4, 5])
        #expect(run.cores[0].transport.released.isEmpty)
    }

    @Test func capturesOfAllAreThereBehindIt() throws {
        let requests = [
            get(0, captures: [Capture(variable: 0, source: .json(Make.path("id")), place: here)]),
            get(1, captures: [Capture(variable: 1, source: .json(Make.path("id")), place: here)]),
        ]
        let path = Template(segments: [
            .literal(Array("/".utf8)), .place(.variable(0), .url), .literal(Array("-".utf8)),
            .place(.variable(1), .url),
        ])
        let steps: [Step] = [
            .parallel(Parallel(requests: requests, connections: 6, place: here)),
            .request(Make.request(2, path: path)),
        ]
        let run = try simulate(steps, load: Make.users(3, for: .second)) { call in
            let lane = self.number(call)
            // The first answers last, each user has numbers of its own.
            return .init(body: "{\"id\":\"\(call.user % 3)\(lane)\"}", after: UInt64(20 - lane) * Self.millisecond)
        }
        let last = run.calls.filter { $0.url.contains("-") }
        #expect(last.count > 60)
        for call in last { #expect(call.url.hasSuffix("/\(call.user)0-\(call.user)1"), "\(call.url)") }
    }

    @Test func oneFailureFailsTheStepAfterAllHaveEnded() throws {
        let steps: [Step] = [.group(series: 8, [parallel(3, connections: 6)]), .request(get(3))]
        let run = try simulate(steps) { call in
            self.number(call) == 0 ? .init(status: 500, after: Self.millisecond) : .init(after: 9 * Self.millisecond)
        }
        #expect(run.calls.count == 3)
        #expect(run.count("s0", "status") == 1)
        #expect(run.count("s1") == 1 && run.count("s2") == 1)
        #expect(run.count("extra", "status", kind: .group) == 1)
        #expect(run.count("main", "status", kind: .flow) == 1)
        #expect(run.merged("main", .response, kind: .flow).exactMax == 9 * Self.millisecond)
    }

    @Test func eachHasItsOwnTimeLimit() throws {
        let requests = [
            Make.request(0, path: Template("/0"), timeout: 5 * Self.millisecond),
            Make.request(1, path: Template("/1"), timeout: 50 * Self.millisecond),
        ]
        let steps: [Step] = [.parallel(Parallel(requests: requests, connections: 6, place: here))]
        let run = try simulate(steps) { _ in .init(after: 10 * Self.millisecond) }
        #expect(run.count("s0", "timeout") == 1)
        #expect(run.count("s1") == 1)
    }

    /// At the end of a run, what is unanswered is counted request by request, and the iteration once.
    @Test func theEndCutsAllOfThemOff() throws {
        var load = Make.users(2, for: .second)
        load.gracefulStop = 0
        let run = try simulate([parallel(3, connections: 2)], load: load) { call in
            .init(after: self.number(call) == 0 ? 700 * Self.millisecond : 10_000 * Self.millisecond)
        }
        #expect(run.count("s1", "unfinished") == 2)
        #expect(run.count("s2", "unfinished") == 2)
        #expect(run.totals.cutOff == 2)
        #expect(run.totals.inFlight == 0)
        #expect(run.totals.started == 2)
    }
}

import Curl
import Groundwork
import LoadMetrics
import LoadPlan
import NetworkModel
import Testing

@testable import LoadGenerator

/// Modelled distance in the user's timeline, against a service that exists only in arithmetic.
@Suite struct DistanceTests {
    static let ms: UInt64 = 1_000_000

    /// A region whose round trip is always the same.
    private func region(_ roundTrip: Double, name: String = "far", share: Double = 1, down: Double? = nil) -> Region {
        let fact = { (value: Double) in NetworkFact(value, .assumed, "test") }
        let leg = NetworkProfile.Leg(
            name: "t",
            role: .whole,
            roundTrip: .constant(fact(roundTrip)),
            down: down.map(fact)
        )
        let profile = NetworkProfile(
            name: "t",
            summary: "",
            lines: [.init(name: "t", share: fact(1), legs: [leg])]
        )
        return Region(name: name, share: share, vantage: .model(profile), place: here)
    }

    private func plan(_ regions: [Region], _ load: Load, steps: [Step]? = nil, timeout: Nanoseconds = 30 * .second)
        -> Plan
    {
        var plan = Make.plan(
            steps ?? [.request(Make.request(timeout: timeout)), .think(.fixed(900 * Self.ms))],
            load: load,
            regions: regions
        )
        plan.target.host = "192.0.2.1"
        return plan
    }

    /// A 100 ms round trip around a service of 20 ms: it arrives after 50, is answered at 70, is there at 120.
    @Test func aRequestTakesItsRoundTripAroundTheService() throws {
        let run = try Simulation(plan([region(100)], Make.users(1, for: 10 * .second))) { _ in
            .init(body: "x", after: 20 * Self.ms)
        }
        let response = run.merged("s0", .response)
        // Iterations of 120 + 900 ms.
        #expect(response.totalCount == 10)
        #expect(abs(Int64(response.max) - Int64(120 * Self.ms)) < 200_000)
        #expect(abs(Int64(run.merged("s0", .service).max) - Int64(20 * Self.ms)) < 100_000)
        #expect(run.merged("s0", .lateness).max < 2000)
        // The service sees the first request half a round trip after the start, and the next one after 1020 ms more.
        #expect(run.calls[0].time == ShardGroup.start + 50 * Self.ms)
        #expect(run.calls[1].time == ShardGroup.start + 1070 * Self.ms)
    }

    @Test func openingCostsHandshakesBeforeTheServiceSeesAnything() throws {
        var plan = plan([region(100)], Make.users(1, for: 3 * .second))
        plan.target.scheme = "https"
        let run = try Simulation(plan, connected: { $0 > 0 }) { call in
            .init(body: "x", after: 20 * Self.ms, newConnections: call.number == 0 ? 1 : 0, handshakeRounds: 1)
        }
        // TCP, TLS 1.3, half a round trip.
        #expect(run.calls[0].time == ShardGroup.start + 250 * Self.ms)
        let response = run.merged("s0", .response)
        #expect(abs(Int64(response.max) - Int64(320 * Self.ms)) < 400_000)
        #expect(abs(Int64(response.min) - Int64(120 * Self.ms)) < 200_000)
        #expect(abs(Int64(run.merged("s0", .connect).max) - Int64(100 * Self.ms)) < 2_000_000)
        #expect(abs(Int64(run.merged("s0", .tls).max) - Int64(100 * Self.ms)) < 2_000_000)
    }

    /// What only the transfer tells is waited afterwards: a full TLS 1.2 handshake on a connection that the service had
    /// closed.
    @Test func whatWasNotForeseenIsWaitedAfterwards() throws {
        var plan = plan([region(100)], Make.users(1, for: 1 * .second))
        plan.target.scheme = "https"
        let run = try Simulation(plan, connected: { _ in true }) { _ in
            .init(body: "x", after: 20 * Self.ms, newConnections: 1, handshakeRounds: 2)
        }
        #expect(run.calls[0].time == ShardGroup.start + 50 * Self.ms)
        #expect(abs(Int64(run.merged("s0", .response).max) - Int64(420 * Self.ms)) < 500_000)
    }

    @Test func aLargeAnswerTakesRounds() throws {
        let body = String(repeating: "x", count: 100_000)
        let run = try Simulation(plan([region(100)], Make.users(1, for: 1 * .second))) { _ in
            .init(body: body, after: 20 * Self.ms)
        }
        // 14,480, then 28,960, then the rest: two more round trips.
        #expect(abs(Int64(run.merged("s0", .response).max) - Int64(320 * Self.ms)) < 400_000)
    }

    /// The time that an answer takes to arrive is no idle time of its connection: the window that it has grown stays.
    @Test func aGrownWindowServesTheNextRequest() throws {
        let body = String(repeating: "x", count: 200_000)
        let run = try Simulation(
            plan([region(100)], Make.users(1, for: 3 * .second), steps: [.request(Make.request())])
        ) { _ in .init(body: body, after: 20 * Self.ms) }
        #expect(abs(Int64(run.merged("s0", .response).max) - Int64(420 * Self.ms)) < 500_000)
        #expect(abs(Int64(run.merged("s0", .response).min) - Int64(120 * Self.ms)) < 300_000)
    }

    @Test func aUserGivesUpInItsOwnTime() throws {
        let run = try Simulation(
            plan([region(400)], Make.users(1, for: 3 * .second), timeout: 300 * Self.ms)
        ) { _ in .init(body: "x", after: 20 * Self.ms) }
        #expect(run.count("s0") == 0)
        #expect(run.count("s0", "timeout") >= 1)
        #expect(abs(Int64(run.merged("s0", .response).max) - Int64(300 * Self.ms)) < 400_000)
    }

    /// A service that never answers: the limit counts from when the user set out.
    @Test func anUnansweredRequestEndsAtTheUsersLimit() throws {
        let run = try Simulation(
            plan([region(100)], Make.users(1, for: 3 * .second), timeout: 300 * Self.ms)
        ) { _ in .init(body: "x", after: 100_000 * Self.ms) }
        #expect(abs(Int64(run.merged("s0", .response).max) - Int64(300 * Self.ms)) < 400_000)
    }

    @Test func regionsDifferByTheirProfiles() throws {
        let regions = [
            region(100, name: "far", share: 0.5), Region(name: "near", share: 0.5, place: here),
        ]
        let run = try Simulation(plan(regions, Make.users(10, for: 10 * .second))) { _ in
            .init(body: "x", after: 20 * Self.ms)
        }
        #expect(run.count("s0", region: "far") > 40)
        #expect(run.count("s0", region: "near") > 50)
        let far = run.calls.filter { ($0.time - ShardGroup.start) == 0 }
        #expect(far.count == 5)
    }

    /// The same users draw the same distances whoever runs them.
    @Test func drawsDoNotDependOnShards() throws {
        let profile = try #require(NetworkCatalogue.profile("ar-national"))
        let regions = [Region(name: "ar", share: 1, vantage: .model(profile), place: here)]
        func times(_ shards: Int) throws -> [UInt64] {
            try Simulation(plan(regions, Make.users(12, for: 5 * .second)), shards: shards, seed: 9) { _ in
                .init(body: "x", after: 20 * Self.ms)
            }.calls.map(\.time)
        }
        let one = try times(1)
        #expect(one.count > 30)
        #expect(try times(3) == one)
        #expect(Set(one).count > 20)
    }

    @Test func theEndOfTheRunFindsTravellersAndEndsThem() throws {
        var load = Make.users(5, for: 1 * .second)
        load.gracefulStop = 5 * .second
        let graceful = try Simulation(plan([region(3000)], load)) { _ in .init(body: "x", after: 20 * Self.ms) }
        #expect(graceful.count("s0") == 5)
        load.gracefulStop = 0
        let abrupt = try Simulation(plan([region(3000)], load)) { _ in .init(body: "x", after: 20 * Self.ms) }
        #expect(abrupt.count("s0", "unfinished") == 5)
        #expect(abrupt.totals.inFlight == 0)
    }

    @Test func aNameIsLookedUpOnce() throws {
        var plan = plan([region(100)], Make.users(1, for: 5 * .second))
        plan.target.host = "service.test"
        let run = try Simulation(plan, connected: { _ in false }) { _ in
            .init(body: "x", after: 20 * Self.ms, newConnections: 1)
        }
        #expect(abs(Int64(run.merged("s0", .response).max) - Int64(320 * Self.ms)) < 400_000)
        #expect(abs(Int64(run.merged("s0", .response).min) - Int64(220 * Self.ms)) < 300_000)
    }

    /// Requests that open connections begin about every 1.2 s.
    @Test(arguments: [
        (Connection.Lookup.once, UInt64(1)), (.every(2 * .second), 3), (.every(60 * .second), 1), (.perUser, 5),
    ])
    func aNameIsLookedUpAsOftenAsThePlanSays(_ lookup: Connection.Lookup, _ expected: UInt64) throws {
        var plan = plan([region(100)], Make.users(1, for: 5 * .second))
        plan.target.host = "service.test"
        plan.connection.lookup = lookup
        let run = try Simulation(plan, connected: { _ in false }) { _ in
            .init(body: "x", after: 20 * Self.ms, newConnections: 1)
        }
        #expect(run.count("s0") == 5)
        #expect(run.merged("s0", .lookup).totalCount == expected)
    }

    @Test func whoNeedsNoNameLooksNoneUp() {
        var plan = plan([region(100)], Make.users(1, for: 5 * .second))
        #expect(!plan.looksUpNames)
        for host in ["localhost", "a.localhost", "[2001:db8::1]", "127.0.0.1"] {
            plan.target.host = host
            #expect(!plan.looksUpNames, "\(host)")
        }
        plan.target.host = "service.test"
        #expect(plan.looksUpNames)
        plan.connection.detours = [.init(host: "service.test", port: nil, toHosts: ["192.0.2.7"], toPort: nil)]
        #expect(!plan.looksUpNames)
        plan.connection.detours[0].port = 1
        #expect(plan.looksUpNames)
        plan.connection.proxy = Connection.Proxy(scheme: "http", host: "proxy.test", port: 3128)
        #expect(!plan.looksUpNames)
    }
}

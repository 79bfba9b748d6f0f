import Curl
import Groundwork
import LoadMetrics
import LoadPlan
import Testing

@testable import LoadGenerator

@Suite struct ShardCoreTests {
    private func steady(_ call: ScriptedTransport.Call) -> ScriptedTransport.Answer { .init(after: 10_000_000) }

    @Test func closedUsersLoopAndStop() throws {
        let plan = Make.plan(
            [.request(Make.request()), .think(.fixed(90_000_000))],
            load: Make.users(20, for: 10 * .second)
        )
        let run = try Simulation(plan, script: steady)
        // 10 ms of answer and 90 ms of thought: ten requests a second a user, for ten seconds.
        #expect(run.count("s0") == 2000)
        #expect(run.merged("s0", .response).exactMax == 10_000_000)
        #expect(run.totals.peakUsers == 20)
        #expect(run.totals.scheduled == run.totals.started)
        #expect(run.totals.finished + run.totals.cutOff == run.totals.started)
        #expect(run.count("main", kind: .flow) == run.totals.finished)
    }

    @Test("The same seed gives the same requests, whatever the number of shards", arguments: [1, 2, 3, 8])
    func deterministic(shards: Int) throws {
        let body = Template(segments: [
            .literal(Array("{\"n\":".utf8)),
            .place(.call(.random, [.literal(.integer(1)), .literal(.integer(1_000_000))]), .jsonValue),
            .literal(Array(",\"id\":\"".utf8)), .place(.call(.uuid, []), .jsonString),
            .literal(Array("\",\"mail\":\"".utf8)),
            .place(.column(table: 0, column: 0), .jsonString), .literal(Array("\",\"at\":\"".utf8)),
            .place(.attribute(.region), .jsonString), .literal(Array("\"}".utf8)),
        ])
        let table = Table(
            name: "people",
            columns: ["mail"],
            cells: (0..<50).map { Array("p\($0)@example.test".utf8) },
            pick: .random
        )
        let regions = [Region(name: "a", share: 0.7, place: here), Region(name: "b", share: 0.3, place: here)]
        for load in [Make.rate(100, for: 5 * .second, .poisson), Make.users(40, for: 5 * .second)] {
            let plan = Make.plan(
                [
                    .request(Make.request(method: "POST", body: .json(body))),
                    .think(.uniform(100_000_000, 900_000_000)),
                    .request(Make.request(method: "POST", path: Template("/y"), body: .json(body))),
                ],
                load: load,
                tables: [table],
                regions: regions
            )
            let one = try Simulation(plan, shards: 1, seed: 9, script: steady)
            let many = try Simulation(plan, shards: shards, seed: 9, script: steady)
            let lines = { (run: Simulation) in
                run.calls.map { "\($0.time) \($0.url) \(String(decoding: $0.body, as: UTF8.self))" }.sorted()
            }
            #expect(lines(one).count > 300)
            #expect(lines(one) == lines(many))
            #expect(one.merged("s0", .response) == many.merged("s0", .response))
            let other = try Simulation(plan, shards: 1, seed: 10, script: steady)
            #expect(lines(one) != lines(other))
        }
    }

    /// Classes by status, header and body, each with a histogram of its own.
    @Test func classesHaveHistogramsOfTheirOwn() throws {
        let conditions: [Expression] = [
            .binary(.equal, .response(.status), .literal(.integer(409))),
            .binary(.equal, .response(.header("X-Result")), .literal(.text("later"))),
            .binary(.equal, .response(.json(Make.path("success"))), .literal(.bool(false))),
        ]
        let names: [(String, OutcomeKind)] = [("taken", .business), ("later", .throttled), ("refused", .error)]
        let rules = zip(conditions, names).enumerated().map { index, rule in
            OutcomeRule(outcome: index, kind: rule.1.1, condition: rule.0, place: here)
        }
        let plan = Make.plan(
            [.request(Make.request(outcomes: rules, checks: [Make.status(200)]))],
            load: Make.rate(40, for: .second),
            outcomes: names.map { .init(name: $0.0, kind: $0.1) }
        )
        let run = try Simulation(plan) { call in
            switch call.number % 4 {
            case 0: .init(status: 409, after: 1_000_000)
            case 1: .init(headers: ["X-Result: later"], after: 2_000_000)
            case 2: .init(body: "{\"success\":false}", after: 3_000_000)
            default: .init(body: "{\"success\":true}", after: 4_000_000)
            }
        }
        for (index, name) in ["taken", "later", "refused", "ok"].enumerated() {
            #expect(run.count("s0", name) == 10)
            let cell = try #require(run.layout.keys.firstIndex { $0.name == "s0" && $0.outcome.name == name })
            let histogram = try #require(run.histograms[cell, .response])
            #expect(histogram.exactMin == UInt64(index + 1) * 1_000_000)
            #expect(histogram.exactMax == histogram.exactMin)
        }
    }

    @Test func outcomesAreClassesOfTheirOwn() throws {
        let taken = OutcomeRule(
            outcome: 0,
            kind: .business,
            condition: .binary(.equal, .response(.status), .literal(.integer(409))),
            place: here
        )
        let request = Make.request(outcomes: [taken], checks: [Make.status(201)])
        let plan = Make.plan(
            [.request(request), .request(Make.request(1, path: Template("/y")))],
            load: Make.rate(100, for: 6 * .second),
            stepCount: 2,
            outcomes: [.init(name: "taken", kind: .business)]
        )
        let statuses = [201, 409, 429, 500, 201, 404]
        let run = try Simulation(plan) { call in
            guard call.url.hasSuffix("/x") else { return .init(after: 1000) }
            return .init(status: statuses[Int(call.time / 10_000_000) % 6], after: 1_000_000)
        }
        #expect(run.count("s0", "taken") > 0)
        #expect(run.count("s0", "throttled") > 0)
        #expect(run.count("s0", "status") > 0)
        let all = run.layout.keys.indices.filter { run.layout.keys[$0].name == "s0" }
            .reduce(UInt64(0)) { $0 + (run.counts[$1]?.count ?? 0) }
        #expect(all == run.totals.started)
        #expect(run.messages.contains("GET /x answered 500, expected status 201"))
        #expect(!run.messages.contains { $0.contains("409") })
        // A business outcome goes on to the next step, a failure ends the iteration.
        #expect(run.count("s1") == run.count("s0") + run.count("s0", "taken"))
        #expect(run.layout.keys.contains { $0.outcome == Outcome(name: "taken", kind: .business) })
    }

    @Test func withoutAStatusCheckOnlySuccessPasses() throws {
        let plan = Make.plan([.request(Make.request(checks: []))], load: Make.rate(10, for: .second))
        for (status, outcome) in [(200, "ok"), (302, "ok"), (404, "status"), (503, "status"), (429, "throttled")] {
            let run = try Simulation(plan) { _ in .init(status: status, after: 1000) }
            #expect(run.count("s0", outcome) == 10, "\(status)")
        }
    }

    @Test func errorsOfTheTransportHaveTheirKinds() throws {
        let plan = Make.plan([.request(Make.request())], load: Make.rate(10, for: .second))
        for (code, outcome) in [(6, "name-lookup"), (7, "connect"), (35, "tls"), (52, "reset"), (1, "protocol")] {
            let run = try Simulation(plan) { _ in
                .init(status: 0, after: 1000, code: CurlCode(rawValue: UInt32(code)))
            }
            #expect(run.count("s0", outcome) == 10, "\(code)")
            #expect(run.totals.errors == 10)
        }
    }

    @Test func requestsRunOutOfTime() throws {
        let plan = Make.plan(
            [.request(Make.request(timeout: 200_000_000))],
            load: Make.rate(10, for: .second)
        )
        let run = try Simulation(plan) { call in .init(after: call.number < 5 ? 10_000_000_000 : 1_000_000) }
        #expect(run.count("s0", "timeout") == 5)
        #expect(run.count("s0", "ok") == 5)
        #expect(run.merged("s0", .response).exactMax == 200_000_000)
        #expect(run.messages == ["GET /x had no whole answer within 200 ms"])
    }

    @Test func whatIsUnansweredAtTheEndIsCounted() throws {
        var load = Make.rate(10, for: .second)
        load.gracefulStop = 2 * .second
        let run = try Simulation(Make.plan([.request(Make.request())], load: load)) { call in
            .init(after: call.number % 2 == 0 ? 1_000_000 : 25_000_000_000)
        }
        #expect(run.count("s0") == 5)
        #expect(run.count("s0", "unfinished") == 5)
        #expect(run.totals.cutOff == 5)
        #expect(run.totals.inFlight == 0)
    }

    @Test func arrivalsThatAreNeverSentAreBad() throws {
        var load = Make.rate(10, for: 10 * .second, cap: 1)
        load.gracefulStop = .second
        let run = try Simulation(Make.plan([.request(Make.request())], load: load)) { _ in
            .init(after: 4_900_000_000)
        }
        let audit = run.totals
        #expect(audit.scheduled == 100)
        #expect(audit.started + audit.dropped == 100)
        #expect(audit.dropped > 90)
        #expect(run.count("s0", "dropped") == audit.dropped)
    }

    @Test func warmUpIsCountedApart() throws {
        let load = Make.users(10, for: 10 * .second, warmup: 4 * .second)
        let plan = Make.plan([.request(Make.request()), .think(.fixed(90_000_000))], load: load)
        let run = try Simulation(plan, script: steady)
        #expect(run.warmupSamples == 400)
        #expect(run.count("s0") == 600)
        #expect(run.totals.requests == 1000)
    }

    @Test func usersLeaveAndCloseTheirConnections() throws {
        let curve = LoadCurve([
            .init(from: 10, to: 10, duration: 2 * .second), .init(from: 3, to: 3, duration: 2 * .second),
            .init(from: 6, to: 6, duration: 2 * .second),
        ])
        let load = Load(model: .users, curve: curve, warmup: 0)
        let plan = Make.plan([.request(Make.request()), .think(.fixed(90_000_000))], load: load)
        let run = try Simulation(plan, script: steady)
        let transport = run.cores[0].transport
        #expect(transport.released.count == 7)
        let second = { (call: ScriptedTransport.Call) in Int((call.time - ShardGroup.start) / 1_000_000_000) }
        let perSecond = (0..<6).map { index in run.calls.filter { second($0) == index }.count }
        #expect(perSecond == [100, 100, 30, 30, 60, 60])
    }

    @Test func refusedUsersWaitLongerEachTime() throws {
        let plan = Make.plan([.request(Make.request())], load: Make.users(1, for: 10 * .second))
        let run = try Simulation(plan) { _ in
            .init(status: 0, after: 1000, code: .couldNotConnect)
        }
        // 0.1 + 0.2 + 0.4 + … instead of a storm of ten million.
        #expect(run.count("s0", "connect") <= 8)
        #expect(run.count("s0", "connect") >= 6)
    }

    @Test func anIterationWithoutRequestsDoesNotHang() throws {
        let plan = Make.plan([.end], load: Make.users(3, for: .second))
        let run = try Simulation(plan, script: steady)
        #expect(run.totals.started == 3000)
    }

    @Test func sharesOfRegionsAndTenantsAreExact() throws {
        let regions = [Region(name: "a", share: 0.75, place: here), Region(name: "b", share: 0.25, place: here)]
        let tenants = [Tenant(name: "x", share: 0.5), Tenant(name: "y", share: 0.5)]
        let objective = Objective(
            text: "p95 < 1s for tenant x",
            requirement: .percentile(quantile: 0.95, limit: .second, orEqual: false),
            scope: Scope(tenant: [Glob("x")]),
            place: here
        )
        let plan = Make.plan(
            [.request(Make.request())],
            load: Make.rate(100, for: 4 * .second),
            regions: regions,
            tenants: tenants,
            objectives: [objective]
        )
        let run = try Simulation(plan, shards: 2, script: steady)
        #expect(run.count("s0", region: "a") == 300)
        #expect(run.count("s0", region: "b") == 100)
        let both = run.counts.values.filter {
            let key = run.layout.keys[$0.series]
            return key.kind == .step && key.region == "b" && key.tenant == "y"
        }
        #expect(both.map { $0.count } == [50])
    }

    @Test func thresholdsAreCountedExactly() throws {
        let limit = 200_000_000 as UInt64
        let objectives = [false, true].map { orEqual in
            Objective(
                text: orEqual ? "p95 <= 200ms" : "p95 < 200ms",
                requirement: .percentile(quantile: 0.95, limit: limit, orEqual: orEqual),
                scope: Scope(),
                place: here
            )
        }
        let plan = Make.plan(
            [.request(Make.request())],
            load: Make.rate(30, for: .second),
            objectives: objectives
        )
        // One nanosecond below, exactly at, and one above the limit: no bucket could tell them apart.
        let run = try Simulation(plan) { call in .init(after: limit - 1 + UInt64(call.number % 3)) }
        let count = try #require(run.counts.values.first { run.layout.keys[$0.series].kind == .step })
        #expect(count.count == 30)
        #expect(count.beyond == [20, 10])
        #expect(count.serviceBeyond == [20, 10])
    }
}

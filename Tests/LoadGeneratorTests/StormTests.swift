import Curl
import Groundwork
import LoadMetrics
import LoadPlan
import ScenarioLanguage
import Testing

@testable import LoadGenerator

/// A service that fails is not sent more than one that works: iterations that are cut short keep their pauses.
@Suite struct StormTests {
    private static let home = "GET / as home\nthink 1s"

    private func plan(_ steps: String, load: String = "users 20 for 20s") throws -> Plan {
        let text = """
            scenario "storm"
            target "http://127.0.0.1:1"
            flow f {
            \(steps)
            }
            load { \(load) }
            slo { errors < 50% }
            """
        let compiled = ScenarioCompiler.compile(source: text, path: "storm.zonda")
        let errors = compiled.diagnostics.filter { $0.severity == .error }.map { "\($0.title): \($0.label)" }
        #expect(errors == [])
        let found = compiled.plan
        return try #require(found)
    }

    /// Requests in twenty seconds, where those whose path contains `fail` are answered at once with an answer.
    private func requests(_ plan: Plan, answer: ScriptedTransport.Answer) throws -> (all: Int, failed: Int) {
        let run = try Simulation(plan, shards: 2) { call in
            call.url.contains("fail") ? answer : .init(body: "{\"id\":1}", after: 1_000_000)
        }
        return (run.calls.count, run.calls.count { $0.url.contains("fail") })
    }

    @Test(
        "However a step fails, no more is sent than to a healthy service",
        arguments: [
            "GET /fail as login\nthink 1s",
            "GET /fail as login\nexpect json $.never == 1\nthink 1s",
            "GET /fail as login\ncapture token = json $.never\nthink 1s",
            "GET /fail as login\nthink exponential 1s",
            "group g { GET /fail as login\nthink 1s }",
            "GET /fail as login\nchoose { 50% { think 1s } 50% { think 1s } }",
            "GET /fail as login\nif user > 3 { think 1s } else { think 1s }",
            "parallel { GET /fail as login\nGET /fail as other }\nthink 2s",
            "repeat 3 { GET /fail as login\nthink 1s }",
            "GET /fail as login\nfail \"never reached\"\nthink 1s",
        ],
        [200, 401, 429, 500, 600]
    )
    func keepsItsPauses(first: String, status: Int) throws {
        let plan = try plan(first + "\n" + Self.home)
        let healthy = try requests(plan, answer: .init(body: "{\"never\":1,\"id\":1}", after: 1_000_000))
        let broken = try requests(plan, answer: .init(status: status, body: "{\"id\":1}", after: 100_000))
        #expect(healthy.all > 300 || first.contains("fail \""))
        #expect(Double(broken.all) <= 1.15 * Double(max(healthy.all, 400)), "\(broken.all) of \(healthy.all)")
    }

    @Test func oneBadUserOfTwentyIsOneOfTwenty() throws {
        let steps = "let p = \"\"\nif user == 7 { let p = \"fail\" }\nGET /${p} as login\nthink 1s\n" + Self.home
        let counts = try requests(plan(steps), answer: .init(status: 500, after: 100_000))
        #expect((380...420).contains(counts.all))
        #expect((10...20).contains(counts.failed))
    }

    @Test func aPaceAheadHolds() throws {
        let counts = try requests(
            plan("GET /fail as login\npace 2s\nGET / as home"),
            answer: .init(status: 500, after: 100_000)
        )
        #expect(counts.all == 200)
    }

    @Test func theWaitIsNoPartOfTheIteration() throws {
        let run = try Simulation(plan("GET /fail as login\nthink 1s\n" + Self.home)) { _ in
            .init(status: 500, after: 100_000_000)
        }
        let longest = run.merged("f", .response, kind: .flow).max
        #expect((100_000_000...101_000_000).contains(longest))
    }

    @Test func arrivalsComeWhenTheyAreDue() throws {
        let plan = try plan("GET /fail as login\nthink 1s\n" + Self.home, load: "rate 10/s for 20s")
        let counts = try requests(plan, answer: .init(status: 500, after: 100_000))
        #expect((150...250).contains(counts.all))
    }

    @Test func whoFailsTogetherDoesNotComeBackTogether() throws {
        let plan = try plan("GET /fail as login")
        let run = try Simulation(plan) { _ in .init(after: 1_000_000, code: .couldNotConnect) }
        let second = Set(run.calls.dropFirst(20).prefix(20).map { $0.time / 1_000_000 })
        #expect(second.count >= 12)
        #expect(run.calls.count < 20 * 12)
    }

    /// `Retry-After: 7` after 429, three tries.
    @Test(arguments: [("7", 7), ("0", 1), ("soon", 1), ("Wed, 21 Oct 2026 07:28:00 GMT", 1), ("9999999", 600)])
    func retriesWaitAsAsked(asked: String, seconds: UInt64) throws {
        let plan = try plan(
            "GET /busy as busy\nretry 1 backoff 1s or Retry-After on status 429\nthink 2000s",
            load: "users 1 for 1000s"
        )
        let run = try Simulation(plan) { call in
            call.number == 0 ? .init(status: 429, headers: ["Retry-After: \(asked)"], after: 0) : .init(after: 0)
        }
        #expect(run.calls.count == 2)
        #expect(run.calls[1].time - run.calls[0].time == seconds * .second)
    }
}

import Curl
import Groundwork
import LoadPlan
import ScenarioLanguage
import Testing

@testable import LoadGenerator

/// What the service must see once differs from run to run; everything else that is drawn stays the seed's.
@Suite struct OnceOnlyTests {
    private func plan(_ steps: String) throws -> Plan {
        let text = """
            scenario "once"
            target "http://127.0.0.1:1"
            flow f {
            \(steps)
            }
            load { rate 1/s for 1s }
            slo { errors < 1% }
            """
        let compiled = ScenarioCompiler.compile(source: text, path: "once.zonda")
        let errors = compiled.diagnostics.filter { $0.severity == .error }.map { "\($0.title): \($0.label)" }
        #expect(errors == [])
        let found = compiled.plan
        var plan = try #require(found)
        plan.load = Make.users(3, for: .second)
        return plan
    }

    /// The bodies of a run, in order.
    private func bodies(_ plan: Plan, seed: UInt64 = 7, nonce: UInt64) throws -> [String] {
        try Simulation(plan, shards: 2, seed: seed, nonce: nonce) { _ in .init(after: 50_000_000) }
            .calls.map { String(decoding: $0.body, as: UTF8.self) }
    }

    private func sending(_ value: String) throws -> Plan {
        try plan("POST /x as x\nbody \"${\(value)}|${random(1, 1000000)}|${choice(1, 2, 3)}\"\nthink 1ms..90ms")
    }

    @Test("Another run has others", arguments: ["uuid()", "email()", "dni()", "cuit()", "phone_ar()"])
    func differs(function: String) throws {
        let plan = try sending(function)
        let runs = try [1, 2, UInt64.max].map { try bodies(plan, nonce: $0) }
        let made = runs.map { $0.map { $0.split(separator: "|")[0] } }
        let drawn = runs.map { $0.map { $0.split(separator: "|").dropFirst().joined(separator: "|") } }
        #expect(runs[0].count > 30)
        #expect(Set(made[0]).isDisjoint(with: made[1]) && Set(made[1]).isDisjoint(with: made[2]))
        // Choices, pauses and with them the number of requests are those of the seed, as without a nonce.
        #expect(drawn[0] == drawn[1] && drawn[1] == drawn[2])
        let seeded = try bodies(plan, nonce: 0)
        #expect(seeded.map { $0.split(separator: "|").dropFirst().joined(separator: "|") } == drawn[0])
        #expect(try bodies(plan, nonce: 1) == runs[0] && bodies(plan, seed: 8, nonce: 1) != runs[0])
    }

    @Test("All of one run differ", arguments: ["uuid()", "sha256(uuid())"])
    func uniqueWithinARun(value: String) throws {
        let made = try bodies(sending(value), nonce: 3).map { $0.split(separator: "|")[0] }
        #expect(Set(made).count == made.count)
    }

    @Test(
        "What is data stays the seed's",
        arguments: ["name()", "lorem(9)", "sequence()", "user_address(\"10.0.0.0/8\")"]
    )
    func seeded(value: String) throws {
        let plan = try sending(value)
        #expect(try bodies(plan, nonce: 1) == bodies(plan, nonce: 2))
    }

    @Test func valuesKeepTheirShape() throws {
        let steps = "POST /x as x\nbody \"${uuid()} ${email()} ${dni()} ${cuit()} ${phone_ar()}\""
        for body in try bodies(plan(steps), nonce: 5) {
            let shape =
                /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12} persona\.\d{9}@example\.test \d{8} \d{11} \+549\d{10}/
            #expect(body.wholeMatch(of: shape) != nil, "\(body)")
        }
    }

    @Test(
        "A further try keeps the key of its request",
        arguments: [
            "header Key: ${uuid()}", "header Key: ${sequence()}", "header Key: k-${random(1, 1000000000)}",
            "query key: ${email()}", "json { \"key\": \"${sha256(uuid())}\" }", "header Key: ${uuid()}-${uuid()}",
        ]
    )
    func retry(clause: String) throws {
        let steps =
            "retry 2 backoff 1ms..2ms jitter on status 503 {\nPOST /x as x\n\(clause)\n}\nPUT /y as y\n\(clause)"
        var plan = try plan(steps)
        plan.load = Make.users(1, for: .second)
        var answers = 0
        let run = try Simulation(plan, nonce: 9) { call in
            answers += 1
            return .init(status: call.shape.method == "POST" && answers % 4 != 3 ? 503 : 200, after: 20_000_000)
        }
        let keys = run.calls.map {
            "\($0.url.split(separator: "?").dropFirst()) \($0.headers) \(String(decoding: $0.body, as: UTF8.self))"
        }
        #expect(keys.count > 8)
        for start in stride(from: 0, to: keys.count - 4, by: 4) {
            // Three tries of one request, then another request, then the next iteration.
            #expect(keys[start] == keys[start + 1] && keys[start] == keys[start + 2])
            #expect(
                keys[start + 3] != keys[start] && keys[start + 4] != keys[start] && keys[start + 4] != keys[start + 3]
            )
        }
    }
}

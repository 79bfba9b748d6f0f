import Foundation
import Groundwork
import LoadPlan
import Testing

@testable import ScenarioLanguage

@Suite struct PlanTests {
    private func plan(
        _ flow: String,
        before: String = "",
        load: String = "users 10 for 1m",
        slo: String = "errors < 1%"
    )
        throws -> Plan
    {
        let compilation = Fixtures.compile(Fixtures.scenario(flow: flow, before: before, load: load, slo: slo))
        return try #require(compilation.plan, "\(Fixtures.text(compilation))")
    }

    private func request(_ flow: String, before: String = "") throws -> Request {
        let plan = try plan(flow, before: before)
        for case .request(let request) in plan.flows[0].steps { return request }
        throw CocoaError(.featureUnsupported)
    }

    @Test func requestWithAllItsClauses() throws {
        let request = try request(
            """
            POST /api/x?fixed=1 as x
              header Accept: application/json   header X-Id: "a b"
              query date: 2026-11-23
              json { "a" : [ 1 , -2.5e3, true, null ], "s": "x${tenant}y\\n", "v": ${iteration} }  # why
              timeout 5s
              expect status 200..299   expect header "Content-Type" contains "json"
              outcome taken when status == 409
              outcome busy when status == 503 counts as throttled
              capture a = json $.items[*].id pick last or 7 when status == 200
              capture b = header "Location" or none
              capture c = count(json $.items)
            GET /y/${a}/${b}/${c} as y
            """
        )
        #expect(request.method == "POST")
        #expect(request.path.constant == Array("/api/x?fixed=1".utf8))
        #expect(request.timeout == 5 * .second)
        #expect(request.headers.map(\.name) == ["Accept", "X-Id"])
        #expect(request.headers[1].value.constant == Array("a b".utf8))
        #expect(request.query[0].value.constant == Array("2026-11-23".utf8))
        guard case .json(let body) = request.body else {
            Issue.record("no JSON body")
            return
        }
        #expect(
            body.segments == [
                .literal(Array(#"{"a":[1,-2.5e3,true,null],"s":"x"#.utf8)), .place(.attribute(.tenant), .jsonString),
                .literal(Array(#"y\n","v":"#.utf8)), .place(.attribute(.iteration), .jsonValue),
                .literal(Array("}".utf8)),
            ]
        )
        #expect(request.checks.map(\.text) == ["status 200..299", "header \"Content-Type\" contains \"json\""])
        #expect(request.checks[0].condition == .status(StatusSet([200...299])))
        #expect(request.outcomes.map(\.kind) == [.business, .throttled])
        #expect(request.captures[0].pick == .last)
        #expect(request.captures[0].fallback == .value(.literal(.integer(7))))
        #expect(request.captures[1].fallback == .none)
        #expect(request.captures[2].source == .jsonCount(try JSONPath(parsing: "$.items")))
        #expect(request.checks[0].place.line == 10)
    }

    @Test func statusConditionsBecomeSets() throws {
        let cases: [(String, [ClosedRange<Int>])] = [
            ("status 200", [200...200]), ("status in 201, 409", [201...201, 409...409]),
            ("status == 200 or status == 404", [200...200, 404...404]), ("status < 300", [0...299]),
            ("not status >= 400", [0...399]), ("400 > status", [0...399]), ("status != 500", [0...499, 501...639]),
            ("status 200, 204", [200...200, 204...204]), ("status >= 200 and status <= 204", [200...204]),
        ]
        for (text, ranges) in cases {
            let request = try request("GET /x as x\n  expect \(text)")
            #expect(request.checks[0].condition == .status(StatusSet(ranges)), "\(text)")
            #expect(request.checks[0].text == text)
        }
        let other = try request("GET /x as x\n  expect status == 200 or size > 5")
        guard case .expression = other.checks[0].condition else {
            Issue.record("a condition about more than the status became a set")
            return
        }
    }

    @Test func defaultsReplaceFromOutsideIn() throws {
        let request = try request(
            """
            defaults { header B: inner  timeout 2s }
            GET /x as x
              header c: own
            """,
            before: "defaults { header A: outer  header b: outer  header C: outer  timeout 1s }"
        )
        #expect(request.headers.map(\.name) == ["A", "B", "c"])
        #expect(request.timeout == 2 * .second)
    }

    @Test func parametersAreFoldedAndReplaced() throws {
        let text = Fixtures.scenario(
            flow: "think pause\nGET /${n}/${t} as x\n  header N: ${f}",
            before: "param n = 40\nparam t = \"a b\"\nparam pause = 2s\nparam f = 1.5",
            load: "users n for 1m"
        )
        var options = Fixtures.options()
        options.parameters = ["n": "7", "pause": "500ms"]
        let compilation = Fixtures.compile(text, options: options)
        let plan = try #require(compilation.plan, "\(Fixtures.text(compilation))")
        #expect(plan.parameters.map(\.value) == ["7", "a b", "500ms", "1.5"])
        #expect(plan.load.curve.peak == 7)
        #expect(plan.flows[0].steps[0] == .think(.fixed(500 * .millisecond)))
        guard case .request(let request) = plan.flows[0].steps[1] else { return }
        #expect(request.path.segments[0] == .literal(Array("/7/".utf8)))
        #expect(request.path.segments[1] == .place(.literal(.text("a b")), .url))
    }

    @Test func stepsOfEveryKind() throws {
        let plan = try plan(
            """
            let d = date("America/Argentina/Cordoba", 1d * random(1, 3))
            GET /x as x
              query d: ${d | "yyyy-MM-dd"}
              capture a = json $.a or none
            if a is none { count gone by 2  end } else if a == 3 { think 1s..2s } else { count odd }
            group pay {
              poll GET /p/${a} as p every 500ms for 30s
                until json $.s in "ok", "no"
            }
            """
        )
        #expect(plan.zones == ["America/Argentina/Cordoba"])
        #expect(plan.counters == ["gone", "odd"])
        #expect(
            plan.series.map { "\($0.kind) \($0.name) \($0.flow)" } == [
                "flow main main", "step x main", "group pay main", "step p main", "poll p.until main",
            ]
        )
        let steps = plan.flows[0].steps
        #expect(
            steps[0]
                == .assign(
                    variable: 0,
                    .call(
                        .date,
                        [
                            .literal(.integer(0)),
                            .binary(
                                .times,
                                .literal(.duration(86_400_000_000_000)),
                                .call(.random, [.literal(.integer(1)), .literal(.integer(3))])
                            ),
                        ]
                    ),
                    place: Place(file: "test.zonda", line: 5, column: 1)
                )
        )
        guard case .branch(let condition, let then, let otherwise) = steps[2] else {
            Issue.record("no branch")
            return
        }
        #expect(condition == .isKind(.variable(1), .none))
        #expect(then == [.count(counter: 0, by: .literal(.integer(2))), .end])
        guard case .branch(_, let second, let last)? = otherwise.first else {
            Issue.record("no else if")
            return
        }
        #expect(second == [.think(.uniform(1_000_000_000, 2_000_000_000))])
        #expect(last == [.count(counter: 1, by: .literal(.integer(1)))])
    }

    @Test func loadsOfBothModels() throws {
        let users = try plan(
            "GET / as x",
            load: "warmup 15s  users 0 -> 2000 over 2m  users 2000 for 5m  graceful stop 10s"
        )
        #expect(users.load.model == .users)
        #expect(users.load.curve.duration == 420 * .second)
        #expect(users.load.warmup == 15 * .second)
        #expect(users.load.gracefulStop == 10 * .second)
        let rate = try plan(
            "GET / as x",
            load: "rate 60/m -> 400/s over 2m,\n 400/s for 10m arrivals constant max in flight 500"
        )
        #expect(rate.load.model == .rate(.constant))
        #expect(rate.load.curve.pieces[0].from == 1)
        #expect(rate.load.maxInFlight == 500)
        let phases = try plan(
            "GET / as x",
            load: "phase ramp { users 0 -> 10 over 1m }\nphase soak { users 10 for 2m }",
            slo: "p95 < 1s during soak"
        )
        #expect(
            phases.load.phases == [
                Load.Phase(name: "ramp", start: 0, end: 60 * .second),
                Load.Phase(name: "soak", start: 60 * .second, end: 180 * .second),
            ]
        )
    }

    @Test func narrowingByTests() throws {
        for flow in [
            "GET /x as x\n  capture a = json $.a when status == 200\nif a is set { GET /${a} as y }",
            "if iteration > 1 { GET /x as x\n  capture a = json $.a }\nif a is set { GET /${a} as y }",
            "if iteration > 1 { GET /x as x\n  capture a = json $.a }\nif a is none { end }\nGET /${a} as y",
            "if iteration > 1 { GET /x as x\n  capture a = json $.a }\nif a is set and a == 3 { GET /${a} as y }",
            "if iteration > 1 { let a = 1 } else { let a = 2 }\nGET /${a} as y",
            "if iteration > 1 { let a = 1 } else { end }\nGET /${a} as y",
        ] {
            let compilation = Fixtures.compile(Fixtures.scenario(flow: flow))
            #expect(!compilation.hasErrors, "\(Fixtures.text(compilation))")
        }
        for flow in [
            "if iteration > 1 { let a = 1 }\nGET /${a} as y",
            "if iteration > 1 { let a = 1 }\nif a is none { GET /${a} as y }",
            "if iteration > 1 { let a = 1 }\nif a is set or iteration == 3 { GET /${a} as y }",
        ] {
            let compilation = Fixtures.compile(Fixtures.scenario(flow: flow))
            #expect(compilation.diagnostics.contains { $0.code == "maybe-unset" }, "\(flow)")
        }
    }

    @Test func targets() throws {
        let cases: [(String, String)] = [
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080"), ("https://turnos.test", "https://turnos.test:443"),
            ("http://[::1]:9/", "http://[::1]:9"), ("HTTP://h/base/", "http://h:80/base"),
        ]
        for (text, url) in cases { #expect(try TargetAnalysis.parse(text).url == url) }
        for text in [
            "", "h:80", "http://", "http://a b", "http://h:0", "http://h:x", "http://u@h", "http://h?q", "http://::1",
        ] {
            #expect(throws: TargetAnalysis.Mistake.self) { try TargetAnalysis.parse(text) }
        }
    }

    @Test func hashSaysWhetherTwoRunsAreAlike() throws {
        func hash(_ text: String, _ options: CompileOptions = Fixtures.options()) throws -> String {
            try #require(Fixtures.compile(text, options: options).plan).hash
        }
        let text = Fixtures.scenario(flow: "GET /${n} as x", before: "param n = 1")
        let base = try hash(text)
        #expect(base.count == 64)
        #expect(try hash("# comment\n\n" + text.replacing("GET", with: "   GET") + "   # more") == base)
        #expect(try hash(text.replacing("127.0.0.1:8080", with: "elsewhere:1")) == base)
        #expect(try hash(text.replacing("as x", with: "as y")) != base)
        var options = Fixtures.options()
        options.target = "http://other"
        #expect(try hash(text, options) == base)
        options.parameters = ["n": "2"]
        #expect(try hash(text, options) != base)
    }

    @Test func secretsStayApart() throws {
        var options = Fixtures.options()
        options.secrets = { $0 == "KEY" ? "s3cret" : nil }
        let compilation = Fixtures.compile(
            Fixtures.scenario(flow: "GET / as x\n  header K: ${KEY}", before: "secret KEY"),
            options: options
        )
        let plan = try #require(compilation.plan)
        #expect(plan.secrets == [Plan.Secret(name: "KEY", value: "s3cret")])
        guard case .request(let request) = plan.flows[0].steps[0] else { return }
        #expect(request.headers[0].value.segments == [.place(.secret(0), .header)])
    }
}

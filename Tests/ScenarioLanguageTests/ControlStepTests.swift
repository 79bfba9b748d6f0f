import Groundwork
import Testing

@testable import LoadPlan
@testable import ScenarioLanguage

/// Loops, choices and early ends, from text to plan.
@Suite struct ControlStepTests {
    private func plan(_ flow: String, before: String = "") throws -> Plan {
        let compilation = Fixtures.compile(Fixtures.scenario(flow: flow, before: before))
        return try #require(compilation.plan, "\(Fixtures.text(compilation))")
    }

    private func place(_ line: Int, _ column: Int) -> Place {
        Place(file: "test.zonda", line: line, column: column)
    }

    @Test func loops() throws {
        let steps = try plan(
            "repeat rounds { think 1s }\nwhile user < 3 { end }\nGET / as home",
            before: "param rounds = 3"
        ).flows[0].steps
        #expect(steps[0] == .repeats(.literal(.integer(3)), [.think(.fixed(.second))], place: place(5, 1)))
        let condition = Expression.binary(.less, .attribute(.user), .literal(.integer(3)))
        #expect(steps[1] == .loop(while: condition, [.end], place: place(6, 1)))
    }

    @Test func choicesAndEnds() throws {
        let steps = try plan("choose { 75% { end } 25% { } }\nabandon 5%\nif user > 9 { fail \"why\" }\nGET / as home")
            .flows[0].steps
        #expect(steps[0] == .choose([.init(share: 0.75, steps: [.end]), .init(share: 0.25, steps: [])]))
        #expect(steps[1] == .abandon(probability: 0.05))
        guard case .branch(_, let then, _) = steps[2] else {
            Issue.record("\(steps[2])")
            return
        }
        #expect(then == [.fail(message: "why", place: place(7, 15))])
    }

    @Test func itemsTriesAndPauses() throws {
        let steps = try plan(
            "for n in 1..2, ids { GET /${n} as n }\n"
                + "retry 2 backoff 100ms..1s jitter on status 500..502, timeout { GET /a as a }\n"
                + "GET /b as b\n retry 1\nretry 1 { GET /c as c }\nthink normal 4s 1s",
            before: "param ids = \"x\""
        ).flows[0].steps
        guard case .each(let each) = steps[0], case .retry(let a) = steps[1], case .retry(let b) = steps[2],
            case .retry = steps[3]
        else {
            Issue.record("\(steps)")
            return
        }
        #expect(
            each.sources == [.range(.literal(.integer(1)), .literal(.integer(2))), .value(.literal(.text("x")))]
        )
        #expect((a.times, a.shortest, a.longest, a.jitter) == (2, 100_000_000, .second, true))
        #expect(a.failures == [.timeout])
        #expect(StatusCodes.admitted(by: try #require(a.condition)) == StatusCodes(500...502))
        #expect(b.failures == [.lookup, .connect, .reset, .timeout])
        let drawn = ThinkDistribution(shape: .normal, mean: 4 * .second, deviation: .second, most: 40 * .second)
        #expect(steps[4] == .think(.drawn(drawn)))
    }

    @Test func paceOfAFlow() throws {
        let plan = try #require(
            Fixtures.compile(Fixtures.scenario(flow: "pace 10s\nGET / as home")).plan
        )
        #expect(plan.flows[0].steps[0] == .pace(10 * .second, overrun: 0))
        #expect(plan.counters == ["main.overrun"])
        let other = Fixtures.compile(
            "scenario \"T\"\ntarget \"http://127.0.0.1\"\nflow a pace 10s weight 3 { GET / as home }\nload { users 1 for 1m }"
        )
        #expect(other.plan?.flows[0].steps[0] == .pace(10 * .second, overrun: 0))
        #expect(other.plan?.flows[0].weight == 3)
    }

    /// Fewest and most requests of an iteration, and the least that it thinks.
    @Test(
        arguments: [
            ("repeat 3 { GET /a as a  think 2s }", 3, 3, 6),
            ("repeat random(0, 4) { GET /a as a  think 2s }", 0, .infinity, 0),
            ("GET /a as a\nwhile user > 1 { think 1s }", 1, 1, 0),
            ("while user > 1 { GET /a as a }", 0, .infinity, 0),
            ("repeat 2 { GET /a as a  repeat 5 { GET /b as b } }", 12, 12, 0),
            ("repeat 4 { GET /a as a  if user > 1 { GET /b as b  end } }", 2, 5, 0),
            ("repeat 4 { GET /a as a  end }\nGET /c as c", 1, 1, 0),
            ("choose { 50% { GET /a as a } 50% { GET /b as b  GET /c as c } }", 1, 2, 0),
            ("for n in 1..3, \"x\" { GET /a as a  think exponential 2s }", 4, 4, 8),
            ("retry 3 { GET /a as a }", 1, 4, 0),
            ("GET /a as a\nabandon 5%\nGET /b as b", 1, 2, 0),
            ("parallel { GET /a as a  GET /b as b }\nGET /c as c", 3, 3, 0),
            ("GET /a as a\nif user > 1 { fail \"x\" }\nGET /b as b", 1, 2, 0),
        ] as [(String, Double, Double, Double)]
    )
    func costs(_ flow: String, _ fewest: Double, _ most: Double, _ thinking: Double) throws {
        let cost = IterationCost.of(try plan(flow).flows[0].steps)
        #expect(cost == IterationCost(fewest: fewest, most: most, thinking: thinking))
    }

    @Test func requestsAtTheSameTime() throws {
        let plan = try plan(
            "parallel { GET /a as a  GET /b as b }\nrepeat 2 { parallel wide { GET /c as c  GET /d as d  GET /e as e } }",
            before: "param wide = 3"
        )
        guard case .parallel(let first) = plan.flows[0].steps[0] else {
            Issue.record("\(plan.flows[0].steps[0])")
            return
        }
        #expect(first.requests.map(\.series) == [1, 2])
        #expect(first.connections == 6)
        #expect(first.place == place(5, 1))
        #expect(plan.connectionsPerUser == 3)
    }

    @Test func anEndlessLoopHasNoMostRequests() throws {
        var open = try plan("while user > 1 { GET /a as a  think 1s }\nthink 1s")
        #expect(PlanSummary(open).requests.most == nil)
        open.load.model = .rate(.constant)
        #expect(PlanSummary(open).requests.most == nil)
        #expect(PlanSummary(open).iterations.most == 600)
    }

    @Test func layout() {
        let messy =
            "flow a {\nchoose {\n70% {\nGET / as home\nexpect status 200\n}\n30% { }\n}\nrepeat 2 {\nwhile x and y {\nfail \"}\"\n}\n}\n}\n"
        let tidy = """
            flow a {
              choose {
                70% {
                  GET / as home
                    expect status 200
                }
                30% { }
              }
              repeat 2 {
                while x and y {
                  fail "}"
                }
              }
            }

            """
        #expect(ScenarioFormatter.format(messy) == tidy)
    }
}

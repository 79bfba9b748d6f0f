import Groundwork
import LoadMetrics
import LoadPlan
import Testing

@testable import LoadGenerator

@Suite struct StepTests {
    private let once = Make.rate(1, for: .second)

    private func text(_ value: String) -> Expression { .literal(.text(value)) }

    @Test func capturesFeedLaterRequests() throws {
        let login = Make.request(
            0,
            method: "POST",
            path: Template("/login"),
            captures: [
                Capture(variable: 0, source: .json(Make.path("token")), place: here),
                Capture(variable: 1, source: .header("X-Trace"), place: here),
                Capture(variable: 2, source: .json(Make.path("none")), fallback: .none, place: here),
                Capture(
                    variable: 3,
                    source: .json(Make.path("none")),
                    fallback: .value(.literal(.integer(7))),
                    place: here
                ),
            ]
        )
        let path = Template(segments: [.literal(Array("/items/".utf8)), .place(.variable(3), .url)])
        let bearer = Template(segments: [.literal(Array("Bearer ".utf8)), .place(.variable(0), .header)])
        let next = Make.request(
            1,
            path: path,
            query: [
                .init(name: "a b", value: Template(segments: [.place(.variable(1), .raw)])),
                .init(name: "none", value: Template(segments: [.place(.isKind(.variable(2), .none), .raw)])),
            ],
            headers: [.init(name: "Authorization", value: bearer)]
        )
        let plan = Make.plan(
            [.request(login), .request(next)],
            load: once,
            stepCount: 2,
            variables: ["token", "trace", "missing", "other"]
        )
        let run = try Simulation(plan) { call in
            .init(body: #"{"x":[1,{"token":2}],"token":"a\"\u00e9"}"#, headers: ["x-trace:  t&1 "], after: 1000)
        }
        #expect(run.calls.count == 2)
        #expect(run.calls[1].url == "http://service.test:80/items/7?a%20b=t%261&none=true")
        #expect(run.count("s1") == 1)
    }

    @Test func aMissingCaptureIsAnErrorWithItsPlace() throws {
        let place = Place(file: "x.zonda", line: 12, column: 5)
        let request = Make.request(captures: [Capture(variable: 0, source: .json(Make.path("slot")), place: place)])
        let run = try Simulation(Make.plan([.request(request)], load: once, variables: ["slot"])) { _ in
            .init(body: "{}", after: 1000)
        }
        #expect(run.count("s0", "capture") == 1)
        #expect(run.messages == ["GET /x: nothing to capture for slot, found nothing there in the text \"{}\""])
        let key = try #require(run.failures.keys.first)
        #expect(run.cores[0].describe(key).place == Place("x.zonda:12:5"))
    }

    @Test func groupsMeasureTheirWholeDuration() throws {
        let steps: [Step] = [
            .request(Make.request()),
            .group(series: 1, [.request(Make.request()), .think(.fixed(.second)), .request(Make.request())]),
        ]
        let run = try Simulation(Make.plan(steps, load: Make.rate(1, for: 5 * .second))) { _ in .init(after: 10_000_000)
        }
        #expect(run.count("extra", kind: .group) >= 4)
        #expect(run.merged("extra", .response, kind: .group).exactMax == 1_020_000_000)
        #expect(run.merged("main", .response, kind: .flow).exactMax == 1_030_000_000)
        let failing = try Simulation(Make.plan(steps, load: Make.users(1, for: 5 * .second))) { call in
            .init(status: call.number % 3 == 2 ? 500 : 200, after: 10_000_000)
        }
        #expect(failing.count("extra", "status", kind: .group) > 0)
        #expect(failing.count("main", "status", kind: .flow) == failing.count("extra", "status", kind: .group))
    }

    @Test func pollsMeasureTheTimeToTheState() throws {
        let until = Expression.member(.response(.json(Make.path("status"))), of: [text("approved"), text("rejected")])
        let poll = Poll(
            request: Make.request(),
            series: 1,
            interval: 500_000_000,
            limit: 5 * .second,
            until: until,
            place: here
        )
        let plan = Make.plan([.poll(poll)], load: Make.users(1, for: 10 * .second), extra: .poll)
        let settled = try Simulation(plan) { call in
            .init(body: call.number % 4 < 3 ? #"{"status":"pending"}"# : #"{"status":"approved"}"#, after: 20_000_000)
        }
        #expect(settled.count("extra", kind: .poll) == 6)
        #expect(settled.count("s0") == 4 * 6 + 1)
        #expect(settled.merged("extra", .response, kind: .poll).exactMax == 1_580_000_000)
        var long = plan
        long.load = Make.users(1, for: 60 * .second)
        let never = try Simulation(long) { _ in .init(body: #"{"status":"pending"}"#, after: 20_000_000) }
        #expect(never.count("extra", "timeout", kind: .poll) >= 10)
        #expect(never.messages.contains("GET /x did not reach the awaited state in time"))
    }

    @Test func branchesAndCounters() throws {
        let steps: [Step] = [
            .assign(variable: 0, .binary(.remainder, .attribute(.user), .literal(.integer(2)))),
            .branch(
                .binary(.equal, .variable(0), .literal(.integer(0))),
                then: [.request(Make.request(0, path: Template("/even")))],
                otherwise: [
                    .request(Make.request(0, path: Template("/odd"))), .count(counter: 0, by: .literal(.integer(2))),
                ]
            ),
            .branch(.binary(.equal, .variable(0), .literal(.integer(1))), then: [.end], otherwise: []),
            .request(Make.request(0, path: Template("/last"))),
        ]
        let plan = Make.plan(steps, load: Make.rate(10, for: .second), variables: ["parity"], counters: ["odd"])
        let run = try Simulation(plan) { _ in .init(after: 1000) }
        let paths = run.calls.map { $0.url.split(separator: "/").last ?? "" }
        #expect(paths.filter { $0 == "even" }.count == 5)
        #expect(paths.filter { $0 == "odd" }.count == 5)
        #expect(paths.filter { $0 == "last" }.count == 5)
        #expect(run.counters == [10])
    }

    @Test func thinkTimesAreNobodysLatency() throws {
        let steps: [Step] = [
            .request(Make.request()), .think(.uniform(.second, 3 * .second)), .request(Make.request()),
        ]
        let run = try Simulation(Make.plan(steps, load: Make.rate(20, for: 20 * .second))) { _ in
            .init(after: 5_000_000)
        }
        #expect(run.merged("s0", .response).exactMax == 5_000_000)
        let pauses = Dictionary(grouping: run.calls, by: { $0.user })
        #expect(pauses.count > 20)
        let durations = run.merged("main", .response, kind: .flow)
        #expect(durations.exactMin >= 1_010_000_000)
        #expect(durations.exactMax <= 3_010_000_001)
        #expect(durations.exactMax - durations.exactMin > 1_500_000_000)
    }
}

import Groundwork
import LoadPlan
import Testing

@testable import ScenarioLanguage

/// Races and invariants, from text to plan.
@Suite struct InvariantSyntaxTests {
    private static let flow = """
        let slot = user
        POST /api/bookings/${slot} as booking.create
          outcome taken when status == 409
        POST /api/payments as payment.create
        count paid
        """

    private func plan(_ before: String, flow: String = flow, load: String = "users 10 for 1m") throws -> Plan {
        let compilation = Fixtures.compile(Fixtures.scenario(flow: flow, before: before, load: load))
        return try #require(compilation.plan, "\(Fixtures.text(compilation))")
    }

    private let sold = Expression.member(.response(.status), of: [.literal(.integer(201))])

    @Test func aRaceWithItsWayToTheStart() throws {
        let plan = try plan(
            """
            param many = 64
            flow rush weight 0 {
              let hot = 7
              race many users {
                before { POST /login as race.login }
                POST /book/${hot} as race.book
                  expect status in 201, 409
              }
              expect across race: count(status == 201) == 1
              expect across race: count(status 409) >= 64 - 1
              GET /after as after
            }
            """
        )
        let race = try #require(plan.races.first)
        #expect(race.users == 64)
        #expect(race.before.count == 1 && race.steps.count == 1)
        #expect(plan.flows[0].weight == 0)
        // In the middle of the load, where nothing else is said.
        #expect(plan.flows[0].startsAt == 30 * .second)
        #expect(plan.flows[0].steps.count == 3)
        #expect(
            plan.invariants.map(\.text) == [
                "expect across race: count(status == 201) == 1", "expect across race: count(status 409) >= 64 - 1",
            ]
        )
        #expect(plan.invariants.map(\.race) == [0, 0])
        #expect(plan.invariants[0].condition == .comparison(.tally(0), .equal, .number(1)))
        #expect(plan.tallies.map(\.source) == [.race(0), .race(0)])
    }

    @Test func withoutOneTheConnectionIsOpenedFirst() throws {
        let plan = try plan("flow rush at 10s {\n race 2 users { GET /a as a } }\ndefaults { header Host: x }")
        #expect(plan.flows[0].startsAt == 10 * .second)
        guard case .request(let request)? = plan.races.first?.before.first else {
            Issue.record("no request")
            return
        }
        #expect(request.method == "HEAD")
        #expect(plan.series[request.series].name == "rush.connect")
        #expect(request.headers.map(\.name) == ["Host"])
    }

    @Test func theMeasuredPartsMiddle() throws {
        let plan = try plan(
            "flow rush weight 0 { race 2 users { GET /a as a } }",
            load: "warmup 20s  users 10 for 1m"
        )
        #expect(plan.flows[0].startsAt == 40 * .second)
    }

    @Test func racesKeepTheirPlaceInALongerLoad() throws {
        var plan = try plan("flow rush at 15s { race 2 users { GET /a as a } }")
        try plan.fit(to: 120 * .second)
        #expect(plan.flows[0].startsAt == 30 * .second)
    }

    @Test func amounts() throws {
        let plan = try plan(
            """
            invariant count(paid) == count(payment.create)
            invariant count(booking.create.taken) + 2 * count(paid) <= (count(booking.create when status 201) - 1)
            """
        )
        #expect(
            plan.tallies == [
                Tally(name: "paid", source: .counter(0)), Tally(name: "payment.create", source: .steps([2])),
                Tally(name: "booking.create.taken", source: .steps([1]), matching: .outcome("taken")),
                Tally(name: "booking.create when status 201", source: .steps([1]), matching: .answer(sold)),
            ]
        )
        #expect(plan.invariants[0].condition == .comparison(.tally(0), .equal, .tally(1)))
        #expect(
            plan.invariants[1].condition
                == .comparison(
                    .sum(.tally(2), .product(.number(2), .tally(0))),
                    .atMost,
                    .difference(.tally(3), .number(1))
                )
        )
    }

    @Test func queues() throws {
        let flow = """
            POST /api/bookings as booking.create
              capture booking = json $.id
            put booking into booked
            take other from booked wait 5s or none
            take third from booked
            if other is set { DELETE /api/bookings/${other}/${third} as cancel }
            """
        let plan = try plan("", flow: flow)
        #expect(plan.queues.map(\.name) == ["booked"])
        #expect(plan.counters[plan.queues[0].dropped] == "booked.dropped")
        let steps = plan.flows[0].steps
        #expect(steps[1] == .put(.variable(0), queue: 0))
        let place = { Place(file: "test.zonda", line: $0, column: 1) }
        #expect(steps[2] == .take(Take(variable: 1, queue: 0, wait: 5 * .second, orNone: true, place: place(8))))
        #expect(steps[3] == .take(Take(variable: 2, queue: 0, wait: 0, orNone: false, place: place(9))))
    }

    /// Without `of`, the steps are those whose requests are made with the variable.
    @Test func atMostByKey() throws {
        let plan = try plan(
            "invariant at most one status 201 per slot\ninvariant at most 2 status == 201 of payment.* per slot"
        )
        #expect(plan.invariants.map(\.condition) == [.atMost(1, keyed: 0), .atMost(2, keyed: 1)])
        #expect(plan.keyedTallies.map(\.series) == [[1], [2]])
        #expect(plan.keyedTallies.map(\.variable) == [0, 0])
        #expect(plan.keyedTallies[0].condition == sold)
    }

    @Test func invariantsAloneAreSomethingToJudge() {
        let text = Fixtures.scenario(flow: Self.flow, before: "invariant count(paid) <= 5", slo: "")
        #expect(!Fixtures.compile(text).diagnostics.contains { $0.code == "no-objectives" })
    }
}

import Curl
import Groundwork
import LoadMetrics
import LoadPlan
import Testing

@testable import LoadGenerator

/// What is counted over a whole run, exactly.
@Suite struct InvariantTests {
    private static let millisecond: UInt64 = 1_000_000
    private let sold = Expression.binary(.equal, .response(.status), .literal(.integer(201)))

    private func facts(_ run: Simulation, _ plan: Plan) throws -> InvariantFacts {
        let ledger = InvariantLedger(
            plan,
            values: run.cores.map { $0.counts.tallies.values },
            unknown: run.cores.map { $0.counts.tallies.unknown },
            cutOff: run.cores.map { $0.counts.tallies.cutOff },
            looked: run.cores.map { $0.counts.tallies.looked },
            iterations: run.totals.started,
            races: run.cores.map { _ in [] },
            keys: run.cores.map { $0.counts.keyTables }
        )
        return try #require(ledger.facts().first)
    }

    private func plan(_ steps: [Step], _ tallies: [Tally], _ condition: Invariant.Condition) -> Plan {
        var plan = Make.plan(
            steps,
            load: Make.users(4, for: .second),
            stepCount: 2,
            outcomes: [.init(name: "taken", kind: .business)],
            variables: ["slot"],
            counters: ["paid"]
        )
        plan.tallies = tallies
        plan.invariants = [Invariant(text: "invariant", condition: condition, place: here)]
        return plan
    }

    private let anyStatus = Make.status(200, 201, 409)

    /// Approved payments and paid bookings are counted in different steps; the end of the run may fall between them.
    @Test(arguments: [1, 3])
    func countsOfWholeIterationsAgree(_ shards: Int) throws {
        let steps: [Step] = [
            .request(Make.request(0)), .count(counter: 0, by: .literal(.integer(1))), .request(Make.request(1)),
        ]
        let tallies = [
            Tally(name: "paid", source: .counter(0)), Tally(name: "s1", source: .steps([1])),
            Tally(name: "s0 when status == 200", source: .steps([0]), matching: .answer(sold)),
        ]
        let plan = plan(steps, tallies, .comparison(.tally(0), .equal, .tally(1)))
        let run = try Simulation(plan, shards: shards) { _ in .init(after: 9 * Self.millisecond) }
        let facts = try facts(run, plan)
        let paid = try #require(facts.low)
        #expect(paid > 100)
        #expect(facts.high == paid && facts.targetLow == paid)
        // More were counted than belong to whole iterations.
        #expect(run.counters[0] == paid + 4)
        #expect(facts.observation == "\(Int(paid)) == \(Int(paid))")
        let cut = "\(Int(paid)) and 4 in iterations that the end of the run cut off"
        #expect(facts.evidence == "paid \(cut), s1 \(cut)")
    }

    @Test func outcomesAndConditionsAreCounted() throws {
        let rule = OutcomeRule(
            outcome: 0,
            kind: .business,
            condition: .binary(.equal, .response(.status), .literal(.integer(409))),
            place: here
        )
        let tallies = [
            Tally(name: "s0.taken", source: .steps([0]), matching: .outcome("taken")),
            Tally(name: "s0 when status == 201", source: .steps([0]), matching: .answer(sold)),
        ]
        let steps: [Step] = [.request(Make.request(0, outcomes: [rule], checks: [anyStatus]))]
        let amount = Invariant.Amount.sum(.tally(0), .product(.tally(1), .number(3)))
        let plan = plan(steps, tallies, .comparison(amount, .atMost, .number(10)))
        var calls = 0
        let run = try Simulation(plan) { _ in
            calls += 1
            return .init(status: calls % 4 == 0 ? 201 : 409, after: 10 * Self.millisecond)
        }
        let values = run.cores[0].counts.tallies.values
        #expect(abs(values[0] - values[1] * 3) <= 4)
        let low = try facts(run, plan).low
        #expect(low == values[0] + 3 * values[1])
    }

    @Test func whatHadNoAnswerMayCountOrNot() throws {
        let tallies = [Tally(name: "s0 when status == 201", source: .steps([0]), matching: .answer(sold))]
        let request = Make.request(0, timeout: 5 * Self.millisecond, checks: [anyStatus])
        let plan = plan([.request(request)], tallies, .comparison(.tally(0), .atMost, .number(1)))
        var calls = 0
        let run = try Simulation(plan) { _ in
            calls += 1
            // The second is never answered, the third is refused: that one cannot have been served.
            if calls == 3 { return .init(after: 1000, code: CurlCode(rawValue: 7)) }
            return .init(status: calls == 1 ? 201 : 409, after: calls == 2 ? .second : 2 * Self.millisecond)
        }
        let facts = try facts(run, plan)
        #expect(facts.low == 1 && facts.high == 2)
        #expect(facts.evidence == "s0 when status == 201 1 (1 without an answer that could be read)")
    }

    private func keyed(_ limit: Int = 1) -> Plan {
        var plan = plan(
            [
                .assign(variable: 0, .attribute(.iteration)),
                .request(Make.request(0, checks: [anyStatus])),
            ],
            [],
            .atMost(limit, keyed: 0)
        )
        plan.keyedTallies = [KeyedTally(series: [0], condition: sold, variable: 0)]
        return plan
    }

    /// Every user counts its own iterations, so each number comes once from each: four times, on whatever shard.
    @Test(arguments: [1, 2, 4])
    func keysAreCountedAcrossShards(_ shards: Int) throws {
        let plan = keyed()
        let run = try Simulation(plan, shards: shards) { _ in .init(status: 201, after: 10 * Self.millisecond) }
        let facts = try facts(run, plan)
        #expect(facts.low == 4 && facts.high == 4 && facts.targetLow == 1)
        #expect(facts.observation.hasPrefix("slot "))
        #expect(facts.observation.contains(" ×4") && facts.observation.hasSuffix("more"))
        #expect(facts.samples >= 99)
    }

    @Test func eachOnceHolds() throws {
        let plan = keyed(4)
        let run = try Simulation(plan) { _ in .init(status: 201, after: 10 * Self.millisecond) }
        let facts = try facts(run, plan)
        #expect(facts.low == 4 && facts.undecided == nil)
        #expect(facts.observation == "no value of slot was counted more than 4 times")
    }

    /// A request without an answer may have counted, but for its own key only.
    @Test func whatHadNoAnswerCountsForItsKey() throws {
        var plan = keyed()
        plan.flows[0].steps = [
            .assign(variable: 0, .attribute(.user)),
            .request(Make.request(0, timeout: 5 * Self.millisecond, checks: [anyStatus])),
            .think(.fixed(300 * Self.millisecond)),
        ]
        var calls: [Int: Int] = [:]
        let run = try Simulation(plan) { call in
            calls[call.user, default: 0] += 1
            // User 0 gets something and then an answer is lost; user 1 only loses one; the others get nothing.
            let lost = call.user == 0 ? calls[0] == 2 : call.user == 1 && calls[1] == 1
            return .init(status: call.user == 0 && calls[0] == 1 ? 201 : 409, after: lost ? .second : 1000)
        }
        let facts = try facts(run, plan)
        #expect(facts.low == 1 && facts.high == 2)
        #expect(facts.evidence == "2 values, 2 requests without an answer that could be read")
    }

    @Test func nothingCountedDecidesNothing() throws {
        let plan = keyed()
        let run = try Simulation(plan) { _ in .init(status: 409, after: 10 * Self.millisecond) }
        let undecided = try facts(run, plan).undecided
        #expect(undecided == "nothing was counted: no answer satisfied the condition")
    }

    // MARK: Tables of keys

    private func add(_ table: KeyTable, _ text: String) { Array(text.utf8).withUnsafeBytes { table.add($0) } }

    @Test func aTableGrowsAndStaysExact() {
        let table = KeyTable()
        let other = KeyTable()
        for number in 0..<20_000 {
            add(number % 2 == 0 ? table : other, "slot-\(number % 5_000)")
        }
        table.add(other)
        #expect(table.count == 5_000)
        #expect(table.beyond(3, atMost: 2).total == 5_000)
        #expect(table.beyond(4, atMost: 2).total == 0)
        #expect(table.beyond(0, atMost: 2).highest == 4)
    }

    @Test func aFullTableSaysSo() {
        let table = KeyTable(limit: 100)
        for number in 0..<100 { add(table, "\(number)") }
        #expect(!table.isOverfull)
        add(table, "7")
        #expect(!table.isOverfull)
        add(table, "100")
        #expect(table.isOverfull)
        #expect(table.beyond(1, atMost: 3).keys.map(\.text) == ["7"])
    }

    @Test func longKeysAreToldApartAndShownShort() {
        let table = KeyTable()
        let long = String(repeating: "x", count: 40)
        add(table, long + "a")
        add(table, long + "b")
        add(table, long + "b")
        #expect(table.count == 2)
        #expect(table.beyond(1, atMost: 3).keys.map(\.text) == [String(repeating: "x", count: 24)])
        add(table, "")
        #expect(table.count == 3)
    }

    // MARK: What the end of the run cuts off

    private func cutOff(
        _ comparison: Requirement.Comparison,
        _ right: Invariant.Amount,
        status: Int = 201
    ) throws -> InvariantFacts {
        let steps: [Step] = [
            .request(Make.request(0, checks: [anyStatus])), .count(counter: 0, by: .literal(.integer(1))),
            .think(.fixed(60 * .second)), .request(Make.request(1, checks: [anyStatus])),
        ]
        let tallies = [
            Tally(name: "s0 when status == 201", source: .steps([0]), matching: .answer(sold)),
            Tally(name: "s1", source: .steps([1])), Tally(name: "paid", source: .counter(0)),
        ]
        let plan = plan(steps, tallies, .comparison(.tally(0), comparison, right))
        return try facts(Simulation(plan) { _ in .init(status: status, after: Self.millisecond) }, plan)
    }

    @Test func whatWasSeenCountsAgainstANumber() throws {
        let facts = try cutOff(.atMost, .number(1))
        #expect(facts.low == 4 && facts.high == 4 && facts.samples == 4)
        #expect(facts.evidence == "s0 when status == 201 0 and 4 in iterations that the end of the run cut off")
        #expect(try cutOff(.atLeast, .number(4)).low == 4)
        #expect(try cutOff(.equal, .number(4)).low == 4)
        #expect(try cutOff(.atMost, .sum(.number(1), .number(2))).low == 4)
    }

    @Test func aCountThatBoundsAnotherIsOpen() throws {
        let facts = try cutOff(.atMost, .tally(1))
        #expect(facts.low == 0 && facts.high == 4 && facts.targetHigh == 0)
    }

    @Test func equalCountsAreThoseOfWholeIterations() throws {
        let facts = try cutOff(.equal, .tally(1))
        #expect(facts.low == 0 && facts.high == 0 && facts.targetLow == 0)
    }

    /// Nobody got 201: four answers were looked at, so that nought is a finding.
    @Test func noughtOfSomethingIsKnown() throws {
        let facts = try cutOff(.atMost, .number(0), status: 409)
        #expect(facts.low == 0 && facts.samples == 4 && facts.undecided == nil)
    }

    @Test func noughtOfNothingIsNot() throws {
        let tallies = [Tally(name: "s1", source: .steps([1]))]
        let plan = plan([.request(Make.request(0))], tallies, .comparison(.tally(0), .atMost, .number(1)))
        let facts = try facts(Simulation(plan) { _ in .init(after: Self.millisecond) }, plan)
        #expect(facts.samples == 0 && facts.undecided == "nothing that it is about was seen")
    }
}

import Groundwork
import LoadMetrics
import LoadPlan
import Testing

@testable import LoadGenerator

/// Budgets of requests, over all shards.
@Suite struct BudgetTests {
    private func plan(limit: Int, endsRun: Bool = false, load: Load) -> Plan {
        let steps: [Step] = [
            .request(Make.request(0, path: Template("/read"))),
            .request(Make.request(1, method: "POST", path: Template("/write"))),
            .request(Make.request(0, path: Template("/after"))),
        ]
        var plan = Make.plan(steps, load: load, stepCount: 2, counters: ["s1.skipped"])
        plan.budgets = [
            Budget(limit: limit, series: [1], endsRun: endsRun, skipped: 0, text: "at most \(limit) of s1", place: here)
        ]
        return plan
    }

    @Test(arguments: [1, 3, 8])
    func isKeptExactlyOverAllShards(_ shards: Int) throws {
        let plan = plan(limit: 137, load: Make.rate(50, for: 10 * .second))
        let run = try Simulation(plan, shards: shards) { _ in .init(after: 1000) }
        let writes = run.calls.filter { $0.url.hasSuffix("/write") }.count
        #expect(writes == 137)
        #expect(run.calls.filter { $0.url.hasSuffix("/after") }.count == 137)
        #expect(run.calls.filter { $0.url.hasSuffix("/read") }.count == 500)
        #expect(run.counters == [363])
        #expect(run.failures.isEmpty)
        #expect(run.totals.finished == 500)
    }

    @Test func endsTheRun() throws {
        let plan = plan(limit: 10, endsRun: true, load: Make.users(4, for: 100 * .second))
        let run = try Simulation(plan) { _ in .init(after: 1_000_000_000) }
        #expect(run.calls.filter { $0.url.hasSuffix("/write") }.count == 10)
        // Four users write a first, a second and half of a third time: six seconds and a half at most.
        #expect(run.calls.allSatisfy { $0.time < ShardGroup.start + 10 * .second })
        #expect(run.cores[0].counts.ledger.endedBy == 0)
    }

    /// A user that can send nothing any more must not begin one empty iteration after the other.
    @Test func usersWithNothingToSendWaitLongerAndLonger() throws {
        var plan = plan(limit: 1, load: Make.users(4, for: 60 * .second))
        plan.budgets[0].series = [0]
        plan.budgets[0].limit = 10
        let run = try Simulation(plan) { _ in .init(after: 1_000_000) }
        #expect(run.calls.filter { $0.url.hasSuffix("/read") || $0.url.hasSuffix("/after") }.count == 10)
        // 0.1 s and twice as long each time up to 6.4 s, half of it drawn: 7 iterations in 6 to 13 s, then 8 to 15 more.
        #expect((4 * 14...4 * 24).contains(Int(run.totals.finished) - 6))
        #expect(run.failures.isEmpty)
        // Four iterations are whole and two get half of what they need. What they left out took no time, so only whole
        // ones are in the flow's figures.
        #expect(run.count("main", kind: .flow) == 4)
    }

    /// One that still sends something before its budget ends the iteration goes on as before.
    @Test func usersWithSomethingToSendDoNotWait() throws {
        let plan = plan(limit: 3, load: Make.users(1, for: 10 * .second))
        let run = try Simulation(plan) { _ in .init(after: 100_000_000) }
        let reads = run.calls.filter { $0.url.hasSuffix("/read") }.count
        // Three whole iterations of 0.3 s, then one every 0.1 s.
        #expect((93...95).contains(reads), "\(reads)")
    }

    @Test func isKeptWhenManyTakeAtOnce() async {
        let ledger = BudgetLedger(plan(limit: 5000, load: Make.users(1, for: .second)).budgets)
        let taken = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<8 {
                group.addTask { (0..<2000).reduce(0) { count, _ in count + (ledger.take(0) ? 1 : 0) } }
            }
            return await group.reduce(0, +)
        }
        #expect(taken == 5000)
    }
}

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
        #expect(run.calls.allSatisfy { $0.time < Simulation.start + 10 * .second })
        #expect(run.cores[0].ledger.endedBy == 0)
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

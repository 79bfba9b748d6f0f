import Foundation
import Groundwork
import LoadPlan
import Testing

@testable import ScenarioLanguage

/// The scenarios that come with Zonda compile without a word and are what their comments say.
@Suite struct ScenarioFilesTests {
    private func plan(_ name: String) throws -> Plan {
        let path = Fixtures.packageFolder.appendingPathComponent("scenarios/\(name).zonda").path
        let compilation = ScenarioCompiler.compile(path: path)
        #expect(compilation.diagnostics.isEmpty, "\(Fixtures.text(compilation))")
        return try #require(compilation.plan)
    }

    private func series(_ plan: Plan) -> [String] { plan.series.map { "\($0.flow): \($0.kind) \($0.name)" } }

    @Test func schedule() throws {
        let plan = try plan("schedule")
        #expect(plan.load.model == .rate(.poisson))
        #expect(
            series(plan) == [
                "compare: flow compare", "compare: step home", "compare: step schedule.today",
                "compare: step schedule.tomorrow", "compare: step schedule.later", "glance: flow glance",
                "glance: step schedule.glance",
            ]
        )
        let summary = PlanSummary(plan)
        #expect(summary.peak == 100)
        // 20 s at 52.5 a second on average, 120 s at 100.
        #expect(abs(summary.iterations.least - 13_050) < 1e-6)
        #expect(summary.requestsPerIteration == 1...4)
        #expect(abs((summary.requests.most ?? 0) - 13_050 * (0.75 * 4 + 0.25)) < 1e-6)
        #expect(summary.uncovered.isEmpty)
    }

    @Test func booking() throws {
        let plan = try plan("booking")
        #expect(plan.load.model == .users)
        #expect(plan.tables.map(\.rowCount) == [1000])
        #expect(
            plan.series.first { $0.name == "booking.create" }?.outcomes == [
                Series.Outcome(name: "taken", kind: .business)
            ]
        )
        let summary = PlanSummary(plan)
        #expect(summary.requestsPerIteration == 2...5)
        #expect(summary.longest == 170 * .second)
    }

    @Test func payment() throws {
        let plan = try plan("payment")
        #expect(series(plan).contains("pay: poll payment.status.until"))
        #expect(series(plan).contains("pay: group checkout"))
        #expect(plan.counters == ["no_free_slot", "payment_rejected"])
    }

    @Test func race() throws {
        let plan = try plan("race")
        #expect(plan.races.map(\.users) == [64])
        #expect(plan.flows.map(\.startsAt) == [nil, 10 * .second])
        #expect(
            plan.invariants.map(\.text) == [
                "expect across race: count(status == 201) == 1",
                "invariant at most one status 201 of race.book per slot",
            ]
        )
    }

    @Test func mixedDay() throws {
        let plan = try plan("mixed-day")
        #expect(plan.regions.count == 7)
        #expect(abs(plan.regions.reduce(0) { $0 + $1.share } - 1) < 1e-12)
        #expect(plan.tenants.map(\.name) == ["barber", "psychologist", "doctor"])
        #expect(plan.flows.map(\.weight) == [70, 30])
        // The mission's targets.
        let texts = plan.objectives.map(\.text)
        #expect(texts.contains("p95 < 200ms from ar-*"))
        #expect(texts.contains("p95 < 150ms of schedule.*"))
        #expect(texts.contains("errors < 0.1%"))
        let summary = PlanSummary(plan)
        #expect(summary.peak == 2000)
        #expect(summary.uncovered.isEmpty)
        #expect(summary.coverage.allSatisfy { !$0.isEmpty })
        // schedule.* covers the step of that name in both flows.
        #expect(summary.coverage[1].map { plan.series[$0].flow } == ["browse", "browse", "book"])
    }
}

import LoadMetrics
import LoadPlan
import Testing

@testable import SLOAnalysis

@Suite("Error budgets") struct ErrorBudgetTests {
    private func budget(_ share: Double, allowed: Double = 0.001, seconds: Int = 600) throws -> ErrorBudget {
        let pieces = (0..<seconds).map { _ in ErrorBudget.Piece(seconds: 1, samples: 100, bad: 100 * share) }
        return try #require(ErrorBudget(pieces, allowed: allowed, limits: (share * 0.9, share * 1.1)))
    }

    @Test func aBurnRateOfOneLastsThirtyDays() throws {
        let budget = try budget(0.001)
        #expect(agrees(budget.burnRate, 1, within: 1e-9))
        #expect(agrees(try #require(budget.lasts), 30, within: 1e-9))
        #expect(budget.alerts.isEmpty)
        #expect(agrees(budget.low, 0.9, within: 1e-9))
    }

    /// With everything broken the first page needs 14.4 thousandths of an hour: 52 s.
    @Test func anOutageFiresThePageSoon() throws {
        let first = try #require(try budget(1).alerts.first)
        #expect(first.windows == "1h/5m")
        #expect(first.isPage)
        #expect((52...53).contains(first.after))
    }

    /// 5 % bad is a burn rate of 50: the long window is full enough after 14.4 / 50 of an hour, beyond the run's end.
    @Test func aLongWindowIsFilledAfterTheRun() throws {
        let budget = try budget(0.05)
        let page = try #require(budget.alerts.first)
        #expect(page.windows == "1h/5m")
        #expect(agrees(page.after, 0.288 * 3600, within: 1e-6))
        #expect(agrees(try #require(budget.lasts), 0.6, within: 1e-9))
    }

    @Test func slowBurnsAreTicketsOnly() throws {
        // A burn rate of 4 reaches no page.
        #expect(Set(try budget(0.004).alerts.map(\.windows)) == ["3d/6h", "1d/2h"])
    }

    @Test func aBudgetOfFivePercentCannotPage() throws {
        let alerts = try budget(1, allowed: 0.10).alerts
        #expect(!alerts.contains { $0.windows == "1h/5m" })
        #expect(alerts.contains { $0.windows == "6h/30m" })
    }

    @Test func withoutBadRequestsNothingIsBurnt() throws {
        let budget = try budget(0)
        #expect(budget.burnRate == 0)
        #expect(budget.lasts == nil)
        #expect(budget.alerts.isEmpty)
        #expect(ErrorBudget([], allowed: 0.001, limits: (0, 1)) == nil)
        #expect(ErrorBudget([.init(seconds: 1, samples: 1, bad: 0)], allowed: 0, limits: (0, 1)) == nil)
    }

    @Test func availabilityHasABudgetAndLatencyHasNone() throws {
        let run = SyntheticRun.even(slow: 0.01, failed: 0.02).stored
        let verdict = Judge.judge(
            run: run,
            objectives: [objective(.availability(least: 0.99, orEqual: true)), objective(.p95)]
        )
        let budget = try #require(verdict.findings[0].budget)
        #expect(budget.burnRate > 1.5 && budget.burnRate < 2.5)
        #expect(budget.low < budget.burnRate && budget.high > budget.burnRate)
        #expect(verdict.findings[1].budget == nil)
    }
}

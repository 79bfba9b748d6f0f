import Groundwork
import LoadPlan
import Testing

@testable import ScenarioLanguage

@Suite struct ObjectiveTests {
    @Test(arguments: [
        ("p95 < 200ms", Requirement.percentile(quantile: 0.95, limit: 200_000_000, orEqual: false)),
        ("p99.9 <= 1.5s", .percentile(quantile: 0.999, limit: 1_500_000_000, orEqual: true)),
        ("p(95)<200", .percentile(quantile: 0.95, limit: 200_000_000, orEqual: false)),
        ("p(99) < 1s", .percentile(quantile: 0.99, limit: 1_000_000_000, orEqual: false)),
        ("p100 < 1s", .maximum(limit: 1_000_000_000, orEqual: false)),
        ("mean < 100ms", .mean(limit: 100_000_000, orEqual: false)),
        ("max <= 5s", .maximum(limit: 5_000_000_000, orEqual: true)),
        ("errors < 0.1%", .errorRate(limit: 0.001, orEqual: false)),
        ("availability >= 99.9%", .availability(least: 0.999, orEqual: true)),
        ("throughput >= 100/s", .throughput(least: 100, orEqual: true)),
        ("throughput > 600/m", .throughput(least: 10, orEqual: false)),
        ("p95 within 5% of baseline", .regression(quantile: 0.95, within: 0.05)),
        (
            "p95 < 300ms for 99% of 10s windows",
            .windows(
                of: .percentile(quantile: 0.95, limit: 300_000_000, orEqual: false),
                share: 0.99,
                length: 10_000_000_000
            )
        ),
        (
            "errors <= 1% for 99.9% of 1m windows",
            .windows(of: .errorRate(limit: 0.01, orEqual: true), share: 0.999, length: 60_000_000_000)
        ),
        ("apdex(500ms) >= 0.9", .apdex(satisfied: 500_000_000, least: 0.9, orEqual: true)),
        ("checks >= 99.9%", .checks(least: 0.999, orEqual: true)),
        ("counter lost == 0", .counter(name: "lost", comparison: .equal, limit: 0, perSecond: false)),
        ("counter booked > 5/s", .counter(name: "booked", comparison: .above, limit: 5, perSecond: true)),
        ("errors < 1% stop the run when violated for 30s", .errorRate(limit: 0.01, orEqual: false)),
    ])
    func requirements(_ text: String, _ requirement: Requirement) throws {
        let (objectives, diagnostics) = parseObjectives(text, file: "slo")
        #expect(diagnostics.isEmpty)
        #expect(objectives.map(\.requirement) == [requirement])
        #expect(objectives.map(\.text) == [text])
    }

    @Test func anObjectiveMayEndTheRun() {
        let (objectives, _) = parseObjectives(
            "p95 < 1s of a.* stop the run when violated for 30s from ar\np95 < 1s",
            file: "slo"
        )
        #expect(objectives.map(\.stop) == [30_000_000_000, nil])
        #expect(objectives.first?.scope.from.count == 1)
    }

    @Test func scopes() throws {
        let (objectives, diagnostics) = parseObjectives(
            """
            # a file of its own
            slo {
              p95   < 200ms  from ar-*, uy-* of schedule.*, group payment, checkout
                except schedule.today in flow book for tenant doctor during soak  # why
              errors < 1% ; mean < 1s of step
            }
            p95 within 5% of baseline of poll payment.*
            """,
            file: "slo.zonda"
        )
        #expect(diagnostics.isEmpty)
        #expect(objectives.count == 4)
        let scope = objectives[0].scope
        #expect(scope.from.map(\.pattern) == ["ar-*", "uy-*"])
        #expect(scope.of.map(\.kind) == [nil, .group, .group])
        #expect(scope.of.map(\.name.pattern) == ["schedule.*", "payment", "checkout"])
        #expect(scope.except.map(\.pattern) == ["schedule.today"])
        #expect(scope.inFlow.map(\.pattern) == ["book"])
        #expect(scope.tenant.map(\.pattern) == ["doctor"])
        #expect(scope.phase.map(\.pattern) == ["soak"])
        #expect(
            objectives[0].text
                == "p95 < 200ms from ar-*, uy-* of schedule.*, group payment, checkout except schedule.today in flow book "
                + "for tenant doctor during soak"
        )
        #expect(objectives[0].place == Place(file: "slo.zonda", line: 3, column: 3))
        // "step" alone is a name, not a kind.
        #expect(objectives[2].scope.of == [Scope.Selector(kind: nil, name: Glob("step"))])
        #expect(objectives[3].scope.of == [Scope.Selector(kind: .poll, name: Glob("payment.*"))])
    }

    @Test func mistakesOfAFileOfItsOwn() {
        let (objectives, diagnostics) = parseObjectives("p95 < 200\nerrors < 1%\n}\nfoo < 1\np95 < 1s", file: "slo")
        #expect(objectives.count == 2)
        #expect(diagnostics.map(\.code) == ["missing-unit", "stray-brace", "unknown-metric"])
    }
}

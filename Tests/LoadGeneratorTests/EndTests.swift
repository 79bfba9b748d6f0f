import Curl
import Groundwork
import LoadMetrics
import LoadPlan
import ScenarioLanguage
import Testing

@testable import LoadGenerator

/// Ends of loads, and requests that reach over the borders of the measured part.
@Suite struct EndTests {
    private func plan(_ steps: String, load: String) throws -> Plan {
        let text = """
            scenario "end"
            target "http://127.0.0.1:1"
            flow f {
            \(steps)
            }
            load { \(load) }
            slo { errors < 50% }
            """
        let compiled = ScenarioCompiler.compile(source: text, path: "end.zonda")
        let errors = compiled.diagnostics.filter { $0.severity == .error }.map { "\($0.title): \($0.label)" }
        #expect(errors == [])
        let found = compiled.plan
        return try #require(found)
    }

    private static let booking = "POST /book as book\nthink 3s\nPOST /pay as pay\nthink 3s\nPOST /cancel as cancel"

    @Test(arguments: [1, 2])
    func iterationsMayComeToTheirEnd(shards: Int) throws {
        let load = "users 10 for 20s; iterations finish within 30s"
        let run = try Simulation(plan(Self.booking, load: load), shards: shards) { _ in .init(after: 100_000_000) }
        let sent = ["book", "pay", "cancel"].map { name in run.calls.count { $0.url.hasSuffix(name) } }
        #expect(sent[0] == sent[1] && sent[1] == sent[2])
        #expect(run.totals.cutOff == 0)
        // What is sent after the load's end is none of the load.
        #expect(run.count("cancel") < UInt64(sent[2]))
        #expect(run.calls.allSatisfy { $0.time < ShardGroup.start + 30 * .second })
    }

    @Test func withoutTheClauseTheyEndWhereTheyAre() throws {
        let run = try Simulation(plan(Self.booking, load: "users 10 for 20s")) { _ in .init(after: 100_000_000) }
        #expect(run.totals.cutOff == 10)
    }

    @Test func whatTakesTooLongIsCutOff() throws {
        let load = "users 10 for 20s; iterations finish within 2s"
        let run = try Simulation(plan(Self.booking, load: load)) { _ in .init(after: 100_000_000) }
        #expect(run.totals.cutOff == 10)
        #expect(run.calls.allSatisfy { $0.time < ShardGroup.start + 22 * .second })
    }

    @Test func arrivalsMayFinishToo() throws {
        let load = "rate 2/s for 20s; iterations finish within 30s"
        let run = try Simulation(plan(Self.booking, load: load)) { _ in .init(after: 100_000_000) }
        #expect(run.totals.cutOff == 0)
        #expect(run.totals.finished == run.totals.started)
    }

    @Test(arguments: [(30, false), (0, true)] as [(UInt64, Bool)])
    func whatTheRunGivesUpIsUnknown(grace: UInt64, isGivenUp: Bool) throws {
        let plan = try plan("GET /slow as slow", load: "users 5 for 60s")
        var group = try ShardGroup(plan, shards: 1, seed: 1) { _ in .init(after: 4 * .second) }
        group.run(until: 2 * .second)
        group.change { $0.stop(now: ShardGroup.start + 2 * .second, grace: grace * .second) }
        group.run()
        let progress = group.cores[0].counts.progress
        #expect(progress.errors == 0)
        #expect(progress.cutOff == 5)
        #expect(progress.answered == (isGivenUp ? 0 : 5))
    }

    /// All begin in the warm-up and hang through the measured part.
    @Test(arguments: [8, 100])
    func requestsThatHangCount(limit: Int) throws {
        let plan = try plan("GET /hang as hang timeout \(limit)s", load: "warmup 2s; users 5 for 6s; graceful stop 10s")
        let run = try Simulation(plan) { _ in .init(after: 1000 * .second) }
        #expect(run.count("hang", limit == 8 ? "timeout" : "unfinished") == 5)
    }

    @Test func requestsThatOnlyReachOverTheBorderDoNot() throws {
        let plan = try plan("GET /x as x", load: "warmup 2s; users 5 for 6s")
        let run = try Simulation(plan) { _ in .init(after: 700_000_000) }
        // 0, 0.7, 1.4 s are of the warm-up; 2.1, 2.8, … 5.6 are not.
        #expect(run.count("x") == 5 * 6)
    }
}

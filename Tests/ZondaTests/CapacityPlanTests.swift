import ArgumentParser
import Groundwork
import LoadPlan
import LoadTestKit
import SLOAnalysis
import ScenarioLanguage
import Testing

@testable import zonda

/// What of a scenario can be asked at a level.
@Suite("Plans of a capacity search")
struct CapacityPlanTests {
    private func plan(_ load: String, _ slo: String = "p95 < 200ms", _ rest: String = "") throws -> Plan {
        let folder = try TemporaryFolder()
        let file = try folder.write(
            """
            scenario "Probe"
            target "http://127.0.0.1:9"
            \(rest)
            flow a weight 3 { GET /a as a  expect status 200 }
            flow b weight 1 { GET /b as b  expect status 200 }
            load { \(load) }
            slo {
              \(slo)
            }
            """,
            to: "probe.zonda"
        )
        let compilation = ScenarioCompiler.compile(path: file, options: CompileOptions())
        return try #require(compilation.plan, "\(compilation.diagnostics)")
    }

    private func options(_ words: [String]) throws -> CapacityOptions {
        try CapacityOptions.parse(words)
    }

    @Test func aLevelIsConstantAndKeepsTheMix() throws {
        let asked = try CapacityPlan(
            try plan("warmup 2s\n rate 0/s -> 300/s over 10s, 300/s for 50s arrivals constant")
        )
        let level = try asked.held(at: 420, warmup: 5 * .second, measured: 30 * .second)
        #expect(level.load.curve.duration == 35 * .second && level.load.measured == 30 * .second)
        #expect(level.load.curve.level(at: 0) == 420 && level.load.curve.peak == 420)
        #expect(level.load.model == .rate(.constant))
        #expect(level.flows.map(\.weight) == [3, 1])
    }

    @Test func usersComeWithinTheWarmup() throws {
        let asked = try CapacityPlan(try plan("users 100 for 60s"))
        let level = try asked.held(at: 40, warmup: 6 * .second, measured: 30 * .second).load
        #expect(level.curve.level(at: 0) == 0 && level.curve.level(at: 3 * .second) == 40)
        #expect(level.curve.duration == 36 * .second && level.userCount == 40)
    }

    /// Flows with loads of their own are scaled by one factor: each keeps its share of the whole.
    @Test func flowsKeepTheirShares() throws {
        let rates = try CapacityPlan(try plan("flow a { rate 30/s for 60s }\n flow b { rate 0/s -> 20/s over 60s }"))
        let level = try rates.held(at: 80, warmup: 5 * .second, measured: 30 * .second).load
        #expect(level.flows.map { $0.curve.peak } == [60, 20])
        #expect(level.curve.peak == 80 && level.curve.duration == 35 * .second)
        let users = try CapacityPlan(try plan("flow a { users 20 for 60s }\n flow b { users 10 for 60s }"))
        let seats = try users.held(at: 10, warmup: 5 * .second, measured: 30 * .second).load
        #expect(seats.flows.map { $0.curve.peak } == [7, 3] && seats.userCount == 10)
    }

    @Test func whatSaysNothingAboutALevelIsLeftOut() throws {
        let slo = "p95 < 200ms\n throughput >= 100/s\n p95 within 5% of baseline"
        let asked = try CapacityPlan(try plan("rate 10/s for 20s", slo))
        #expect(asked.plan.objectives.map(\.text) == ["p95 < 200ms"])
        #expect(asked.leftOut.count == 2 && asked.leftOut[0].hasPrefix("throughput >= 100/s: "))
        let stop = try #require(throws: Stop.self) {
            try CapacityPlan(try plan("rate 10/s for 20s", "throughput >= 100/s"))
        }
        #expect(stop.status == .input && stop.message.contains("no objective"))
    }

    @Test func objectivesOfOnePhaseAreAskedOfTheWholeLevel() throws {
        let load = "phase ramp { rate 0/s -> 10/s over 10s }\n phase soak { rate 10/s for 20s }"
        let asked = try CapacityPlan(try plan(load, "p95 < 200ms during soak"))
        let level = try asked.held(at: 40, warmup: 5 * .second, measured: 20 * .second).load
        #expect(level.phases.map(\.name) == ["soak"] && level.phases[0].end == 25 * .second)
        let stop = try #require(throws: Stop.self) {
            try CapacityPlan(try plan(load, "p95 < 200ms during soak\n p95 < 300ms during ramp"))
        }
        #expect(stop.status == .input && stop.message.contains("phase"))
    }

    @Test func boundsComeFromTheLoadOrTheCommandLine() throws {
        let rate = try plan("rate 10/s -> 300/s over 20s")
        #expect(try options([]).bounds(of: rate) == .init(from: 30, to: Load.highestLevel))
        #expect(try options(["--to", "6000/min"]).bounds(of: rate) == .init(from: 10, to: 100))
        #expect(
            try options(["--from", "50", "--to", "80/s", "--within", "2%"]).bounds(of: rate)
                == .init(from: 50, to: 80, within: 0.02)
        )
        let users = try plan("users 4 for 20s")
        #expect(try options([]).bounds(of: users) == .init(from: 1, to: Load.highestLevel, isWhole: true))
        #expect(try options(["--from", "3"]).bounds(of: users).from == 3)
        #expect(throws: Stop.self) { try options(["--from", "3/s"]).bounds(of: users) }
        #expect(throws: Stop.self) { try options(["--to", "99999999"]).bounds(of: users) }
    }

    @Test func theWarmupIsTheLongestOfThree() throws {
        let warm = try plan("warmup 12s\n rate 10/s for 40s")
        #expect(try options([]).warmup(of: warm) == 12 * .second)
        #expect(try options(["--level", "5m"]).warmup(of: warm) == 30 * .second)
        #expect(try options(["--warmup", "2s"]).warmup(of: warm) == 2 * .second)
        #expect(try options(["--level", "20s"]).warmup(of: try plan("rate 10/s for 40s")) == 5 * .second)
    }

    @Test(
        arguments: [
            ["--within", "0.5%"], ["--within", "150%"], ["--from", "50", "--to", "20"], ["--level", "5s"],
            ["--level", "25h"], ["--from", "0"], ["--from", "many"], ["--shards", "0"],
        ]
    )
    func whatIsNoSearch(words: [String]) {
        #expect(DocumentationTests.problem(["zonda", "capacity", "x.zonda"] + words) != nil)
    }

    @Test func helpShowsTheDefaults() {
        let help = CapacityCommand.helpMessage(columns: 100)
        #expect(help.contains("(default: 5%)") && help.contains("(default: 30s)"))
    }
}

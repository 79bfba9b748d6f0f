import Foundation
import Groundwork
import LoadMetrics
import LoadPlan
import SLOAnalysis
import Testing

@Suite("Baselines")
struct BaselineTests {
    private func temporary() -> String { NSTemporaryDirectory() + "zonda-baselines-\(UUID().uuidString)" }

    /// A run whose latencies are all `factor` times as long.
    private func run(_ number: Int, factor: Double = 1) -> SyntheticRun {
        var run = SyntheticRun()
        var random = SeededRandom(seed: UInt64(number))
        for second in 0..<60 as Range<UInt64> {
            for _ in 0..<40 {
                let time = Double(20_000_000 + random.below(40_000_000))
                run.add(at: second, response: UInt64(time * factor))
            }
        }
        run.record.id = "run-\(number)"
        run.record.startedAt += Double(number)
        return run
    }

    private let within = Requirement.regression(quantile: 0.95, within: 0.05)

    private func accepted(_ store: BaselineStore, _ count: Int) throws {
        for number in 0..<count {
            let stored = run(number, factor: 1 + Double(number % 3 - 1) * 0.005).stored
            _ = try store.accept(stored, verdict: Judge.judge(run: stored, objectives: []))
        }
    }

    @Test func eightRunsDecide() throws {
        let root = temporary()
        defer { try? FileManager.default.removeItem(atPath: root) }
        let store = BaselineStore(root: root, scenario: "t")
        #expect(try store.read().isEmpty)
        try accepted(store, 8)
        let baselines = try store.read()
        #expect(baselines.map(\.provenance.id) == (0..<8).map { "run-\($0)" })
        #expect(baselines[0].totals[0][.response]?.totalCount == 2400)
        #expect(try store.list().map(\.samples) == Array(repeating: 2400, count: 8))
        func judged(_ factor: Double) throws -> Finding {
            let verdict = Judge.judge(
                run: run(20, factor: factor).stored,
                objectives: [objective(within)],
                baselines: baselines
            )
            #expect(verdict.baseline?.runs.count == 8)
            return try #require(verdict.findings.first)
        }
        #expect(try judged(1).outcome == .pass)
        let slower = try judged(1.15)
        #expect(slower.outcome == .fail)
        #expect(agrees(try #require(slower.observed), 0.15, within: 0.03))
        #expect(try judged(1.045).outcome == .inconclusive)
    }

    @Test func fewerRunsAdviseOnly() throws {
        let root = temporary()
        defer { try? FileManager.default.removeItem(atPath: root) }
        let store = BaselineStore(root: root, scenario: "t")
        try accepted(store, 3)
        let finding = try #require(
            Judge.judge(run: run(20, factor: 2).stored, objectives: [objective(within)], baselines: try store.read())
                .findings.first
        )
        #expect(finding.outcome == .inconclusive)
        #expect(agrees(try #require(finding.observed), 1, within: 0.1))
        #expect(try #require(finding.low) > 0.5)
        #expect(try #require(finding.needed).hasPrefix("5 more"))
        let alone = try #require(
            Judge.judge(run: run(20).stored, objectives: [objective(within)]).findings.first
        )
        #expect(alone.outcome == .inconclusive)
        #expect(alone.reason.contains("no accepted run"))
    }

    /// Where the percentile falls among failed requests, the interval decides, and against enough accepted runs only.
    @Test func aPercentileAmongFailuresNeedsTheIntervalToo() throws {
        let root = temporary()
        defer { try? FileManager.default.removeItem(atPath: root) }
        let store = BaselineStore(root: root, scenario: "t")
        try accepted(store, 8)
        let baselines = try store.read()
        func judged(_ failed: Double, _ baselines: [Baseline]) throws -> Finding {
            let run = SyntheticRun.even(slow: 0, failed: failed).stored
            return try #require(
                Judge.judge(run: run, objectives: [objective(within)], baselines: baselines).findings.first
            )
        }
        let many = try judged(0.3, baselines)
        #expect(many.outcome == .fail)
        #expect(many.observed == .infinity)
        // 5.4 % were seen to fail; the interval holds 5 %.
        let close = try judged(0.055, baselines)
        #expect(close.observed == .infinity)
        #expect(close.outcome == .inconclusive)
        #expect(close.needed?.contains("more requests") == true, "\(close.needed ?? "")")
        let alone = try judged(0.3, Array(baselines.prefix(1)))
        #expect(alone.outcome == .inconclusive)
        #expect(alone.needed?.hasPrefix("7 more accepted runs") == true, "\(alone.needed ?? "")")
    }

    @Test func onlyLikeIsAccepted() throws {
        let root = temporary()
        defer { try? FileManager.default.removeItem(atPath: root) }
        let store = BaselineStore(root: root, scenario: "t")
        try accepted(store, 1)
        func refusal(_ change: (inout SyntheticRun) -> Void, allowingOtherHost: Bool = false) -> String? {
            var other = run(30)
            change(&other)
            let verdict = Judge.judge(run: other.stored, objectives: [])
            do {
                _ = try store.accept(other.stored, verdict: verdict, allowingOtherHost: allowingOtherHost)
                return nil
            } catch {
                return error.message
            }
        }
        #expect(refusal { $0.record.scenario.hash = "def" }?.contains("scenario: def") == true)
        #expect(refusal { $0.record.load.curve = "200 for 60s" }?.contains("200 for 60s") == true)
        #expect(refusal { $0.record.scenario.parameters["n"] = "2" }?.contains("parameter n: 2") == true)
        #expect(refusal { $0.record.host.cpu = "D" }?.contains("processor: D") == true)
        #expect(refusal { $0.record.state = .interrupted }?.contains("interrupted") == true)
        #expect(refusal { $0.record.audit.ownErrors = 1 }?.contains("INVALID") == true)
        #expect(refusal { $0.record.id = "../x" }?.contains("cannot name a file") == true)
        #expect(refusal { $0.record.id = "run-0" }?.contains("already") == true)
        #expect(try store.read().count == 1)
        #expect(refusal({ $0.record.host.cpu = "D" }, allowingOtherHost: true) == nil)
        #expect(try store.read().count == 2)
    }

    @Test func aRunIsNotComparedWithUnlikeOnes() throws {
        let root = temporary()
        defer { try? FileManager.default.removeItem(atPath: root) }
        let store = BaselineStore(root: root, scenario: "t")
        try accepted(store, 8)
        var other = run(20)
        other.record.host.cores = 64
        let verdict = Judge.judge(run: other.stored, objectives: [objective(within)], baselines: try store.read())
        #expect(verdict.outcome == .inconclusive)
        #expect(verdict.baseline?.runs.isEmpty == true)
        #expect(verdict.baseline?.refused.first?.contains("cores: 64, the baseline has 2") == true)
    }

    @Test func aRunIsNotComparedWithItself() throws {
        let root = temporary()
        defer { try? FileManager.default.removeItem(atPath: root) }
        let store = BaselineStore(root: root, scenario: "t")
        try accepted(store, 8)
        let verdict = Judge.judge(run: run(3).stored, objectives: [objective(within)], baselines: try store.read())
        #expect(verdict.outcome == .inconclusive)
        #expect(verdict.baseline?.runs.count == 7)
        #expect(verdict.baseline?.refused == ["run-3: it is this run itself"])
    }

    @Test func damagedFilesAreNamed() throws {
        let root = temporary()
        defer { try? FileManager.default.removeItem(atPath: root) }
        let store = BaselineStore(root: root, scenario: "t")
        try accepted(store, 1)
        let path = store.folder + "/run-0.json"
        let whole = try String(contentsOfFile: path, encoding: .utf8)
        func problem(_ text: String?) -> String? {
            try? FileManager.default.removeItem(atPath: path)
            if let text { try? text.write(toFile: path, atomically: false, encoding: .utf8) }
            do {
                _ = try store.read()
                return nil
            } catch {
                return error.message
            }
        }
        #expect(problem(whole) == nil)
        #expect(problem(String(whole.prefix(whole.count / 2)))?.contains(path) == true)
        #expect(
            problem(whole.replacingOccurrences(of: "\"count\" : 2400", with: "\"count\" : 2401"))?.contains("2401")
                == true
        )
        #expect(
            problem(whole.replacingOccurrences(of: "\"schema\" : 1", with: "\"schema\" : 9"))?.contains("newer") == true
        )
        #expect(problem(whole.replacingOccurrences(of: "HISTF", with: "HISTG"))?.contains("schedule.slots") == true)
        #expect(problem(whole.replacingOccurrences(of: "run-0", with: "run-7"))?.contains("its name says") == true)
        #expect(problem("")?.contains("not an accepted run") == true)
        #expect(problem(nil)?.contains("there is no") == true)
        try "run-0\nrun-0\n".write(toFile: store.folder + "/runs.txt", atomically: false, encoding: .utf8)
        #expect(problem(whole)?.contains("twice") == true)
        try "../../etc/passwd\n".write(toFile: store.folder + "/runs.txt", atomically: false, encoding: .utf8)
        #expect(problem(whole)?.contains("names no run") == true)
    }

    @Test func droppedRunsAreGone() throws {
        let root = temporary()
        defer { try? FileManager.default.removeItem(atPath: root) }
        let store = BaselineStore(root: root, scenario: "t")
        try accepted(store, 3)
        try store.drop("run-1")
        #expect(try store.read().map(\.provenance.id) == ["run-0", "run-2"])
        #expect(!FileManager.default.fileExists(atPath: "\(root)/t/run-1.json"))
        #expect(throws: BaselineError.self) { try store.drop("run-1") }
        #expect(throws: BaselineError.self) { try store.drop("../run-0") }
        #expect(try store.read().count == 2)
        // A name whose file is missing can still be taken out.
        try FileManager.default.removeItem(atPath: "\(root)/t/run-0.json")
        #expect(throws: BaselineError.self) { try store.read() }
        try store.drop("run-0")
        #expect(try store.read().count == 1)
    }

    @Test func onlyRunsSinceTheLastChangeAreASpread() throws {
        let root = temporary()
        defer { try? FileManager.default.removeItem(atPath: root) }
        let store = BaselineStore(root: root, scenario: "t")
        for number in 0..<20 {
            // The service became a quarter slower for good, and that was accepted.
            let stored = run(number, factor: number < 10 ? 1 : 1.25).stored
            _ = try store.accept(stored, verdict: Judge.judge(run: stored, objectives: []))
        }
        let judged = Judge.judge(
            run: run(30, factor: 1.25).stored,
            objectives: [objective(within)],
            baselines: try store.read()
        )
        let finding = try #require(judged.findings.first)
        #expect(finding.outcome == .pass)
        #expect(finding.reason.contains("since the service last changed"))
        #expect(abs(try #require(finding.observed)) < 0.02)
    }
}

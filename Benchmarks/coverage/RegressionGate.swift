import Glibc
import Groundwork
import LoadMetrics
import LoadPlan
import SLOAnalysis

/// How often `p95 within 5% of baseline` says FAIL, of one run against eight accepted ones that differ among themselves.
struct RegressionGate {
    var objectives = 0
    var failed = 0
    var suites = 0
    var failedSuites = 0

    /// - Parameters:
    ///   - steps: objectives of the suite.
    ///   - count: requests of each step in a run.
    ///   - variation: the standard deviation of a run's speed, relative.
    ///   - slowdown: how much slower the judged run is.
    init(steps: Int, count: Int, variation: Double, slowdown: Double, runs: Int, seed: UInt64) {
        let simulated = SimulatedRun(steps: steps)
        let wanted = (0..<steps).map {
            Objective(
                text: "s\($0)",
                requirement: .regression(quantile: 0.95, within: 0.05),
                scope: Scope(of: [.init(kind: .step, name: Glob("s\($0)"))]),
                place: Place(file: "", line: 1, column: 1)
            )
        }
        for number in 0..<runs {
            var random = Random(seed: seed &* 1_000_003 &+ UInt64(number))
            func run(_ factor: Double, _ id: String) -> StoredRun {
                let latencies = (0..<steps).map { _ in
                    let speed = 20 * factor * exp(variation * random.normal())
                    return (0..<count).map { _ in speed * exp(0.25 * random.normal()) }
                }
                return simulated.stored(latencies, id: id)
            }
            let baselines = (0..<8).map { Baseline(run(1, "b\($0)"), verdict: .pass) }
            let verdict = Judge.judge(run: run(1 + slowdown, "new"), objectives: wanted, baselines: baselines)
            let failures = verdict.findings.count { $0.outcome == .fail }
            suites += 1
            objectives += steps
            failed += failures
            if failures > 0 { failedSuites += 1 }
        }
    }

    func row(_ name: String, _ steps: Int, _ variation: Double) -> String {
        func percent(_ part: Int, _ all: Int) -> String { fixed(100 * Double(part) / Double(max(1, all)), 1) + " %" }
        let cells = [
            name, "\(steps)", fixed(variation * 100, 0) + " %", percent(failed, objectives),
            percent(failedSuites, suites),
        ]
        return "| " + cells.joined(separator: " | ") + " |"
    }
}

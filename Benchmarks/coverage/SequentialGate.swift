import Groundwork
import LoadMetrics
import LoadPlan
import SLOAnalysis

/// How often a run at the boundary that is looked at many times is ever decided.
struct SequentialGate {
    var passes = 0
    var fails = 0
    var runs = 0

    init(_ traffic: Traffic, count: Int, runs: Int, seed: UInt64) {
        let limit = traffic.limit(0.05)
        let simulated = SimulatedRun(limit: limit)
        let objective = Objective(
            text: "p95",
            requirement: .percentile(quantile: 0.95, limit: UInt64(limit * 1e6), orEqual: false),
            scope: Scope(),
            place: Place(file: "", line: 1, column: 1)
        )
        for number in 0..<runs {
            var random = Random(seed: seed &* 1_000_003 &+ UInt64(number))
            let latencies = traffic.run(count, share: 0.05, &random)
            self.runs += 1
            for look in 6...20 {
                var run = simulated.stored([Array(latencies.prefix(count * look / 20))])
                run.record.looks = .init(plannedTo: run.record.measuredTo, extendTo: nil, mayEndEarly: true)
                let outcome = Judge.judge(run: run, objectives: [objective]).findings.first?.outcome
                if outcome == .pass { passes += 1 }
                if outcome == .fail { fails += 1 }
                if outcome != .inconclusive { break }
            }
        }
    }

    func row(_ traffic: Traffic, _ count: Int) -> String {
        func percent(_ part: Int) -> String { fixed(100 * Double(part) / Double(max(1, runs)), 1) + " %" }
        return "| \(traffic.name) | \(count) | \(percent(passes)) | \(percent(fails)) |"
    }
}

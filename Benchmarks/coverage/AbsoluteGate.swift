import Groundwork
import LoadMetrics
import LoadPlan
import SLOAnalysis

/// How often `p95 < limit` is decided wrongly where exactly 5 % are beyond the limit: whatever is decided is wrong.
struct AbsoluteGate {
    var passes = 0
    var fails = 0
    var runs = 0
    var effects: [Double] = []

    init(_ traffic: Traffic, count: Int, quantile: Double, runs: Int, seed: UInt64) {
        let share = 1 - quantile
        let limit = traffic.limit(share)
        let simulated = SimulatedRun(limit: limit)
        let objective = Objective(
            text: "p95",
            requirement: .percentile(quantile: quantile, limit: UInt64(limit * 1e6), orEqual: false),
            scope: Scope(),
            place: Place(file: "", line: 1, column: 1)
        )
        for number in 0..<runs {
            var random = Random(seed: seed &* 1_000_003 &+ UInt64(number))
            let run = simulated.stored([traffic.run(count, share: share, &random)])
            guard let finding = Judge.judge(run: run, objectives: [objective]).findings.first else { continue }
            self.runs += 1
            effects.append(finding.designEffect ?? 1)
            switch finding.outcome {
            case .pass: passes += 1
            case .fail: fails += 1
            default: break
            }
        }
    }

    /// A row of the table.
    func row(_ traffic: Traffic, _ count: Int, _ quantile: Double) -> String {
        func percent(_ part: Int) -> String { fixed(100 * Double(part) / Double(max(1, runs)), 1) + " %" }
        let median = effects.sorted()[effects.count / 2]
        let cells = [
            traffic.name, "p\(fixed(quantile * 100, 0))", "\(count)", fixed(median, 1), percent(passes),
            percent(fails),
        ]
        return "| " + cells.joined(separator: " | ") + " |"
    }
}

/// A number with so many decimals.
func fixed(_ value: Double, _ decimals: Int) -> String {
    var power = 1.0
    for _ in 0..<decimals { power *= 10 }
    let scaled = (abs(value) * power).rounded()
    let whole = String(Int(scaled / power))
    guard decimals > 0 else { return whole }
    let rest = String(Int(scaled) % Int(power))
    return whole + "." + String(repeating: "0", count: decimals - rest.count) + rest
}

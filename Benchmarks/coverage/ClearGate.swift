import Glibc
import Groundwork
import LoadMetrics
import LoadPlan
import SLOAnalysis

/// What is clear must be decided: runs far from the limit on either side, on services whose speed wanders so much that
/// few of their samples are independent.
struct ClearGate {
    /// A service and what must be said of it.
    enum Service: CaseIterable {
        case wandering
        case wanderingMuch
        case outage
        case halfOutage

        var name: String {
            switch self {
            case .wandering: "median wanders by 10 %, the limit is 10 times as high"
            case .wanderingMuch: "median wanders by 30 %, the limit is 1,000 times as high"
            case .outage: "all requests beyond the limit, median wanders by 30 %"
            case .halfOutage: "answers stop beyond the limit for the second half of the run"
            }
        }

        var isGood: Bool { self == .wandering || self == .wanderingMuch }

        func run(_ count: Int, limit: Double, _ random: inout Random) -> [Double] {
            // The median goes its way in the time of a fifth of the run.
            let phi = 1 - 5 / Double(count)
            let wander = self == .wandering ? 0.1 : 0.3
            let median =
                switch self {
                case .wandering: limit / 10
                case .wanderingMuch: limit / 1000
                case .outage: limit * 5
                case .halfOutage: limit / 5
                }
            var state = random.normal()
            return (0..<count).map { number in
                state = phi * state + (1 - phi * phi).squareRoot() * random.normal()
                if self == .halfOutage, number >= count / 2 { return limit * 2 }
                let time = median * exp(wander * state) * (0.8 + 0.4 * random.unit())
                return self == .outage ? max(limit * 1.1, time) : time
            }
        }
    }

    var right = 0
    var wrong = 0
    var runs = 0

    init(_ service: Service, count: Int, quantile: Double, runs: Int, seed: UInt64) {
        let limit = 200.0
        let simulated = SimulatedRun(limit: limit)
        let objective = Objective(
            text: "p",
            requirement: .percentile(quantile: quantile, limit: UInt64(limit * 1e6), orEqual: false),
            scope: Scope(),
            place: Place(file: "", line: 1, column: 1)
        )
        for number in 0..<runs {
            var random = Random(seed: seed &* 1_000_003 &+ UInt64(number))
            let run = simulated.stored([service.run(count, limit: limit, &random)])
            let outcome = Judge.judge(run: run, objectives: [objective]).findings.first?.outcome
            self.runs += 1
            if outcome == (service.isGood ? .pass : .fail) { right += 1 }
            if outcome == (service.isGood ? .fail : .pass) { wrong += 1 }
        }
    }

    func row(_ service: Service, _ count: Int, _ quantile: Double) -> String {
        func percent(_ part: Int) -> String { fixed(100 * Double(part) / Double(max(1, runs)), 1) + " %" }
        let cells = [
            service.name, "p\(fixed(quantile * 100, 0))", "\(count)", service.isGood ? "PASS" : "FAIL", percent(right),
            percent(wrong),
        ]
        return "| " + cells.joined(separator: " | ") + " |"
    }
}

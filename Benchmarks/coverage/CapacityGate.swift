import Glibc
import Groundwork
import LoadMetrics
import LoadPlan
import SLOAnalysis

/// What `zonda capacity` says of a service whose capacity is known: M/M/1 with 500 a second and p95 < 20 ms, which holds up
/// to 500 − ln 20 / 20 ms = 350.2 a second.
struct CapacityGate {
    private static let service = 500.0
    private static let limit = 20.0
    private static let capacity = service - log(20) / (limit / 1e3)

    /// Levels of so many seconds.
    let seconds: Double
    /// For comparison: each level counts by its observed p95 alone, and nothing is confirmed.
    let isNaive: Bool
    /// Reported level over the true one, less 1; of those that were confirmed.
    private(set) var errors: [Double] = []
    private(set) var levels = 0
    private(set) var runs = 0

    init(seconds: Double, isNaive: Bool, runs: Int, seed: UInt64) {
        self.seconds = seconds
        self.isNaive = isNaive
        self.runs = runs
        for number in 0..<runs {
            var random = Random(seed: seed &* 1_000_003 &+ UInt64(number))
            var search = CapacitySearch(.init(from: 35, to: 10_000))
            while case .trial(let trial) = search.next {
                search.record(result(trial, &random))
                levels += 1
            }
            guard case .end(.bracket) = search.next, let held = search.highestHeld else { continue }
            errors.append(held / Self.capacity - 1)
        }
    }

    /// A level as it is run: looked at by the sequence, prolonged where it may be, confirmed without looks.
    private func result(_ trial: CapacityTrial, _ random: inout Random) -> CapacityResult {
        if isNaive {
            guard trial.purpose != .confirmation else { return .holds }
            let values = Self.queue(trial.level, seconds: seconds, &random)
            return Double(values.count { $0 >= Self.limit }) < 0.05 * Double(values.count) ? .holds : .misses
        }
        let objective = Objective(
            text: "p95",
            requirement: .percentile(quantile: 0.95, limit: UInt64(Self.limit * 1e6), orEqual: false),
            scope: Scope(),
            place: Place(file: "", line: 1, column: 1)
        )
        let simulated = SimulatedRun(limit: Self.limit)
        let isConfirmation = trial.purpose == .confirmation
        let shares = isConfirmation ? [2] : [0.35, 0.65, 1] + (trial.mayExtend ? [1.5, 2, 2.5, 3] : [])
        // Until far in the queue a level that cannot hold would be given up; what is measured by then is enough here.
        let latencies = Self.queue(trial.level, seconds: seconds * (shares.last ?? 1), &random)
        var isShort = false
        for share in shares {
            var run = simulated.stored([Array(latencies.prefix(Int(trial.level * seconds * share)))])
            if !isConfirmation {
                run.record.looks = .init(plannedTo: run.record.measuredTo, extendTo: nil, mayEndEarly: true)
            }
            let finding = Judge.judge(run: run, objectives: [objective]).findings.first
            switch finding?.outcome {
            case .pass: return .holds
            case .fail: return .misses
            default: isShort = finding?.isShortOfSamples ?? false
            }
        }
        return isShort ? .tooFew : .undecided
    }

    /// Response times in milliseconds after five seconds of warm-up from an empty queue.
    private static func queue(_ rate: Double, seconds: Double, _ random: inout Random) -> [Double] {
        var wait = 0.0
        let warmup = Int(5 * rate)
        let count = warmup + Int(rate * seconds)
        var values: [Double] = []
        for number in 0..<count {
            let response = wait + random.exponential() / service
            wait = max(0, response - random.exponential() / rate)
            if number >= warmup { values.append(1e3 * response) }
        }
        return values
    }

    /// A row of the table.
    func row() -> String {
        func percent(_ value: Double) -> String { (value < 0 ? "−" : "+") + fixed(100 * abs(value), 1) + " %" }
        let sorted = errors.sorted()
        guard !sorted.isEmpty else { return "| \(fixed(seconds, 0)) s | 0 of \(runs) |" }
        let at = { (share: Double) in percent(sorted[min(sorted.count - 1, Int(share * Double(sorted.count)))]) }
        let over = Double(sorted.count { $0 > 0.02 }) / Double(sorted.count)
        let cells = [
            isNaive ? "\(fixed(seconds, 0)) s, observed p95 alone" : "\(fixed(seconds, 0)) s",
            "\(sorted.count) of \(runs)", fixed(Double(levels) / Double(runs), 1), at(0.05),
            at(0.5), at(0.95), fixed(100 * over, 1) + " %",
        ]
        return "| " + cells.joined(separator: " | ") + " |"
    }
}

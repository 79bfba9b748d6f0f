import Groundwork
import LoadMetrics
import LoadPlan
import SLOAnalysis

/// What is said of services that do not answer: dead ones, and ones that freeze while their users wait.
struct OutageGate {
    /// How the service fails.
    enum Outage {
        /// Every request fails, in so many moments of the run.
        case dead(clumps: Int)
        /// Nothing is answered for a share of a closed load's time.
        case frozen(Double)
    }

    private var verdicts: [Verdict.Outcome: Int] = [:]
    private let runs: Int

    init(_ outage: Outage, seconds: Int, runs: Int, seed: UInt64) {
        self.runs = runs
        let objective = Objective(
            text: "p95",
            requirement: .percentile(quantile: 0.95, limit: 200_000_000, orEqual: false),
            scope: Scope(),
            place: Place(file: "", line: 1, column: 1)
        )
        for number in 0..<runs {
            var random = Random(seed: seed &* 1_000_003 &+ UInt64(number))
            let run = Self.run(outage, seconds, &random)
            verdicts[Judge.judge(run: run, objectives: [objective]).outcome, default: 0] += 1
        }
    }

    private static func run(_ outage: Outage, _ seconds: Int, _ random: inout Random) -> StoredRun {
        let simulated = SimulatedRun(limit: 200)
        let latencies = (0..<seconds * SimulatedRun.rate).map { _ in 20 + 40 * random.unit() }
        var run = simulated.stored([latencies])
        run.record.load.model = .users
        run.record.audit.peakUsers = 20
        run.record.audit.wallSeconds = Double(seconds)
        var answers = run.timeline.map { $0.series.first?.count ?? 0 }
        switch outage {
        case .dead(let clumps):
            run.record.series[0].outcome = Outcome(name: ErrorClass.connect.rawValue, kind: .error)
            let kept = Set((0..<clumps).map { _ in Int(random.unit() * Double(answers.count)) })
            for index in answers.indices { answers[index] = kept.contains(index) ? 20 : 0 }
        case .frozen(let share):
            let length = Int((share * Double(answers.count)).rounded())
            let start = 1 + Int(random.unit() * Double(max(1, answers.count - length - 2)))
            for index in start..<min(start + length, answers.count) { answers[index] = 0 }
            for index in run.timeline.indices { run.timeline[index].inFlight = 20 }
        }
        for (index, count) in answers.enumerated() {
            if count == 0 { run.timeline[index].series = [] } else { run.timeline[index].series[0].count = count }
        }
        return run
    }

    /// A row of the table.
    func row(_ name: String, _ seconds: Int) -> String {
        func percent(_ outcome: Verdict.Outcome) -> String {
            fixed(100 * Double(verdicts[outcome] ?? 0) / Double(max(1, runs)), 1) + " %"
        }
        let cells = [name, "\(seconds) s", percent(.pass), percent(.fail), percent(.inconclusive)]
        return "| " + cells.joined(separator: " | ") + " |"
    }
}

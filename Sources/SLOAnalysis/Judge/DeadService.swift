import Groundwork
import LoadMetrics

/// Whether not one request of a run succeeded.
struct DeadService {
    /// Requests that failed by the service's doing, dropped arrivals and own faults left out.
    let failed: UInt64
    /// Requests that succeeded.
    let succeeded: UInt64

    init(_ run: StoredRun) {
        var failed: UInt64 = 0
        var succeeded: UInt64 = 0
        let series = run.record.series
        for tick in run.timeline {
            for count in tick.series where series[count.series].kind == .step {
                if series[count.series].outcome.isGood {
                    succeeded &+= count.count
                } else if series[count.series].outcome.isServiceFailure {
                    failed &+= count.count
                }
            }
        }
        (self.failed, self.succeeded) = (failed, succeeded)
    }

    /// Requests were sent, and all of them failed.
    var isDead: Bool { failed > 0 && succeeded == 0 }

    /// Checks of the measurement whose failure a dead service explains, or that cannot have made it: requests that were
    /// sent late, or not at all because the earlier ones were never answered, would have failed as well. Pauses of the
    /// machine, the tool's own errors and damaged files stay reasons to doubt the run.
    static let explainedChecks: Set<String> = [
        "send lateness", "generator-bound", "drops", "load", "arrival gaps", "rate by second", "iterations",
        "Little's law", "steadiness",
    ]

    /// The conclusion in a sentence.
    func words(_ record: RunRecord) -> String {
        let all = failed == 1 ? "The only request failed" : "All \(Figures.count(failed)) requests failed"
        guard let cause = record.failures.max(by: { $0.count < $1.count }) else { return "\(all)." }
        return "\(all): \(cause.message)."
    }
}

extension Outcome {
    /// A failure that the service answers for: neither an arrival that was never sent nor the generator's own fault.
    var isServiceFailure: Bool {
        !isGood && name != ErrorClass.dropped.rawValue && name != ErrorClass.generator.rawValue
    }
}

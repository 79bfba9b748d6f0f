import Dispatch
import LoadMetrics
import LoadPlan

/// What others tell the collector about the run.
extension Collector {
    /// The run ends early.
    func noteEnd(state: RunRecord.State, reason: String) {
        queue.async { [self] in
            guard record.state == .running else { return }
            record.state = state
            record.endReason = reason
            let now = clock.now()
            record.measuredTo = min(record.measuredTo, now > start ? now - start : 0)
        }
    }

    /// The verdict was looked for so often; a decision ends the run.
    func noteConclusion(decision: String?, looks: Int) {
        queue.async { [self] in
            guard record.state == .running else { return }
            record.looks?.count = looks
            guard let decision else { return }
            record.looks?.decision = decision
            record.state = .complete
            let now = clock.now()
            record.measuredTo = min(record.measuredTo, now > start ? now - start : 0)
        }
    }

    /// The load changes at `time` since its start.
    func note(_ load: Load, at time: UInt64, words: String, counting: Bool) {
        queue.async { [self] in
            self.load = load
            endIntervention(at: time)
            guard !counting else { return }
            record.interventions = (record.interventions ?? []) + [.init(from: time, words: words)]
        }
    }

    /// A change of the load by hand that has not ended does.
    func endIntervention(at time: UInt64) {
        guard let last = record.interventions?.indices.last, record.interventions?[last].to == nil else { return }
        record.interventions?[last].to = time
    }
}

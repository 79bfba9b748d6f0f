import Groundwork
import LoadGenerator
import LoadPlan
import SLOAnalysis

/// Ends a run when an objective that says so has been violated for long enough without a break.
///
/// What is violated is the value of the whole measured part so far, as the live panel shows it. Whether the objective
/// failed is decided by the judge as ever.
struct StopRule {
    private let objectives: [Objective]
    private let live: LiveObjectives
    private var since: [UInt64?]

    /// The rule of a plan; `nil` where no objective ends the run.
    init?(_ plan: Plan) {
        objectives = plan.objectives.filter { $0.stop != nil }
        guard !objectives.isEmpty else { return nil }
        live = LiveObjectives(objectives)
        since = objectives.map { _ in nil }
    }

    /// Takes note of a state of the run.
    /// - Returns: why the run should end now.
    mutating func update(_ state: LiveState) -> String? {
        let measured = state.elapsed > state.warmup ? state.elapsed - state.warmup : 0
        let states = live.states(
            keys: state.keys,
            totals: state.totals,
            counts: state.counts,
            seconds: measured.inSeconds
        )
        for (index, objective) in objectives.enumerated() {
            guard states[index].isMet == false else {
                since[index] = nil
                continue
            }
            let start = since[index] ?? state.elapsed
            since[index] = start
            if let limit = objective.stop, state.elapsed - start >= limit {
                return "'\(objective.text)' (\(objective.place)) was violated for as long as it may be"
            }
        }
        return nil
    }
}

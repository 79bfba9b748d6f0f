import Groundwork
import LoadGenerator
import LoadMetrics
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
    /// Since when requests have been in flight without an answer.
    private var silentSince: UInt64?

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
        noteSilence(state)
        for (index, objective) in objectives.enumerated() {
            let silence = silence(objective, state)
            guard states[index].isMet == false || silence != nil else {
                since[index] = nil
                continue
            }
            let start = min(since[index] ?? state.elapsed, silence ?? state.elapsed)
            since[index] = start
            if let limit = objective.stop, state.elapsed - start >= limit {
                return "'\(objective.text)' (\(objective.place)) was violated for as long as it may be"
            }
        }
        return nil
    }

    /// Users of a closed load wait while nothing is answered, so no value changes: the silence itself is what is violated.
    private mutating func noteSilence(_ state: LiveState) {
        let isSilent = state.tick.inFlight > 0 && state.elapsed > state.warmup && !state.draining
        guard isSilent, state.tick.series.allSatisfy({ $0.count == 0 }) else {
            silentSince = nil
            return
        }
        silentSince = silentSince ?? max(state.tick.start, state.warmup)
    }

    /// Since when nobody who waits can meet an objective: the silence is longer than its latency limit, or than five
    /// seconds where it has none.
    private func silence(_ objective: Objective, _ state: LiveState) -> UInt64? {
        guard let silentSince, state.elapsed > silentSince else { return nil }
        let limit = objective.requirement.latencyLimits.map(\.limit).max() ?? 5_000_000_000
        return state.elapsed - silentSince > max(limit, 1_000_000_000) ? silentSince : nil
    }
}

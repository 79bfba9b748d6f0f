import LoadGenerator
import LoadMetrics
import LoadPlan
import Reports
import SLOAnalysis

/// Turns the generator's states into frames, remembering the little that a frame needs of the past.
struct LiveTracker {
    private let plan: Plan
    private let objectives: LiveObjectives
    private var history: [UInt64?] = []

    /// A tracker for a run of `plan`.
    init(plan: Plan) {
        self.plan = plan
        objectives = LiveObjectives(plan.objectives)
    }

    /// The frame for a state; `stopping` after a signal.
    mutating func frame(_ live: LiveState, stopping: Bool) -> LiveFrame {
        let answered = live.recent.totalCount > 0
        history.append(answered ? live.recent.value(atPercentile: 95) : nil)
        if history.count > 240 { history.removeFirst(history.count - 240) }
        let seconds = live.tick.length.inSeconds
        let isOpen = plan.load.model != .users
        return LiveFrame(
            title: plan.title,
            target: plan.target.url,
            stage: stage(live, stopping: stopping),
            elapsed: live.elapsed,
            duration: live.duration,
            isOpen: isOpen,
            wanted: live.tick.wanted,
            reached: isOpen ? (seconds > 0 ? Double(live.tick.started) / seconds : 0) : Double(live.tick.users),
            users: live.tick.users,
            inFlight: live.tick.inFlight,
            rate: seconds > 0 ? Double(live.tick.requests) / seconds : 0,
            requests: live.requests,
            errors: live.errors,
            latency: answered
                ? LiveFrame.Percentiles(
                    p50: live.recent.value(atPercentile: 50),
                    p95: live.recent.value(atPercentile: 95),
                    p99: live.recent.value(atPercentile: 99)
                ) : nil,
            history: history,
            objectives: states(live)
        )
    }

    private func stage(_ live: LiveState, stopping: Bool) -> LiveFrame.Stage {
        if stopping { return .stopping }
        if live.draining || live.elapsed >= live.duration { return .draining }
        if live.elapsed < live.warmup { return .warmup }
        return .measuring(
            phase: plan.load.phases.first { $0.start <= live.elapsed && live.elapsed < $0.end }?.name
        )
    }

    private func states(_ live: LiveState) -> [LiveFrame.ObjectiveState] {
        let measured = live.elapsed > live.warmup ? live.elapsed - live.warmup : 0
        let states = objectives.states(
            keys: live.keys,
            totals: live.totals,
            counts: live.counts,
            seconds: measured.inSeconds
        )
        return zip(states, plan.objectives).map { state, objective in
            let standing: LiveFrame.ObjectiveState.Standing
            switch state.isMet {
            case true?: standing = .met
            case false?: standing = .missed
            case nil:
                switch objective.requirement {
                case .regression, .windows, .checks, .counter: standing = .later
                default: standing = .noData
                }
            }
            return LiveFrame.ObjectiveState(
                text: state.text,
                standing: standing,
                observed: state.unit.text(state.observed),
                samples: state.samples
            )
        }
    }
}

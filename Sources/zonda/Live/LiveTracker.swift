import Groundwork
import LoadGenerator
import LoadMetrics
import LoadPlan
import Reports
import SLOAnalysis

/// Turns the generator's states into frames, remembering the little that a frame needs of the past.
struct LiveTracker {
    private let plan: Plan
    private let objectives: LiveObjectives
    private var intervals: LiveIntervals
    private var history: [UInt64?] = []
    private var rates: [Double] = []

    /// A tracker for a run of `plan`.
    init(plan: Plan) {
        self.plan = plan
        objectives = LiveObjectives(plan.objectives)
        intervals = LiveIntervals(plan.objectives)
    }

    /// The frame for a state; `stopping` after a signal.
    mutating func frame(_ live: LiveState, stopping: Bool) -> LiveFrame {
        let answered = live.recent.totalCount > 0
        let seconds = live.tick.length.inSeconds
        let rate = seconds > 0 ? Double(live.tick.requests) / seconds : 0
        history.append(answered ? live.recent.value(atPercentile: 95) : nil)
        rates.append(rate)
        if history.count > 240 { history.removeFirst(history.count - 240) }
        if rates.count > 240 { rates.removeFirst(rates.count - 240) }
        let isOpen = plan.load.model != .users
        let steps = LiveSteps(live)
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
            rate: rate,
            requests: live.requests,
            errors: live.errors,
            latency: answered
                ? LiveFrame.Percentiles(
                    p50: live.recent.value(atPercentile: 50),
                    p95: live.recent.value(atPercentile: 95),
                    p99: live.recent.value(atPercentile: 99)
                ) : nil,
            history: history,
            rates: rates,
            objectives: states(live),
            slowest: steps.slowest(4),
            failures: steps.failures
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

    private mutating func states(_ live: LiveState) -> [LiveFrame.ObjectiveState] {
        let measured = live.elapsed > live.warmup ? live.elapsed - live.warmup : 0
        let states = objectives.states(
            keys: live.keys,
            totals: live.totals,
            counts: live.counts,
            seconds: measured.inSeconds
        )
        let intervals =
            measured > 0
            ? intervals.next(keys: live.keys, totals: live.totals, counts: live.counts)
            : plan.objectives.map { _ in nil }
        return zip(zip(states, intervals), plan.objectives).map { pair, objective in
            let (state, interval) = pair
            return LiveFrame.ObjectiveState(
                text: state.text,
                standing: standing(state, interval, objective),
                observed: state.unit.text(state.observed),
                interval: interval.map { "[\(state.unit.text($0.low)), \(state.unit.text($0.high))]" } ?? "",
                samples: state.samples
            )
        }
    }

    private func standing(
        _ state: LiveObjectives.State,
        _ interval: LiveIntervals.Interval?,
        _ objective: Objective
    ) -> LiveFrame.ObjectiveState.Standing {
        guard let isMet = state.isMet else {
            switch objective.requirement {
            case .regression, .windows, .checks, .counter: return .later
            default: return .noData
            }
        }
        // So few samples that there is no interval yet say neither.
        if interval == nil, objective.requirement.hasLiveInterval { return .open }
        if let interval, interval.low < state.target, interval.high >= state.target { return .open }
        return isMet ? .met : .missed
    }
}

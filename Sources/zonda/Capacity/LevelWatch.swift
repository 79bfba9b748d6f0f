import Groundwork
import LoadGenerator
import LoadMetrics
import LoadPlan
import SLOAnalysis

/// Ends a level before its time: where the service is overloaded beyond doubt, or an objective says so.
final class LevelWatch: Sendable {
    private struct State {
        var overload: OverloadRule
        var rule: StopRule?
        var reason: String?
    }

    private let run: LoadRun
    private let view: LiveView
    private let state: Locked<State>

    /// A watch over a run.
    init(_ run: LoadRun, _ plan: Plan, view: LiveView) {
        self.run = run
        self.view = view
        let overload = OverloadRule(
            plan.objectives,
            isOpen: plan.load.model != .users,
            length: plan.load.measured
        )
        state = Locked(State(overload: overload, rule: StopRule(plan)))
    }

    /// Why it ended the level; nil where it did not.
    var reason: String? { state.withLock { $0.reason } }

    /// Takes note of a state of the run.
    func update(_ live: LiveState) {
        // Behind the load's end fewer and fewer are sent; what is still unanswered is no overload.
        guard !live.draining else { return }
        let seconds = live.tick.length.inSeconds
        let reason = state.withLock { state -> String? in
            guard state.reason == nil, seconds > 0 else { return nil }
            state.reason =
                state.overload.update(
                    inFlight: live.tick.inFlight,
                    sent: live.tick.requests,
                    seconds: seconds,
                    requests: live.requests,
                    errors: live.errors
                ) ?? state.rule?.update(live)
            return state.reason
        }
        guard let reason else { return }
        view.stopping("giving the level up: \(reason)")
        run.stop(reason: reason)
    }
}

import Dispatch
import Groundwork
import LoadGenerator
import LoadMetrics
import LoadPlan
import SLOAnalysis

/// Looks at a run under way and ends it when its verdict is decided.
///
/// Few looks, each by what the run's folder holds: the judge reads the same files as after the end. With `--stop-early`
/// fourteen from 30 % of the plan to its end; beyond the plan one for each twentieth of it.
final class Lookout: Sendable {
    private struct State {
        var next: Nanoseconds
        var count = 0
        var isLooking = false
        var isOver = false
    }

    private let run: LoadRun
    private let objectives: [Objective]
    private let record: RunRecord.Looks
    private let folder: RunFolder
    private let step: Nanoseconds
    private let state: Locked<State>
    private let queue = DispatchQueue(label: "zonda.lookout", qos: .background)

    /// A lookout for a run that is laid out with these looks.
    init(_ run: LoadRun, _ plan: Plan, _ looks: RunRecord.Looks, folder: RunFolder) {
        self.run = run
        self.folder = folder
        objectives = plan.objectives
        record = looks
        let measured = plan.load.measured
        step = max(measured / 20, .second)
        let first = looks.mayEndEarly ? plan.load.warmup + measured / 10 * 3 : looks.plannedTo
        state = Locked(State(next: first))
    }

    /// Takes note of a state of the run: looks where a look is due.
    func update(_ live: LiveState) {
        let isDue = state.withLock { state in
            guard !state.isOver, !state.isLooking, live.elapsed >= state.next else { return false }
            state.isLooking = true
            state.count += 1
            state.next = max(state.next, live.elapsed) + step
            return true
        }
        guard isDue else { return }
        let isPlanOver = live.elapsed >= record.plannedTo
        queue.async { [self] in look(isPlanOver: isPlanOver) }
    }

    private func look(isPlanOver: Bool) {
        // A file that is being written to may lack its last line; the next look will have it.
        let decision = (try? RunArchive.read(folder)).flatMap {
            Judge.look(at: $0, objectives: objectives, isPlanOver: isPlanOver)
        }
        let count = state.withLock { state in
            state.isLooking = false
            if decision != nil { state.isOver = true }
            return state.count
        }
        run.conclude(decision: decision, looks: count)
    }
}

import Groundwork
import LoadPlan
import SLOAnalysis

/// What of a scenario can be asked at a level, and the plan of a level.
struct CapacityPlan {
    /// The scenario, its objectives those that a level is judged by.
    let plan: Plan
    /// Objectives that say nothing about a level, each with the reason.
    let leftOut: [String]
    private let phase: String?

    /// The part of a scenario that can be asked at any level; what cannot be asked at all ends the command.
    init(_ plan: Plan) throws(Stop) {
        var plan = plan
        var leftOut: [String] = []
        plan.objectives = plan.objectives.filter { objective in
            switch objective.requirement {
            case .regression:
                leftOut.append("\(objective.text): compares with accepted runs of the scenario's own load")
                return false
            case .throughput:
                leftOut.append("\(objective.text): the level itself says how much is asked for")
                return false
            default: return true
            }
        }
        guard !plan.objectives.isEmpty else {
            throw Stop(
                .input,
                "the scenario has no objective that a level could be judged by; add one, such as slo { p95 < 200ms }"
                    + (leftOut.isEmpty ? "" : " (left out: \(leftOut.joined(separator: "; ")))")
            )
        }
        if let budget = plan.budgets.first(where: \.endsRun) {
            throw Stop(
                .input,
                "'\(budget.text)' (\(budget.place)) ends a run, whatever the service can do: remove it for a search"
            )
        }
        phase = try Self.phase(plan)
        self.plan = plan
        self.leftOut = leftOut
    }

    /// A level has one phase at most, so all objectives that name one must be able to mean the same.
    private static func phase(_ plan: Plan) throws(Stop) -> String? {
        let about = plan.objectives.filter { !$0.scope.phase.isEmpty }
        guard let first = about.first else { return nil }
        let names = plan.load.phases.map(\.name)
        if let name = names.last(where: { name in about.allSatisfy { $0.scope.covers(phase: name) } }) { return name }
        throw Stop(
            .input,
            "objectives about different phases, such as '\(first.text)' (\(first.place)), cannot be asked of one level; "
                + "keep those of one phase for a search"
        )
    }

    /// The plan of a level.
    func held(at level: Double, warmup: Nanoseconds, measured: Nanoseconds) throws(LoadOverrideError) -> Plan {
        var plan = plan
        // Flows at a moment keep their place in the whole.
        try plan.fit(to: warmup + measured)
        plan.load = try self.plan.load.held(at: level, warmup: warmup, measured: measured, phase: phase)
        return plan
    }
}

public import LoadMetrics
public import LoadPlan

extension Judge {
    /// Whether what was measured so far decides the verdict, so that the run may end; in words, or nil if it does not.
    ///
    /// Only shares (percentiles, errors, availability, checks, Apdex) have a rule that may be looked at more than once.
    /// A maximum that is broken stays broken. All else is judged once, at the end; it neither ends nor prolongs a run.
    /// - Parameters:
    ///   - run: the run so far, as its folder holds it; ``RunRecord/looks`` must be set.
    ///   - objectives: what it is judged by.
    ///   - isPlanOver: the planned time is over, so that what has no such rule needs no more of it.
    public static func look(at run: StoredRun, objectives: [Objective], isPlanOver: Bool) -> String? {
        guard !objectives.isEmpty, let run = soFar(run) else { return nil }
        let decisions = HolmCorrection.apply(
            to: objectives.map { ObjectiveJudge($0, run: run, baselines: []).decide(isWhole: false) }
        )
        var isOpen = false
        for (objective, decision) in zip(objectives, decisions) {
            switch objective.requirement {
            case .percentile, .errorRate, .availability, .checks, .apdex:
                if decision.finding.outcome == .fail { return "'\(objective.text)' is missed" }
                if decision.finding.outcome != .pass { isOpen = true }
            case .maximum:
                if decision.finding.outcome == .fail { return "'\(objective.text)' is missed" }
                if !isPlanOver { isOpen = true }
            case .mean, .throughput, .regression, .windows, .counter:
                if !isPlanOver { isOpen = true }
            }
        }
        guard !isOpen else { return nil }
        return objectives.count == 1 ? "the objective is met" : "all \(objectives.count) objectives are decided"
    }

    /// The run up to the end of its last slice of histograms, as if it had been complete then.
    private static func soFar(_ run: StoredRun) -> StoredRun? {
        guard let last = run.slices.last else { return nil }
        // Slices are written to the millisecond.
        let end = last.start &+ last.length
        var run = run
        run.timeline = run.timeline.filter { $0.start &+ $0.length <= end &+ 2_000_000 }
        run.record.measuredTo = min(end, run.record.measuredTo)
        guard run.record.measuredTo > run.record.measuredFrom else { return nil }
        run.record.state = .complete
        run.problems = []
        return run
    }
}

import Groundwork
import LoadMetrics
import LoadPlan

/// Judges one objective: its requirement × the samples in its scope → a decision. One function for each requirement.
struct ObjectiveJudge {
    let objective: Objective
    let samples: ScopeSamples
    let baselines: [Baseline]

    init(_ objective: Objective, run: StoredRun, baselines: [Baseline]) {
        self.objective = objective
        samples = ScopeSamples(objective.scope, of: run)
        self.baselines = baselines
    }

    /// The run was looked at while it was under way.
    var isSequential: Bool { samples.run.record.looks != nil }

    /// The decision. Where the scope matched no sample the finding is INVALID: no data is never a pass. Where every
    /// request of the run failed it is FAIL, however few there were.
    /// - Parameter isWhole: false where the run is still under way, or a part of a run: a service that failed there may
    ///   succeed later, or elsewhere.
    func decide(isWhole: Bool = true) -> Decision {
        if case .counter = objective.requirement {
        } else {
            guard samples.count > 0 else { return Decision(noSamples()) }
        }
        if isWhole, let dead = deadService() { return dead }
        switch objective.requirement {
        case .percentile(let quantile, let limit, let orEqual):
            return percentile(quantile, .init(limit: limit, orEqual: orEqual))
        case .errorRate(let limit, let orEqual):
            return failures(allowed: limit, availability: false, orEqual: orEqual)
        case .availability(let least, let orEqual):
            return failures(allowed: 1 - least, availability: true, orEqual: orEqual)
        case .maximum(let limit, let orEqual):
            return maximum(.init(limit: limit, orEqual: orEqual))
        case .mean(let limit, let orEqual):
            return mean(.init(limit: limit, orEqual: orEqual))
        case .throughput(let least, let orEqual):
            return throughput(least: least, orEqual: orEqual)
        case .regression(let quantile, let within):
            return regression(quantile, within: within)
        case .windows(let requirement, let share, let length):
            return windows(of: requirement, share: share, length: length)
        case .apdex(let satisfied, let least, _):
            return apdex(satisfied, least: least)
        case .checks(let least, _):
            return checks(least: least)
        case .counter(let name, let comparison, let limit, let perSecond):
            return counter(name, comparison, limit, perSecond: perSecond)
        }
    }

    /// A finding of this objective; the rest is filled in by the caller.
    func finding(
        _ outcome: Verdict.Outcome,
        _ reason: String,
        target: Double?,
        unit: Finding.Unit,
        direction: Finding.Direction = .atMost
    ) -> Finding {
        Finding(
            text: objective.text,
            place: objective.place,
            outcome: outcome,
            unit: unit,
            direction: direction,
            target: target,
            samples: samples.count,
            reason: reason
        )
    }

    /// The measured time of the scope in seconds.
    var seconds: Double { Double(samples.range.upperBound - samples.range.lowerBound) / 1e9 }

    private func noSamples() -> Finding {
        let record = samples.run.record
        var reason = "no sample matched: nothing was measured that this objective is about"
        if !samples.isSelected.contains(true) {
            reason = "its selector matches no series of this run"
            if !objective.scope.tenant.isEmpty, record.series.allSatisfy({ $0.tenant.isEmpty }) {
                reason += "; tenants were not kept apart in it"
            }
            if !objective.scope.phase.isEmpty, record.series.allSatisfy({ $0.phase.isEmpty }) {
                reason += "; phases were not kept apart in it"
            }
        }
        let figure = Self.target(of: objective.requirement)
        return finding(.invalid, reason, target: figure.value, unit: figure.unit, direction: figure.direction)
    }

    /// The limit of a requirement, what it counts, and on which side of it good values lie.
    static func target(of requirement: Requirement) -> (value: Double, unit: Finding.Unit, direction: Finding.Direction)
    {
        switch requirement {
        case .percentile(_, let limit, _), .mean(let limit, _), .maximum(let limit, _):
            (Double(limit), .nanoseconds, .atMost)
        case .errorRate(let limit, _): (limit, .ratio, .atMost)
        case .availability(let least, _), .checks(let least, _): (least, .ratio, .atLeast)
        case .throughput(let least, _): (least, .perSecond, .atLeast)
        case .regression(_, let within): (within, .ratio, .atMost)
        case .windows(_, let share, _): (share, .ratio, .atLeast)
        case .apdex(_, let least, _): (least, .score, .atLeast)
        case .counter(_, let comparison, let limit, let perSecond):
            (
                limit, perSecond ? .perSecond : .count,
                comparison == .equal ? .equal : [.below, .atMost].contains(comparison) ? .atMost : .atLeast
            )
        }
    }
}

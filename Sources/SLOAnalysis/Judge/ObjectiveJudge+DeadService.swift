import Groundwork
import LoadMetrics
import LoadPlan

extension ObjectiveJudge {
    /// The decision where nothing succeeded, which needs no statistics; nil where something did.
    ///
    /// The interval of a share needs ten pieces of time with samples, and a dead service makes few: users back off
    /// together, or all wait for the same time limit. That no request of the whole run succeeded is not a matter of
    /// chance. Of a single step it is, unless its failures are many and spread over the run: one short disturbance can
    /// take all the requests of a step that is seldom called.
    func deadService() -> Decision? {
        guard samples.goodCount == 0, samples.hasServiceFailures else { return nil }
        guard DeadService(samples.run).isDead || isDeadThroughout else { return nil }
        let figure = Self.target(of: objective.requirement)
        let observed: Double
        switch objective.requirement {
        case .percentile(let quantile, _, _) where quantile > 0: observed = .infinity
        case .maximum, .mean: observed = .infinity
        case .errorRate(let limit, _) where limit < 1: observed = 1
        case .availability(let least, _) where least > 0: observed = 0
        case .apdex(_, let least, _) where least > 0: observed = 0
        case .throughput(let least, _) where least > 0: observed = 0
        case .windows(let inner, let share, _) where share > 0 && inner.failsWithoutSuccess: observed = 0
        default: return nil
        }
        let all = Figures.count(samples.count)
        var finding = self.finding(
            .fail,
            samples.count == 1 ? "the only one of the \(samples.noun) failed" : "all \(all) \(samples.noun) failed",
            target: figure.value,
            unit: figure.unit,
            direction: figure.direction
        )
        finding.observed = observed
        finding.bad = samples.count
        return Decision(finding)
    }

    /// Failures of this scope that are enough by themselves.
    static var fewestOfDeadStep: UInt64 { 10 }

    /// The scope has many failures, and they cover at least half of the measured part.
    private var isDeadThroughout: Bool {
        guard samples.count >= Self.fewestOfDeadStep else { return false }
        let ticks = samples.run.timeline.filter { tick in
            tick.series.contains { samples.isSelected[$0.series] && $0.count > 0 }
        }
        guard let first = ticks.first, let last = ticks.last else { return false }
        let end = min(last.start &+ last.length, samples.range.upperBound)
        let start = max(first.start, samples.range.lowerBound)
        return end > start && (end - start) >= (samples.range.upperBound - samples.range.lowerBound) / 2
    }
}

extension Requirement {
    /// Whether a window without a single success cannot meet it.
    fileprivate var failsWithoutSuccess: Bool {
        switch self {
        case .percentile(let quantile, _, _): quantile > 0
        case .errorRate(let limit, _): limit < 1
        case .availability(let least, _): least > 0
        case .maximum, .mean: true
        default: false
        }
    }
}

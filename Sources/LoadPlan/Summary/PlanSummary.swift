public import Groundwork

/// What a plan will do, in figures that can be had without running it.
public struct PlanSummary: Sendable {
    /// The highest level: users active at once, or arrivals a second.
    public var peak: Double
    /// How long samples are judged.
    public var measured: Nanoseconds
    /// The longest that a run can take: the whole load, iterations that may finish, the graceful stop.
    public var longest: Nanoseconds
    /// Fewest and most requests of one iteration, over all flows that run; a poll counts from one try to as many as fit.
    public var requestsPerIteration: ClosedRange<Double>
    /// Fewest and most iterations of the whole load. Exact for a rate; for users the least is unknown (0), and the most
    /// is what they would do against a service that answers in no time, or `nil` where they never think.
    public var iterations: (least: Double, most: Double?)
    /// Fewest and most requests of the whole load; `nil` where there is no upper bound.
    public var requests: (least: Double, most: Double?)
    /// For each objective of the plan, the indices of the series it covers.
    public var coverage: [[Int]]
    /// Indices of steps that no objective covers.
    public var uncovered: [Int]

    /// The summary of a plan.
    public init(_ plan: Plan) {
        let load = plan.load
        peak = load.curve.peak
        measured = load.measured
        longest = load.curve.duration &+ load.finishing &+ load.gracefulStop
        let total = plan.flows.reduce(0) { $0 + max(0, $1.weight) }
        var least = Double.infinity
        var most = 0.0
        // Weighted means over the flows: of fewest and most requests, and of the shortest time spent thinking.
        var mean = (fewest: 0.0, most: 0.0, thinking: 0.0)
        for flow in plan.flows where flow.weight > 0 {
            let cost = IterationCost.of(flow.steps)
            least = min(least, cost.fewest)
            most = max(most, cost.most)
            let share = flow.weight / total
            mean.fewest += share * cost.fewest
            mean.most += share * cost.most
            mean.thinking += share * cost.thinking
        }
        requestsPerIteration = min(least, most)...most
        switch load.model {
        case .rate:
            iterations = (load.curve.area, load.curve.area)
        case .users:
            // Every user may begin one iteration at once, whatever its thinking; half a user may be rounded up.
            iterations = (0, mean.thinking > 0 ? load.curve.area / mean.thinking + load.curve.peak + 1 : nil)
        }
        if let limit = load.iterationCount.map({ Double($0) }) {
            iterations = (min(iterations.least, limit), min(iterations.most ?? limit, limit))
        }
        let requestsAtMost = iterations.most.map { $0 * mean.most } ?? .infinity
        requests = (iterations.least * mean.fewest, requestsAtMost.isFinite ? requestsAtMost : nil)
        coverage = plan.objectives.map { objective in
            plan.series.indices.filter { index in
                let series = plan.series[index]
                return objective.scope.covers(name: series.name, kind: series.kind, flow: series.flow)
            }
        }
        let covered = Set(coverage.joined())
        uncovered = plan.series.indices.filter { plan.series[$0].kind == .step && !covered.contains($0) }
    }
}

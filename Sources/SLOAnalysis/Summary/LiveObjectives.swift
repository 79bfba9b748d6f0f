public import LoadMetrics
public import LoadPlan

/// How objectives stand while a run is under way: observations, cheap enough for every second, and no verdicts.
public struct LiveObjectives: Sendable {
    private let objectives: [Objective]

    /// The objectives of a run.
    public init(_ objectives: [Objective]) {
        self.objectives = objectives
    }

    /// An objective at present.
    public struct State: Sendable, Hashable {
        /// As written.
        public var text: String
        /// What the figures count.
        public var unit: Finding.Unit
        /// On which side of the target good values lie.
        public var direction: Finding.Direction
        /// The limit.
        public var target: Double
        /// The value so far; infinite where a percentile falls among failed requests, nil where it cannot be told yet.
        public var observed: Double?
        /// Whether the value so far meets the limit; nil where it cannot be told yet.
        public var isMet: Bool?
        /// Samples so far.
        public var samples: UInt64
    }

    /// The state of every objective, in their order.
    /// - Parameters:
    ///   - keys: the run's series.
    ///   - totals: response times of the measured part so far, by series.
    ///   - counts: exact counts of the measured part so far, by series.
    ///   - seconds: length of the measured part so far.
    public func states(
        keys: [SeriesKey],
        totals: [Histogram?],
        counts: [TimelineTick.SeriesCount?],
        seconds: Double
    ) -> [State] {
        objectives.map { objective in
            var answered = Histogram(layout: .latency)
            var (good, failed): (UInt64, UInt64) = (0, 0)
            for (index, key) in keys.enumerated() where objective.scope.covers(key) {
                let count = counts.indices.contains(index) ? counts[index]?.count ?? 0 : 0
                if key.outcome.isGood {
                    good = good &+ count
                    if totals.indices.contains(index), let total = totals[index] { answered.add(total) }
                } else {
                    failed = failed &+ count
                }
            }
            return Self.state(
                objective,
                AnsweredDistribution(answered: answered, failed: failed),
                good,
                failed,
                seconds
            )
        }
    }

    private static func state(
        _ objective: Objective,
        _ values: AnsweredDistribution,
        _ good: UInt64,
        _ failed: UInt64,
        _ seconds: Double
    ) -> State {
        let samples = good &+ failed
        let bad = samples > 0 ? Double(failed) / Double(samples) : nil
        func make(
            _ unit: Finding.Unit,
            _ target: Double,
            _ observed: Double?,
            orEqual: Bool,
            _ direction: Finding.Direction = .atMost
        ) -> State {
            let isMet = observed.map { value in
                // Where good values lie on neither side, only the target itself is good.
                (orEqual && value == target)
                    || (direction == .atMost ? value < target : direction == .atLeast && value > target)
            }
            return State(
                text: objective.text,
                unit: unit,
                direction: direction,
                target: target,
                observed: observed,
                isMet: isMet,
                samples: samples
            )
        }
        switch objective.requirement {
        case .percentile(let quantile, let limit, let orEqual):
            return make(.nanoseconds, Double(limit), values.quantile(quantile), orEqual: orEqual)
        case .mean(let limit, let orEqual):
            let mean = values.answered.isEmpty ? nil : values.answered.mean
            return make(.nanoseconds, Double(limit), mean, orEqual: orEqual)
        case .maximum(let limit, let orEqual):
            return make(.nanoseconds, Double(limit), values.quantile(1), orEqual: orEqual)
        case .errorRate(let limit, let orEqual):
            return make(.ratio, limit, bad, orEqual: orEqual)
        case .availability(let least, let orEqual):
            return make(.ratio, least, bad.map { 1 - $0 }, orEqual: orEqual, .atLeast)
        case .throughput(let least, let orEqual):
            let rate = seconds > 0 ? Double(good) / seconds : nil
            return make(.perSecond, least, rate, orEqual: orEqual, .atLeast)
        case .apdex(let satisfied, let least, let orEqual):
            let score = values.apdex(satisfied)
            return make(.score, least, score, orEqual: orEqual, .atLeast)
        case .regression, .windows, .checks, .counter:
            let target = ObjectiveJudge.target(of: objective.requirement)
            return make(target.unit, target.value, nil, orEqual: true, target.direction)
        }
    }
}

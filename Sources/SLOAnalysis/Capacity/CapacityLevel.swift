import Groundwork

/// A level that was tried: what was asked for, what was measured, what the judge said of it.
public struct CapacityLevel: Sendable, Codable, Hashable {
    /// What was asked for.
    public var trial: CapacityTrial
    /// The name of its run's folder beside the report.
    public var run: String
    /// The run's verdict.
    public var outcome: Verdict.Outcome
    /// What the search made of it.
    public var result: CapacityResult
    /// Why, in a sentence.
    public var reason: String
    /// Why it was ended before its time, where it was; a level that was decided early is not meant.
    public var endedEarly: String?
    /// Seconds of the measured part.
    public var seconds: Double
    /// Requests in the measured part, failed ones included.
    public var requests: UInt64
    /// Requests answered a second.
    public let throughput: Double
    /// Requests in flight on average: throughput × mean service time (Little's law).
    public var inFlight: Double
    /// p95 of all steps' response times in nanoseconds; nil where nothing was answered.
    public var p95: Double?
    /// What each objective showed, in their order.
    public var objectives: [Figures]
    /// How many times as long the measured part must be to decide what it was too short for; nil where nothing was.
    public var longer: Double?

    /// An objective's figures at a level.
    public struct Figures: Sendable, Codable, Hashable {
        /// As written.
        public var text: String
        /// What is decided about it.
        public var outcome: Verdict.Outcome
        /// What the figures count.
        public var unit: Finding.Unit
        /// On which side of the target good values lie.
        public var direction: Finding.Direction
        /// The limit.
        public var target: Double?
        /// The observed value.
        public var observed: Double?
        /// Lower end of its interval.
        public var low: Double?
        /// Upper end.
        public var high: Double?
        /// What would decide it, where it is not decided.
        public var needed: String?

        /// The figures of a finding.
        public init(_ finding: Finding) {
            text = finding.text
            outcome = finding.outcome
            unit = finding.unit
            direction = finding.direction
            target = finding.target
            observed = finding.observed
            low = finding.low
            high = finding.high
            needed = finding.needed
        }

        /// How near the unfavourable end of the interval is to the limit, or how far beyond it: 1 is at it, more is
        /// beyond. Only for choosing what to show first.
        public var nearness: Double {
            guard let target, target > 0 else { return outcome == .pass ? 0 : 2 }
            switch direction {
            case .atMost: return (high ?? observed ?? .infinity) / target
            // The distance from 1 counts: 99.95 % of 99.9 % is half of what is allowed.
            case .atLeast where unit == .ratio && target < 1: return (1 - (low ?? observed ?? 0)) / (1 - target)
            case .atLeast: return target / max(low ?? observed ?? 0, .leastNormalMagnitude)
            case .equal: return outcome == .pass ? 0 : 2
            }
        }
    }

    /// The objectives that decide the level first: not met before met, and the nearest to their limits first.
    public var nearest: [Figures] {
        objectives.enumerated().sorted { a, b in
            let isMet = (a.element.outcome == .pass, b.element.outcome == .pass)
            if isMet.0 != isMet.1 { return isMet.1 }
            let nearness = (a.element.nearness, b.element.nearness)
            return nearness.0 != nearness.1 ? nearness.0 > nearness.1 : a.offset < b.offset
        }.map(\.element)
    }
}

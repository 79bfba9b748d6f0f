public import Groundwork
import LoadPlan

/// What the run says about one objective.
public struct Finding: Sendable, Codable, Hashable {
    /// What ``target``, ``observed`` and the interval count.
    public enum Unit: String, Sendable, Codable, Hashable {
        /// Nanoseconds.
        case nanoseconds
        /// A share, 0 to 1; of a comparison with a baseline the relative change (0.05 is 5 % more).
        case ratio
        /// A number a second.
        case perSecond
        /// A score from 0 to 1.
        case score
        /// A plain number.
        case count
    }

    /// On which side of the target good values lie.
    public enum Direction: String, Sendable, Codable, Hashable {
        /// Below.
        case atMost
        /// Above.
        case atLeast
        /// Nowhere: the target itself.
        case equal
    }

    /// The objective as written; reports name it by this.
    public var text: String
    /// Where it stands in the scenario.
    public var place: Place
    /// What is decided about it. INVALID means that its selector matched no sample.
    public var outcome: Verdict.Outcome
    /// What the figures count.
    public var unit: Unit
    /// On which side of the target good values lie.
    public var direction: Direction
    /// The limit.
    public var target: Double?
    /// The observed value. Infinite where a percentile falls among failed requests: they never were answered.
    public var observed: Double?
    /// Lower end of the interval that the true value lies in: the decision is made at 95 % on either side.
    public var low: Double?
    /// Its upper end.
    public var high: Double?
    /// Samples behind it, failed ones included.
    public var samples: UInt64
    /// How many independent samples they are worth.
    public var effectiveSamples: Double?
    /// How many times more the samples vary than independent ones would.
    public var designEffect: Double?
    /// Samples that were failed or beyond the limit.
    public var bad: UInt64?
    /// How many bad ones the objective allows among the samples.
    public var allowed: Double?
    /// Why, in words.
    public var reason: String
    /// What would decide it, where it is not decided.
    public var needed: String?
    /// The same figure by the service's clock, from the actual send.
    public var serviceObserved: Double?
    /// What the run would do to an error budget, of objectives about failures.
    public var budget: ErrorBudget?

    /// A finding.
    public init(
        text: String,
        place: Place,
        outcome: Verdict.Outcome,
        unit: Unit,
        direction: Direction,
        target: Double? = nil,
        observed: Double? = nil,
        low: Double? = nil,
        high: Double? = nil,
        samples: UInt64 = 0,
        effectiveSamples: Double? = nil,
        designEffect: Double? = nil,
        bad: UInt64? = nil,
        allowed: Double? = nil,
        reason: String,
        needed: String? = nil,
        serviceObserved: Double? = nil
    ) {
        self.text = text
        self.place = place
        self.outcome = outcome
        self.unit = unit
        self.direction = direction
        self.target = target
        self.observed = observed
        self.low = low
        self.high = high
        self.samples = samples
        self.effectiveSamples = effectiveSamples
        self.designEffect = designEffect
        self.bad = bad
        self.allowed = allowed
        self.reason = reason
        self.needed = needed
        self.serviceObserved = serviceObserved
    }
}

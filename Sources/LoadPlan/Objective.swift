public import Groundwork

/// A promise that the run is judged by: a requirement and the samples that it is about.
public struct Objective: Sendable, Hashable {
    /// How it was written, with white space folded: stable from run to run, so reports and CI can name it by this.
    public var text: String
    /// What is required.
    public var requirement: Requirement
    /// Of which samples.
    public var scope: Scope
    /// Where it stands.
    public var place: Place
    /// `stop the run when violated for 30s`: how long it must be missed without a break before the run is ended; nil if
    /// the run goes on whatever happens.
    public var stop: Nanoseconds?

    /// An objective.
    public init(text: String, requirement: Requirement, scope: Scope, place: Place, stop: Nanoseconds? = nil) {
        self.text = text
        self.requirement = requirement
        self.scope = scope
        self.place = place
        self.stop = stop
    }
}

/// What an objective requires.
public indirect enum Requirement: Sendable, Hashable {
    /// A share of the requests at least as large as `quantile` (0.95) is good and answered within the limit. A failed
    /// or throttled request is never within it. `orEqual` tells `<=` from `<`.
    case percentile(quantile: Double, limit: Nanoseconds, orEqual: Bool)
    /// The mean response time of good requests stays below the limit.
    case mean(limit: Nanoseconds, orEqual: Bool)
    /// The longest response time stays below the limit.
    case maximum(limit: Nanoseconds, orEqual: Bool)
    /// The share of requests that failed or were throttled stays below a ratio (`errors < 0.1%` is 0.001).
    case errorRate(limit: Double, orEqual: Bool)
    /// The share of good requests is at least a ratio (`availability >= 99.9%` is 0.999).
    case availability(least: Double, orEqual: Bool)
    /// Completed requests a second are at least a number.
    case throughput(least: Double, orEqual: Bool)
    /// A percentile is at most `within` (0.05) worse than the accepted baseline's.
    case regression(quantile: Double, within: Double)

    /// A share of the windows of time, each of `length`, meet a requirement of their own: `p95 < 300ms for 99% of 10s
    /// windows` has the share 0.99. Only what ``canBeWindowed`` may stand in it.
    case windows(of: Requirement, share: Double, length: Nanoseconds)
    /// The Apdex score, 0 to 1: of good requests those within `satisfied` count one, those within four times as much a
    /// half, and all others nothing (Apdex Technical Specification 1.1). A failed request counts nothing.
    case apdex(satisfied: Nanoseconds, least: Double, orEqual: Bool)
    /// A share of the answers that were checked hold what the scenario checks, the status included.
    case checks(least: Double, orEqual: Bool)
    /// The sum of a counter of the scenario, by its name; `perSecond` takes it a second of the measured part.
    case counter(name: String, comparison: Comparison, limit: Double, perSecond: Bool)

    /// How a number must stand to its limit.
    public enum Comparison: String, Sendable, Hashable, CaseIterable {
        /// Less.
        case below = "<"
        /// Less or equal.
        case atMost = "<="
        /// More.
        case above = ">"
        /// More or equal.
        case atLeast = ">="
        /// Equal.
        case equal = "=="

        /// Whether a number stands so to a limit.
        public func holds(_ number: Double, _ limit: Double) -> Bool {
            switch self {
            case .below: number < limit
            case .atMost: number <= limit
            case .above: number > limit
            case .atLeast: number >= limit
            case .equal: number == limit
            }
        }
    }

    /// Whether it is about how long answers take: then only those count that went as expected, or failed.
    public var isAboutLatency: Bool {
        switch self {
        case .percentile, .maximum, .mean, .regression, .apdex: true
        case .windows(let requirement, _, _): requirement.isAboutLatency
        case .errorRate, .availability, .throughput, .checks, .counter: false
        }
    }

    /// Whether it can be asked of every window of time: it is a share of bad requests.
    public var canBeWindowed: Bool {
        switch self {
        case .percentile, .errorRate, .availability: true
        default: false
        }
    }

    /// The response times above which requests are counted exactly while a run is made; none where the requirement has
    /// no such limit.
    public var latencyLimits: [LatencyLimit] {
        switch self {
        case .percentile(_, let limit, let orEqual), .maximum(let limit, let orEqual):
            [LatencyLimit(limit: limit, orEqual: orEqual)]
        case .windows(let requirement, _, _): requirement.latencyLimits
        case .apdex(let satisfied, _, _):
            [satisfied, Self.frustrated(satisfied)].map { LatencyLimit(limit: $0, orEqual: true) }
        case .mean, .errorRate, .availability, .throughput, .regression, .checks, .counter: []
        }
    }

    /// The response time above which Apdex counts a request as frustrated: four times the satisfied one.
    public static func frustrated(_ satisfied: Nanoseconds) -> Nanoseconds {
        let (product, overflow) = satisfied.multipliedReportingOverflow(by: 4)
        return overflow ? .max : product
    }
}

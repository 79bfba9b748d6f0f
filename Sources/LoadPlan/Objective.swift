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

    /// An objective.
    public init(text: String, requirement: Requirement, scope: Scope, place: Place) {
        self.text = text
        self.requirement = requirement
        self.scope = scope
        self.place = place
    }
}

/// What an objective requires.
public enum Requirement: Sendable, Hashable {
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

    /// The response time above which a request counts as bad, where the requirement has one.
    public var latencyLimit: (limit: Nanoseconds, orEqual: Bool)? {
        switch self {
        case .percentile(_, let limit, let orEqual), .maximum(let limit, let orEqual): (limit, orEqual)
        case .mean, .errorRate, .availability, .throughput, .regression: nil
        }
    }
}

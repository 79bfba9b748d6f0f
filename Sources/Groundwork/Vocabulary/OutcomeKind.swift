/// What a request's outcome counts as.
public enum OutcomeKind: String, Sendable, Hashable, Codable {
    /// As the scenario expects. No rule of a scenario says this: it is what is left when none applies.
    case ok
    /// A legitimate refusal that the scenario names: good for availability, with a histogram of its own.
    case business
    /// The service asked to slow down: reported apart, bad for availability.
    case throttled
    /// A failure.
    case error
}

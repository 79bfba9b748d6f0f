public import Groundwork

/// A request that is sent again where its answer, or the lack of one, is worth another try. Each try is a sample of the
/// request's series; the time from the first try's intended start to the last answer is a sample of ``series``.
public struct Retry: Sendable, Hashable {
    /// What is sent.
    public var request: Request
    /// Index in ``Plan/series`` of the whole.
    public var series: Int
    /// How often it is sent again, at most.
    public var times: Int
    /// Pause before the first further try; doubled with each, up to ``longest``.
    public var shortest: Nanoseconds
    /// The longest pause.
    public var longest: Nanoseconds
    /// Each pause is drawn evenly between nothing and its length, so that users who failed together do not come back
    /// together.
    public var jitter: Bool
    /// When an answer is worth another try.
    public var condition: Expression?
    /// Failures without a whole answer that are worth another try.
    public var failures: Set<Failure>
    /// A pause is as long as the service asks for by `Retry-After` (RFC 9110 section 10.2.3), where that is longer.
    public var waitsAsAsked = false
    /// Where it stands.
    public var place: Place

    /// A request with further tries.
    public init(
        request: Request,
        series: Int,
        times: Int,
        shortest: Nanoseconds,
        longest: Nanoseconds,
        jitter: Bool,
        condition: Expression?,
        failures: Set<Failure>,
        place: Place
    ) {
        self.request = request
        self.series = series
        self.times = times
        self.shortest = shortest
        self.longest = longest
        self.jitter = jitter
        self.condition = condition
        self.failures = failures
        self.place = place
    }

    /// Why there was no whole answer.
    public enum Failure: String, Sendable, Hashable, CaseIterable {
        /// The name has no address.
        case lookup
        /// No connection.
        case connect
        /// The TLS handshake failed.
        case tls
        /// No whole answer in time.
        case timeout
        /// The connection was closed in the middle.
        case reset
        /// The answer is no HTTP.
        case `protocol`
    }
}

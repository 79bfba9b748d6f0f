/// One HTTP request of a flow and what is made of its answer.
public struct Request: Sendable, Hashable {
    /// Index in ``Plan/series`` of the series it is measured under.
    public var series: Int
    /// The method as sent, upper case.
    public var method: String
    /// Index in ``Plan/services`` of the service that it goes to; `nil` is the target.
    public var service: Int?
    /// Path (and query, where written into it) below the target's base, beginning with `/`.
    public var path: Template
    /// Query parameters, appended in order, percent-encoded.
    public var query: [Field]
    /// Headers in order; a name written twice is sent twice.
    public var headers: [Field]
    /// The body, if any.
    public var body: Body
    /// Most time from the actual send to the last byte; past it the request is a timeout error.
    public var timeout: Nanoseconds
    /// Most redirects that are followed, all within this one request; 0 takes a redirect for the answer.
    public var redirects: Int
    /// Whether a compressed answer is asked for (`Accept-Encoding`).
    public var compression: Bool
    /// What decides the outcome, in order: the first that holds names it, and the checks then do not apply.
    public var outcomes: [OutcomeRule]
    /// What an ordinary answer must satisfy. Without one about the status, 2xx and 3xx pass.
    public var checks: [Check]
    /// What is taken from the answer.
    public var captures: [Capture]
    /// Where the request stands in the text.
    public var place: Place

    /// A request.
    public init(
        series: Int,
        method: String,
        service: Int? = nil,
        path: Template,
        query: [Field] = [],
        headers: [Field] = [],
        body: Body = .none,
        timeout: Nanoseconds,
        redirects: Int = 0,
        compression: Bool = false,
        outcomes: [OutcomeRule] = [],
        checks: [Check] = [],
        captures: [Capture] = [],
        place: Place
    ) {
        self.series = series
        self.method = method
        self.service = service
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
        self.timeout = timeout
        self.redirects = redirects
        self.compression = compression
        self.outcomes = outcomes
        self.checks = checks
        self.captures = captures
        self.place = place
    }

    /// A name and a rendered value: a header or a query parameter.
    public struct Field: Sendable, Hashable {
        /// The name as sent.
        public var name: String
        /// The value.
        public var value: Template

        /// A name and its value.
        public init(name: String, value: Template) {
            self.name = name
            self.value = value
        }
    }

    /// A request's body.
    public enum Body: Sendable, Hashable {
        /// No body.
        case none
        /// A JSON text; `Content-Type: application/json` is added unless a header says otherwise.
        case json(Template)
        /// Form fields (`application/x-www-form-urlencoded`).
        case form([Field])
        /// Any text, sent as it is.
        case raw(Template)
    }
}

public import Groundwork

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
    /// Whether what a user got before is asked for only if it has changed (RFC 9110 section 13): its `ETag` and
    /// `Last-Modified` are sent back, and 304 is then a good answer.
    public var conditional: Bool
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
        conditional: Bool = false,
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
        self.conditional = conditional
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
        /// The bytes of a file, sent as they are; its media type where the scenario says one.
        case file([UInt8])
        /// Parts (`multipart/form-data`, RFC 7578) with what stands between them.
        case multipart([Part], boundary: String)
    }

    /// One part of a multipart body.
    public struct Part: Sendable, Hashable {
        /// What it holds.
        public enum Content: Sendable, Hashable {
            /// A field's value.
            case value(Template)
            /// A file: its bytes, the name it is sent under, its media type.
            case file([UInt8], name: String, type: String)
        }

        /// The field's name.
        public var name: String
        /// What it holds.
        public var content: Content

        /// A part.
        public init(name: String, content: Content) {
            self.name = name
            self.content = content
        }
    }
}

/// A piece of a request's head: known before the run, or filled for each request.
public enum RequestPart: Sendable, Hashable {
    /// Bytes as they are sent.
    case text(String)
    /// A place; the number is the caller's and comes back from ``RequestHead/place(_:)``.
    case place(Int)
}

/// A header line of a request.
public struct RequestField: Sendable, Hashable {
    /// Its name as the scenario spells it.
    public var name: String
    /// Its value; empty is sent empty.
    public var value: [RequestPart]

    /// A header line.
    public init(_ name: String, _ value: [RequestPart]) {
        self.name = name
        self.value = value
    }

    /// A header line that never changes.
    public init(_ name: String, _ value: String) {
        self.init(name, [.text(value)])
    }
}

/// What the head of a step's requests is made of.
public struct RequestParts: Sendable {
    /// How long the body is.
    public enum Body: Sendable, Hashable {
        /// There is none.
        case none
        /// Always this long, in bytes.
        case constant(Int)
        /// Said at the end of each request.
        case varying
    }

    /// The method.
    public var method: Method
    /// Path and query as they are written; places must come percent-encoded. What follows a `#` is not sent.
    public var target: [RequestPart]
    /// The `Host` line's value: host, and the port where it is not the scheme's own. A `Host` among ``fields`` replaces
    /// it.
    public var host: [RequestPart]
    /// The scenario's header lines in their order.
    public var fields: [RequestField]
    /// The body.
    public var body: Body
    /// Sent where ``fields`` has no `User-Agent`; `nil` for none.
    public var userAgent: String?
    /// A `Cookie` line may come in, from the user's jar.
    public var takesCookies: Bool
    /// Each request may have further lines, given when it is written.
    public var takesLines = false

    /// The parts of a head.
    public init(
        method: String,
        target: [RequestPart],
        host: [RequestPart],
        fields: [RequestField] = [],
        body: Body = .none,
        userAgent: String? = "zonda",
        takesCookies: Bool = true
    ) {
        self.method = Method(method)
        self.target = target
        self.host = host
        self.fields = fields
        self.body = body
        self.userAgent = userAgent
        self.takesCookies = takesCookies
    }
}

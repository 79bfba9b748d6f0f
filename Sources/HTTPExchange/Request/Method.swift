/// What a request's method means for its client.
public struct Method: Sendable, Hashable, CustomStringConvertible {
    /// As it is sent; methods are case-sensitive (RFC 9110 section 9.1).
    public let name: String

    /// A method.
    public init(_ name: String) {
        self.name = name
    }

    /// The method's name.
    public var description: String { name }

    /// Sending the request again has no other effect than sending it once (RFC 9110 section 9.2.2, and the registry of
    /// RFC 9110 section 16.1.1 for methods of other documents). Only such requests may go out again when a connection that
    /// was kept open ends before an answer began.
    public var isIdempotent: Bool {
        switch name {
        case "GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE": true
        case "QUERY", "PROPFIND", "REPORT", "SEARCH", "PROPPATCH", "MKCOL", "COPY", "MOVE", "UNLOCK": true
        default: false
        }
    }

    /// A request without a body says `Content-Length: 0` (RFC 9110 section 8.6).
    public var expectsBody: Bool { name == "POST" || name == "PUT" || name == "PATCH" }

    /// A name that can be sent (RFC 9110 section 9.1: a token).
    public var isValid: Bool { !name.isEmpty && name.utf8.allSatisfy(\.isToken) }
}

/// What the head of an answer says about the message itself.
public struct ResponseHead: Sendable, Equatable {
    /// How the body is coded (RFC 9110 section 8.4).
    public enum Coding: UInt8, Sendable {
        /// As it is.
        case identity
        /// `gzip` or `x-gzip`.
        case gzip
        /// `deflate`.
        case deflate
        /// Something else, or several.
        case other
    }

    /// Where the body ends (RFC 9112 section 6.3).
    public enum Framing: UInt8, Sendable {
        /// There is no body.
        case none
        /// After ``contentLength`` bytes.
        case length
        /// With the last chunk.
        case chunked
        /// With the connection.
        case close
    }

    /// The status code, 100 to 999; 0 before there is one.
    public internal(set) var status = 0
    /// The answer is HTTP/1.1 or later in that line.
    public internal(set) var isVersion11 = true
    /// `Content-Length`, or -1. Without a body (HEAD, 304) it is what the body would have.
    public internal(set) var contentLength = -1
    /// Where the body ends; known when the head is whole.
    public internal(set) var framing = Framing.none
    /// How the body is coded.
    public internal(set) var coding = Coding.identity
    /// There is at least one `Set-Cookie` line.
    public internal(set) var setsCookies = false
    /// There is a `Location` line.
    public internal(set) var hasLocation = false
    /// Some header goes on in a second line (obs-fold); ``FieldLines/unfold(_:)`` makes one line of it.
    public internal(set) var isFolded = false
    /// Header lines.
    public internal(set) var fields = 0

    /// Lines after the last chunk.
    public internal(set) var trailers = 0

    /// `Transfer-Encoding: chunked`.
    var isChunked = false
    /// `Connection: close`.
    var saysClose = false
    /// `Connection: keep-alive`.
    var saysKeepAlive = false
    /// There is a `Transfer-Encoding` with a `Content-Length` or in HTTP/1.0 (RFC 9112 section 6.1).
    var isAmbiguous: Bool { isChunked && (contentLength >= 0 || !isVersion11) }

    /// Nothing is known yet.
    public init() {}
}

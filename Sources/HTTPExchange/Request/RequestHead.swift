/// The head of a step's requests, rendered once: constant bytes, and between them what each request fills in.
///
/// What is sent is the request line with the path as written (no dot segments removed), `Host`, `User-Agent` unless the
/// scenario has its own, the scenario's lines in their order and spelling, `Cookie` from the user's jar, and
/// `Content-Length` where there is a body or the method expects one (RFC 9110 section 8.6). Nothing else.
///
/// A plain value around memory that lives until ``free()``: made before the run, used on the hot path.
public struct RequestHead {
    /// What ends a run of constant bytes.
    enum Joint: UInt8 {
        /// The next place, in the path or query.
        case target
        /// The same, behind which the target ends.
        case value
        /// Cookies of the jar as a whole line.
        case cookieLine
        /// Cookies of the jar behind those that the scenario gives.
        case moreCookies
        /// The body's length.
        case length
        /// Whole lines of one request.
        case lines
        /// The head's end.
        case end
    }

    /// Constant bytes up to `end`, then a joint.
    struct Piece {
        var end: Int
        var joint: Joint
        var place: Int32
        /// The constant bytes behind the joint are the target's up to here.
        var targetEnd: Int
    }

    let text: UnsafeMutableBufferPointer<UInt8>
    let pieces: UnsafeMutableBufferPointer<Piece>
    private let places: UnsafeMutableBufferPointer<Int32>
    /// The request is a HEAD: its answer has no body.
    public let isHead: Bool
    /// The request asks the service to close the connection (`Connection: close`, RFC 9112 section 9.6).
    public let closes: Bool
    /// The request may go out again where a connection ended before an answer began.
    public let isIdempotent: Bool

    /// Renders what is constant.
    public init(_ parts: RequestParts) throws(RequestFailure) {
        var layout = RequestLayout()
        try layout.add(parts)
        text = .allocate(capacity: layout.text.count)
        _ = text.initialize(from: layout.text)
        pieces = .allocate(capacity: layout.pieces.count)
        _ = pieces.initialize(from: layout.pieces)
        places = .allocate(capacity: layout.places.count)
        _ = places.initialize(from: layout.places)
        isHead = parts.method.name == "HEAD"
        closes = layout.closes
        isIdempotent = parts.method.isIdempotent
    }

    /// How many places each request fills, in the order in which they are sent.
    @inline(__always)
    public var placeCount: Int { places.count }

    /// The caller's number of the place that is filled at this position.
    @inline(__always)
    public func place(_ position: Int) -> Int { Int(places[position]) }

    /// The whole head, where nothing in it changes from request to request.
    public var constant: UnsafeRawBufferPointer? { pieces.count == 1 ? UnsafeRawBufferPointer(text) : nil }

    /// Gives the memory back.
    public func free() {
        text.deallocate()
        pieces.deallocate()
        places.deallocate()
    }
}

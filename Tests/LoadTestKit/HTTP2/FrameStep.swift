/// What a ``FrameServer`` does after a request has come.
public enum FrameStep: Sendable, Equatable {
    /// A whole answer to the request, or to another stream of its connection.
    case answer(Int = 200, stream: UInt32? = nil)
    /// The stream's headers alone.
    case begin(Int = 200)
    /// Resets the stream with an error code (RFC 9113 section 7).
    case reset(ErrorCode, stream: UInt32? = nil)
    /// Says that streams above a number are not served (RFC 9113 section 6.8).
    case goAway(last: UInt32, ErrorCode = .none)
    /// Closes the connection.
    case close
    /// Waits until the client closes its side, 10 seconds at most.
    case awaitClose

    /// Error codes of RFC 9113 section 7.
    public enum ErrorCode: UInt32, Sendable {
        case none = 0
        case internalError = 2
        case refusedStream = 7
        case enhanceYourCalm = 11
        case http11Required = 13
    }
}

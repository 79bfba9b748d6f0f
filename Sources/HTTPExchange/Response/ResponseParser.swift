import Groundwork

/// Reads answers of HTTP/1.1 (RFC 9112) as their bytes arrive, wherever they are cut.
///
/// ```
/// parser.begin(isHead: false)
/// while true {
///     switch parser.next(&input) { … }        // until .more, .end or .failed
/// }
/// ```
///
/// Lines that arrive whole are read where they are. One that is cut by the end of the input is kept until its rest has
/// come; memory for that is taken at the first such line and stays. Nothing else is allocated.
///
/// What it accepts beyond RFC 9112, since browsers do: a line feed alone as line break, a status line without the blank
/// before an empty reason, blanks after a chunk's size. A line without a colon and a name that is not a token are handed
/// over and not interpreted. Continuation lines (obs-fold) are read as one value with blanks (RFC 9112 section 5.2).
///
/// A plain value around a pointer: its owner keeps it in long-lived memory and calls ``free()``.
public struct ResponseParser {
    enum State: UInt8 {
        case statusLine, fields, fixed, untilClose
        case chunkSize, chunkExtension, chunkData, chunkEnd, trailers
        case finished, failed
    }

    var state = State.finished
    /// What is known of the answer's head so far; all of it from ``ResponseEvent/head(_:)`` on.
    public internal(set) var head = ResponseHead()
    /// Why the bytes are not an answer.
    public internal(set) var failure = ResponseFailure.none
    /// Interim answers (1xx) so far.
    public internal(set) var interim = 0
    /// The beginning of a line whose rest has not come.
    var carried = GrowingBytes()
    /// What is carried was handed over and may be forgotten.
    var isCarriedDone = false
    /// Bytes of the head's lines so far, without the one under way.
    var headBytes = 0
    /// Body bytes that are missing, or those of the chunk.
    var missing = 0
    /// Digits of a chunk's size, or bytes of its extensions.
    var chunkCount = 0
    /// A carriage return was the last byte of a chunk's line.
    var sawReturn = false
    /// A semicolon has come after a chunk's size.
    var isInExtension = false
    var isHead = false
    var maySwitch = false
    var requestCloses = false
    /// A byte of the answer has come.
    public internal(set) var hasBegun = false

    /// A parser without memory; ``begin(isHead:closes:maySwitch:)`` comes first.
    public init() {}

    /// Expects the answer to a request.
    /// - Parameters:
    ///   - isHead: the request is a HEAD; its answer has no body.
    ///   - closes: the request says `Connection: close`.
    ///   - maySwitch: the request asks for another protocol, so a 101 ends the answer.
    public mutating func begin(isHead: Bool, closes: Bool = false, maySwitch: Bool = false) {
        state = .statusLine
        head = ResponseHead()
        interim = 0
        failure.forget()
        // A line of a hundred thousand bytes may have been kept; users are many.
        if carried.capacity > 4 << 10 { carried.free() } else { carried.clear() }
        isCarriedDone = false
        headBytes = 0
        self.isHead = isHead
        requestCloses = closes
        self.maySwitch = maySwitch
        hasBegun = false
    }

    /// The next thing in the input, which is moved past it.
    public mutating func next(_ input: inout UnsafeRawBufferPointer) -> ResponseEvent {
        if isCarriedDone {
            carried.clear()
            isCarriedDone = false
        }
        switch state {
        case .statusLine, .fields, .trailers: return readLines(&input)
        case .fixed, .chunkData: return readBody(&input)
        case .untilClose:
            guard input.count > 0 else { return .more }
            let piece = input
            input = input.slice(input.count, input.count)
            return .body(piece)
        case .chunkSize, .chunkExtension, .chunkEnd: return readChunks(&input)
        case .finished: return .end
        case .failed: return .failed
        }
    }

    /// The connection was closed by the service: the end of an answer without a length, otherwise a failure.
    public mutating func endOfInput() -> ResponseEvent {
        switch state {
        case .statusLine where !hasBegun && interim == 0: return failAtEnd(.closedBeforeAnswer)
        case .statusLine, .fields: return failAtEnd(.closedInHead)
        case .fixed: return failAtEnd(.closedInBody, missing)
        case .chunkSize, .chunkExtension, .chunkData, .chunkEnd, .trailers:
            return failAtEnd(.closedInChunks)
        case .untilClose:
            state = .finished
            return .end
        case .finished: return .end
        case .failed: return .failed
        }
    }

    private mutating func failAtEnd(_ kind: ResponseFailure.Kind, _ missing: Int = 0) -> ResponseEvent {
        _ = refuse(kind, number: missing)
        return fail()
    }

    /// After ``ResponseEvent/end``: the connection may carry another request (RFC 9112 section 9.3).
    public var keepsAlive: Bool {
        guard state == .finished, !requestCloses, !head.saysClose, head.framing != .close, head.status != 101,
            !head.isAmbiguous
        else { return false }
        return head.isVersion11 || head.saysKeepAlive
    }

    /// Gives the memory back.
    public mutating func free() {
        carried.free()
        self = ResponseParser()
    }
}

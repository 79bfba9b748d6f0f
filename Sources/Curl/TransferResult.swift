public import Groundwork

/// How one transfer ended.
public struct TransferResult {
    /// Which slot.
    public var slot: Int
    /// The result.
    public var code: CurlCode
    /// The error number of a failed connect, or 0.
    public var systemError: Int32
    /// HTTP status; 0 where there was no answer.
    public var status: Int
    /// Connections that had to be opened.
    public var newConnections: Int
    /// Round trips that the last TLS handshake took; 0 where there was none, or where they are not known.
    public var handshakeRounds: Int
    /// Redirects that were followed.
    public var redirects: Int
    /// Times that a request went out again since a used connection had ended before its answer began.
    public var resent = 0
    /// Bytes received with headers.
    public var bytesIn: Int
    /// Bytes sent with headers.
    public var bytesOut: Int
    /// In which parts its time went.
    public var phases: PhaseTimes

    /// A result; times are 0 where they are not said.
    public init(
        slot: Int,
        code: CurlCode = .ok,
        systemError: Int32 = 0,
        status: Int,
        newConnections: Int = 0,
        handshakeRounds: Int = 0,
        redirects: Int = 0,
        bytesIn: Int = 0,
        bytesOut: Int = 0,
        phases: PhaseTimes = PhaseTimes()
    ) {
        self.slot = slot
        self.code = code
        self.systemError = systemError
        self.status = status
        self.newConnections = newConnections
        self.handshakeRounds = handshakeRounds
        self.redirects = redirects
        self.bytesIn = bytesIn
        self.bytesOut = bytesOut
        self.phases = phases
    }

    /// Adds what the requests before it took, which redirects have led on from.
    public mutating func add(_ before: TransferResult) {
        newConnections += before.newConnections
        redirects += before.redirects
        resent += before.resent
        bytesIn += before.bytesIn
        bytesOut += before.bytesOut
        phases += before.phases
        if handshakeRounds == 0 { handshakeRounds = before.handshakeRounds }
    }
}

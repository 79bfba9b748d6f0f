public import Groundwork

/// One connection to a service: made by libcurl, then spoken on by whoever asked for it.
public struct ClientConnection {
    /// Where a connection is in its life.
    public enum State: UInt8, Sendable {
        /// Not made yet, or over; it can be opened.
        case closed
        /// libcurl looks the name up, connects, agrees on TLS.
        case connecting
        /// Bytes can be sent and received.
        case open
    }

    /// Where it is in its life.
    public internal(set) var state = State.closed
    /// What it took to make it the last time; connect contains what a proxy takes to lead on.
    public internal(set) var opening = PhaseTimes()
    /// Round trips of the TLS handshake; 0 where there was none, or where they are not known.
    public internal(set) var handshakeRounds = 0
    /// The error number of a failed connect, or 0.
    public internal(set) var systemError: Int32 = 0
    /// Whose it is; the owner's number of itself.
    public var owner: Int32 = -1
    /// The next one in a list of its owner's, or -1.
    public var next: Int32 = -1
    /// Number of the origin that it leads to, as its owner counts them.
    public var origin: Int32 = -1
    /// An answer has come on it since it was opened.
    public var wasUsed = false

    var socket: Int32 = -1
    /// What makes it, or carries it (TLS); -1 where nothing does.
    var dialer: Int32 = -1
    var multi: Int32 = 0
    /// Number of the options that it was opened with.
    var options: Int32 = 0
    var isSecure = false
}

/// Where a connection leads.
public struct ConnectionTarget: Sendable, Hashable {
    /// `http://host:port` or `https://host:port`, as the service is named in URLs: for TLS and for a proxy.
    public var origin: String
    /// Number of the endpoint whose addresses are connected to.
    public var endpoint: Int
    /// The port that is connected to.
    public var port: Int
    /// By TLS.
    public var isSecure: Bool

    /// A target.
    public init(origin: String, endpoint: Int, port: Int, isSecure: Bool) {
        self.origin = origin
        self.endpoint = endpoint
        self.port = port
        self.isSecure = isSecure
    }
}

/// A part of a request's response time, in the order in which they pass.
public enum RequestPhase: String, Sendable, Codable, Hashable, CaseIterable {
    /// From the moment at which the request was due to its send: in the generator, or for a free user.
    case queueing
    /// Name lookup.
    case lookup
    /// TCP connect.
    case connect
    /// TLS handshake.
    case tls
    /// From the request written, or as much of it as the connection took at once, to the first byte of the answer: the
    /// rest of a long body, the service at work, and the way there and back. Interim answers (1xx) are part of it.
    case wait
    /// From the first byte to the last.
    case transfer
    /// What no clock of its own covers: taking a connection, writing the request, a try that got no answer.
    case rest

    /// Its name in reports.
    public var name: String {
        switch self {
        case .queueing: "queueing"
        case .lookup: "name lookup"
        case .connect: "connect"
        case .tls: "TLS"
        case .wait: "wait"
        case .transfer: "transfer"
        case .rest: "rest"
        }
    }
}

/// What a duration in a histogram was measured from and to.
public enum SampleClock: String, Sendable, Hashable, Codable, CaseIterable {
    /// From the intended start to the last byte: what a user waits, and what objectives judge.
    case response
    /// From the actual send to the last byte: what the service did.
    case service
    /// From the intended start to the actual send: what the generator added.
    case lateness
    /// Name lookup, of requests that made one.
    case lookup
    /// TCP connect, of requests that opened a connection.
    case connect
    /// TLS handshake, of requests that made one.
    case tls
    /// From the request written to the first byte of the answer.
    case wait
    /// From the first byte to the last.
    case transfer

    /// The clocks whose histograms have three significant digits; the others have two.
    public var isPrecise: Bool { self == .response || self == .service }

    /// Its place among all clocks.
    @usableFromInline var position: Int {
        switch self {
        case .response: 0
        case .service: 1
        case .lateness: 2
        case .lookup: 3
        case .connect: 4
        case .tls: 5
        case .wait: 6
        case .transfer: 7
        }
    }
}

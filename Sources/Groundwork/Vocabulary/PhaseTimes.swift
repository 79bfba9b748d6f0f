/// What the timed parts of one request took, in nanoseconds; 0 where a request had no such part.
///
/// Queueing is not among them, which is of the user and not of the request, nor the rest, which is what they leave.
public struct PhaseTimes: Sendable, Hashable {
    /// Name lookup, where a connection was opened.
    public var lookup: Nanoseconds
    /// TCP connect, where a connection was opened.
    public var connect: Nanoseconds
    /// TLS handshake, where one was made.
    public var tls: Nanoseconds
    /// From the request written to the first byte of the answer.
    public var wait: Nanoseconds
    /// From the first byte to the last.
    public var transfer: Nanoseconds

    /// Times; 0 where they are not said.
    @inlinable
    public init(
        lookup: Nanoseconds = 0,
        connect: Nanoseconds = 0,
        tls: Nanoseconds = 0,
        wait: Nanoseconds = 0,
        transfer: Nanoseconds = 0
    ) {
        self.lookup = lookup
        self.connect = connect
        self.tls = tls
        self.wait = wait
        self.transfer = transfer
    }

    /// The time of a part; 0 for queueing and the rest.
    @inlinable
    public subscript(phase: RequestPhase) -> Nanoseconds {
        switch phase {
        case .lookup: lookup
        case .connect: connect
        case .tls: tls
        case .wait: wait
        case .transfer: transfer
        case .queueing, .rest: 0
        }
    }

    /// Until a connection was open.
    @inlinable
    public var opening: Nanoseconds { lookup &+ connect &+ tls }

    /// Adds the parts of another way, such as a redirect's or a modelled one.
    @inlinable
    public static func += (times: inout PhaseTimes, more: PhaseTimes) {
        times.lookup &+= more.lookup
        times.connect &+= more.connect
        times.tls &+= more.tls
        times.wait &+= more.wait
        times.transfer &+= more.transfer
    }
}

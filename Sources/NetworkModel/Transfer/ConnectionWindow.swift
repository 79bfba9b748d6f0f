/// A modelled connection's congestion windows, in segments: plain memory, one a user.
public struct ConnectionWindow: Sendable, Hashable {
    /// Bytes of a segment: an Ethernet frame without the headers of IPv4, TCP and its time stamps.
    public static let segment = 1448
    /// Segments that may be sent at once on a new connection (RFC 6928).
    public static let initial: UInt32 = 10
    /// Segments at most: about Linux's largest receive buffer (`tcp_rmem`, 6 MiB).
    static let largest: UInt32 = 4096

    /// Segments towards the user.
    public var down = ConnectionWindow.initial
    /// Segments from the user.
    public var up = ConnectionWindow.initial
    /// When the last answer was over, nanoseconds on the clock of the load; 0 before the first.
    public var lastUsed: UInt64 = 0

    /// A new connection.
    public init() {}

    /// A connection that was idle for longer than its retransmission timeout halves its windows for each further one,
    /// down to the initial window (RFC 2861; `tcp_slow_start_after_idle`, on by default, tcp(7)).
    public mutating func wake(at now: UInt64, retransmission: UInt64) {
        guard lastUsed > 0, now > lastUsed, retransmission > 0 else { return }
        var halvings = (now - lastUsed) / retransmission
        while halvings > 0, down > Self.initial || up > Self.initial {
            down = max(Self.initial, down / 2)
            up = max(Self.initial, up / 2)
            halvings -= 1
        }
    }
}

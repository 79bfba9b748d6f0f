/// A modelled connection's congestion windows: plain memory, one a user.
public struct ConnectionWindow: Sendable, Hashable {
    /// Bytes of a segment: an Ethernet frame without the headers of IPv4, TCP and its time stamps.
    public static let segment = 1448

    /// Towards the user.
    public internal(set) var down = CongestionWindow()
    /// From the user.
    public internal(set) var up = CongestionWindow()
    /// When the last answer was over, nanoseconds on the clock of the load; 0 before the first.
    public var lastUsed: UInt64 = 0

    /// A new connection.
    public init() {}

    /// A connection that was idle for longer than its retransmission timeout has smaller windows.
    public mutating func wake(at now: UInt64, retransmission: UInt64) {
        guard lastUsed > 0, now > lastUsed, retransmission > 0 else { return }
        let timeouts = (now - lastUsed) / retransmission
        down.wake(afterTimeouts: timeouts)
        up.wake(afterTimeouts: timeouts)
    }
}

/// How much of one direction of a connection may be on its way at once, in segments: as RFC 5681 has it, counted in
/// flights instead of single acknowledgements.
public struct CongestionWindow: Sendable, Hashable {
    /// Segments that may be sent at once on a new connection (RFC 6928).
    public static let initial: UInt32 = 10
    /// Segments at most: about Linux's largest receive buffer (`tcp_rmem`, 6 MiB).
    static let largest: UInt32 = 4096
    /// Segments behind a lost one that make the sender notice without a timeout (RFC 5681 section 3.2).
    static let duplicates: UInt32 = 3

    /// Segments.
    public internal(set) var segments = CongestionWindow.initial
    /// Below it a flight without loss doubles the window, above it adds a segment.
    public internal(set) var threshold = UInt32.max
    /// Segments more in the next flight: slow start had sent them when it noticed the loss.
    private var surplus: UInt32 = 0

    /// Of a new connection.
    public init() {}

    /// Segments of the next flight, if there are so many.
    var flight: UInt32 { segments &+ surplus }

    /// A flight arrived. A window grows only while it is what limits: to twice what was on its way
    /// (tcp_is_cwnd_limited in Linux).
    mutating func arrived(_ flight: UInt32) {
        surplus = 0
        guard segments < flight &* 2 else { return }
        let doubled = min(segments &+ flight, flight &* 2)
        if doubled <= threshold {
            segments = min(doubled, Self.largest)
        } else {
            segments = segments < threshold ? threshold : min(segments &+ 1, Self.largest)
        }
    }

    /// One of a flight's segments was lost, which those behind it tell. What was acknowledged before it has let as many
    /// new ones go, in slow start twice as many; half of what was out then stays (RFC 5681 section 3.2).
    mutating func lost(behind: UInt32, of flight: UInt32) {
        let wasSlowStart = threshold == .max
        threshold = max(2, (flight &+ behind) / 2)
        segments = min(threshold, Self.largest)
        surplus = wasSlowStart && behind &* 2 > threshold ? behind &* 2 &- threshold : 0
    }

    /// A loss that only the timeout told (RFC 5681 section 3.1); the threshold goes by the window, as in Linux.
    mutating func timedOut() {
        threshold = max(2, segments / 2)
        segments = 1
        surplus = 0
    }

    /// Halves for each timeout of idle time down to the initial window, and may come back quickly to three quarters
    /// (RFC 2861; `tcp_slow_start_after_idle`, on by default, tcp(7)).
    mutating func wake(afterTimeouts timeouts: UInt64) {
        guard timeouts > 0 else { return }
        surplus = 0
        threshold = max(threshold, segments / 4 &* 3)
        var halvings = timeouts
        while halvings > 0, segments > Self.initial {
            segments = max(Self.initial, segments / 2)
            halvings -= 1
        }
    }
}

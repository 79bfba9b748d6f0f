import Foundation
public import LoadPlan

/// What the distance costs a request, as far as the request really crosses it: each round trip is one draw of the
/// profile, each byte its share of the bandwidth, each lost segment a retransmission.
///
/// TCP as Linux speaks it: initial window of ten segments (RFC 6928), slow start doubles it each round (RFC 5681), the
/// window outlives the request and shrinks with idle time (RFC 2861). Not modelled: congestion avoidance and CUBIC's
/// early end of slow start, delayed acknowledgements, other traffic on the user's line.
///
/// All methods only compute: no clock, no allocation. Nanoseconds.
public struct DistanceModel: Sendable {
    /// The retransmission timeout before a round trip was ever measured (RFC 6298 section 2).
    static let firstTimeout: UInt64 = 1_000_000_000
    /// Segments in flight behind a lost one that make the sender notice without a timeout (RFC 5681 section 3.2).
    static let duplicates: UInt32 = 3

    /// A gigabyte: nothing larger is a request of a user, and it bounds the arithmetic.
    static let mostBytes = 1 << 30

    /// Draws its round trips.
    public let sampler: RoundTripSampler

    /// The model of a profile.
    public init(_ profile: NetworkProfile) {
        sampler = RoundTripSampler(profile)
    }

    /// Where a user is: its line and its own numbers.
    public struct Traveller: Sendable {
        /// The line of the profile.
        public var line: Int32
        /// The user's numbers for this iteration.
        public var random: SeededRandom
        /// Its connection's windows.
        public var window = ConnectionWindow()

        /// A user on a line.
        public init(line: Int, random: SeededRandom) {
            self.line = Int32(truncatingIfNeeded: line)
            self.random = random
        }
    }

    /// The round trip of a name lookup: the name server stands at the user's own exchange.
    public func lookup(_ user: inout Traveller) -> UInt64 {
        sampler.drawAccess(line: Int(user.line), &user.random)
    }

    /// The round trip of a TCP handshake. It opens new windows; a lost SYN is sent again after a second, then two.
    public func connect(_ user: inout Traveller) -> UInt64 {
        user.window = ConnectionWindow()
        let loss = sampler.facts(Int(user.line)).loss
        var time: UInt64 = 0
        var timeout = Self.firstTimeout
        while loss > 0, timeout < 16 * Self.firstTimeout, user.random.unit() < loss {
            time &+= timeout
            timeout &*= 2
        }
        return time &+ roundTrip(&user)
    }

    /// So many round trips of a TLS handshake: one for TLS 1.3 and for a resumption, two for a full TLS 1.2 handshake
    /// (RFC 8446 section 2, RFC 5246 section 7.3).
    public func handshake(rounds: Int, _ user: inout Traveller) -> UInt64 {
        var time: UInt64 = 0
        for _ in 0..<min(max(0, rounds), 4) {
            time &+= roundTrip(&user)
            time &+= repeated(1, &user, down: true)
        }
        return time
    }

    /// One round trip.
    public func roundTrip(_ user: inout Traveller) -> UInt64 {
        sampler.draw(line: Int(user.line), &user.random)
    }

    /// Time from the first byte of a request at the user to its last byte there being sent: what the windows and the
    /// bandwidth of the user's line hold back.
    public func upload(bytes: Int, at now: UInt64, _ user: inout Traveller) -> UInt64 {
        let facts = sampler.facts(Int(user.line))
        user.window.wake(at: now, retransmission: facts.retransmission)
        return flights(bytes, facts.upPerByte, &user, down: false)
    }

    /// Time from an answer's first byte at the user to its last.
    public func download(bytes: Int, _ user: inout Traveller) -> UInt64 {
        flights(bytes, sampler.facts(Int(user.line)).downPerByte, &user, down: true)
    }

    /// Slow start: a flight as large as the window, then a round trip until the next one.
    private func flights(_ bytes: Int, _ perByte: Double, _ user: inout Traveller, down: Bool) -> UInt64 {
        guard bytes > 0 else { return 0 }
        let bytes = min(bytes, Self.mostBytes)
        var left = UInt64(bytes &+ ConnectionWindow.segment &- 1) / UInt64(ConnectionWindow.segment)
        var rest = Double(bytes)
        var time: UInt64 = 0
        while left > 0 {
            let window = down ? user.window.down : user.window.up
            let flight = UInt32(min(left, UInt64(window)))
            left -= UInt64(flight)
            let sent = min(rest, Double(flight) * Double(ConnectionWindow.segment))
            rest -= sent
            let sending = UInt64(min(sent * perByte, 1e15))
            time &+= repeated(flight, &user, down: down)
            // A window grows only while it is what limits (tcp_is_cwnd_limited in Linux).
            let before = down ? user.window.down : user.window.up
            if before < flight &* 2 {
                let grown = min(before &+ flight, ConnectionWindow.largest)
                if down { user.window.down = grown } else { user.window.up = grown }
            }
            guard left > 0 else { return time &+ sending }
            time &+= max(roundTrip(&user), sending)
        }
        return time
    }

    /// What the loss of a segment of a flight costs: another round trip where enough segments follow it, else the
    /// retransmission timeout, doubled each time that the repetition is lost too.
    private func repeated(_ flight: UInt32, _ user: inout Traveller, down: Bool) -> UInt64 {
        let facts = sampler.facts(Int(user.line))
        guard facts.loss > 0, flight > 0 else { return 0 }
        guard user.random.unit() >= pow(1 - facts.loss, Double(flight)) else { return 0 }
        var time: UInt64
        if flight > Self.duplicates, user.random.below(UInt64(flight)) < UInt64(flight - Self.duplicates) {
            time = roundTrip(&user)
            if down {
                user.window.down = max(2, user.window.down / 2)
            } else {
                user.window.up = max(2, user.window.up / 2)
            }
        } else {
            time = facts.retransmission
            if down { user.window.down = ConnectionWindow.initial } else { user.window.up = ConnectionWindow.initial }
        }
        var timeout = facts.retransmission
        while timeout < 16 &* facts.retransmission, user.random.unit() < facts.loss {
            timeout &*= 2
            time &+= timeout
        }
        return time
    }
}

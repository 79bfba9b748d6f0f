import Foundation
public import Groundwork
public import LoadPlan

/// What the distance costs a request, as far as the request really crosses it: each round trip is one draw of the
/// profile, each byte its share of the bandwidth, each lost segment a retransmission.
///
/// TCP as Linux speaks it: initial window of ten segments (RFC 6928), slow start doubles it each round until a loss, then
/// it grows by one (RFC 5681), and with idle time it shrinks (RFC 2861). Not modelled: CUBIC, delayed acknowledgements,
/// tail loss probes, lost acknowledgements, other traffic on the user's line.
///
/// All methods only compute: no clock, no allocation. Nanoseconds.
public struct DistanceModel: Sendable {
    /// The retransmission timeout before a round trip was ever measured (RFC 6298 section 2).
    static let firstTimeout: UInt64 = 1_000_000_000
    /// A gigabyte: nothing larger is a request of a user, and it bounds the arithmetic.
    static let mostBytes = 1 << 30

    /// Segments that are sent again at most: a line that loses nearly all of them must not hold the generator.
    static let mostRepetitions = 1000

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
        var window = user.window.down
        for _ in 0..<min(max(0, rounds), 4) {
            time &+= roundTrip(&user)
            if lostSegment(of: 1, &user) != nil { time &+= repeatedLast(0, of: 1, &window, &user) }
        }
        user.window.down = window
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
        var window = user.window.up
        defer { user.window.up = window }
        return flights(bytes, facts.upPerByte, &window, &user)
    }

    /// Time from an answer's first byte at the user to its last.
    public func download(bytes: Int, _ user: inout Traveller) -> UInt64 {
        var window = user.window.down
        defer { user.window.down = window }
        return flights(bytes, sampler.facts(Int(user.line)).downPerByte, &window, &user)
    }

    /// A flight as large as the window, then a round trip until the next one.
    private func flights(
        _ bytes: Int,
        _ perByte: Double,
        _ window: inout CongestionWindow,
        _ user: inout Traveller
    ) -> UInt64 {
        guard bytes > 0 else { return 0 }
        let bytes = min(bytes, Self.mostBytes)
        var left = UInt64(bytes &+ ConnectionWindow.segment &- 1) / UInt64(ConnectionWindow.segment)
        var rest = Double(bytes)
        var time: UInt64 = 0
        var repetitions = 0
        while true {
            let flight = UInt32(min(left, UInt64(window.flight)))
            left -= UInt64(flight)
            let sent = min(rest, Double(flight) * Double(ConnectionWindow.segment))
            rest -= sent
            let sending = UInt64(min(sent * perByte, 1e15))
            let lost = lostSegment(of: flight, &user)
            if let lost, left > 0, repetitions < Self.mostRepetitions {
                // Those of the next flight tell at the latest; what was lost goes with it.
                window.lost(behind: lost, of: flight)
                time &+= repeatedLater(&window, &user)
                repetitions += 1
                left += 1
                rest += Double(ConnectionWindow.segment)
            } else if let lost {
                time &+= repeatedLast(lost, of: flight, &window, &user)
            } else {
                window.arrived(flight)
            }
            guard left > 0 else { return time &+ sending }
            time &+= max(roundTrip(&user), sending)
        }
    }

    /// Which segment of a flight is lost, if one is: how many stand before it.
    private func lostSegment(of flight: UInt32, _ user: inout Traveller) -> UInt32? {
        let loss = sampler.facts(Int(user.line)).loss
        guard loss > 0, flight > 0, user.random.unit() >= pow(1 - loss, Double(flight)) else { return nil }
        return UInt32(truncatingIfNeeded: user.random.below(UInt64(flight)))
    }

    /// The repetition of a segment on which others follow costs no time of its own unless it is lost too: then the
    /// timeout passes, of which the flights that go on meanwhile hide two round trips.
    private func repeatedLater(_ window: inout CongestionWindow, _ user: inout Traveller) -> UInt64 {
        let facts = sampler.facts(Int(user.line))
        guard user.random.unit() < facts.loss else { return 0 }
        window.timedOut()
        let hidden = roundTrip(&user) &+ roundTrip(&user)
        return facts.retransmission > hidden ? facts.retransmission - hidden : 0
    }

    /// A segment of the last flight is repeated: after another round trip where enough segments follow it, otherwise
    /// after the timeout, which what arrived before it has begun anew (RFC 6298 section 5.3); doubled each time that
    /// the repetition is lost too.
    private func repeatedLast(
        _ before: UInt32,
        of flight: UInt32,
        _ window: inout CongestionWindow,
        _ user: inout Traveller
    ) -> UInt64 {
        let facts = sampler.facts(Int(user.line))
        var time: UInt64 = 0
        if flight - before > CongestionWindow.duplicates {
            window.lost(behind: before, of: flight)
            time = roundTrip(&user)
        } else {
            window.timedOut()
            time = facts.retransmission &+ (before > 0 ? roundTrip(&user) : 0)
        }
        var timeout = facts.retransmission
        while timeout < 16 &* facts.retransmission, user.random.unit() < facts.loss {
            timeout &*= 2
            time &+= timeout
        }
        return time
    }
}

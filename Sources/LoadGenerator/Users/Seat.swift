/// A user's place among those of a shard, from 0. Who sits there changes in an open load.
struct Seat: Hashable, Sendable, CustomStringConvertible {
    private let raw: Int32

    @inline(__always)
    init(_ number: Int) { raw = Int32(truncatingIfNeeded: number) }

    @inline(__always)
    var int: Int { Int(raw) }

    var description: String { "seat \(raw)" }
}

/// One of the connections on which a user's requests are under way, one each: lane *l* of a seat is number
/// *l* × seats + seat, and that is its number at the transport too.
struct Lane: Hashable, Sendable, CustomStringConvertible {
    private let raw: Int32

    @inline(__always)
    init(_ number: Int) { raw = Int32(truncatingIfNeeded: number) }

    /// The first lane of a seat: the only one, but for requests at the same time.
    @inline(__always)
    init(_ seat: Seat) { self.init(seat.int) }

    @inline(__always)
    var int: Int { Int(raw) }

    var description: String { "lane \(raw)" }
}

/// A race as one shard sees it.
struct RaceState {
    /// From the last `ready` to the start: time for the message to reach every shard, busy ones included.
    static let notice: UInt64 = 5_000_000

    /// Seats of its users on this shard.
    var seats: Range<Int>
    /// The flow's own user, on the shard that leads.
    var caller: Seat?
    /// Users that have not come to the start, and those that have not come to the end.
    var preparing = 0
    var open = 0
    /// They have begun: who comes to an end is no longer one that was lost on the way to the start.
    var isReleased = false
    /// When they begin.
    var due = UInt64.max
    /// Shards that have said so (leader only).
    var shardsReady = 0
    var shardsFinished = 0
    /// What came of it.
    var result = RaceResult()
}

import LoadPlan

/// A race as one shard sees it.
struct RaceState {
    /// From the last `ready` to the start: time for the message to reach every shard, busy ones included.
    static let notice: UInt64 = 5_000_000

    /// Seats of its users on this shard.
    var seats: Range<Int>
    /// The seat of the flow's own user, on the shard that leads.
    var leader = -1
    /// Users that have not come to the start, and those that have not come to the end.
    var preparing = 0
    var open = 0
    /// When they begin.
    var due = UInt64.max
    /// Shards that have said so (leader only).
    var shardsReady = 0
    var shardsFinished = 0
    /// What came of it.
    var result = RaceResult()
}

/// What came of a race on one shard, or on all.
struct RaceResult: Sendable, Hashable {
    /// It was begun; every user has come to its end.
    var isBegun = false
    var isFinished = false
    /// Users, and those that failed before it began.
    var users = 0
    var lost = 0
    /// Requests, those without an answer, and the others by status.
    var requests: UInt64 = 0
    var unanswered: UInt64 = 0
    var statuses: [Int: UInt64] = [:]
    /// When the first and the last user sent its first request.
    var firstSent = UInt64.max
    var lastSent: UInt64 = 0

    /// Several shards' parts together.
    init(_ parts: [RaceResult] = []) {
        guard !parts.isEmpty else { return }
        isBegun = parts.allSatisfy(\.isBegun)
        isFinished = parts.allSatisfy(\.isFinished)
        for part in parts {
            users += part.users
            lost += part.lost
            requests += part.requests
            unanswered += part.unanswered
            statuses.merge(part.statuses) { $0 + $1 }
            firstSent = min(firstSent, part.firstSent)
            lastSent = max(lastSent, part.lastSent)
        }
    }
}

/// Seats that a shard keeps beside those of the load's users: for flows that run once, and for the users of races.
struct ExtraSeats {
    /// Of each flow that runs once, on shard 0: the flow and its seat.
    var once: [(flow: Int, seat: Int)] = []
    /// Of each race, this shard's seats.
    var races: [Range<Int>] = []
    /// How many.
    var count = 0

    init(_ plan: Plan, shard: Int, shards: Int, after first: Int) {
        if shard == 0 {
            for (index, flow) in plan.flows.enumerated() where flow.startsAt != nil {
                once.append((index, first + count))
                count += 1
            }
        }
        for race in plan.races {
            let seats = max(0, (race.users - shard + shards - 1) / shards)
            races.append(first + count..<first + count + seats)
            count += seats
        }
    }
}

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

/// Time limits of requests under way.
///
/// Requests with the same limit run out in the order in which they were sent, so each distinct limit has one list,
/// linked through preallocated memory: adding and removing cost a few moves, where a heap or libcurl's own timers
/// would cost a search. A scenario has a handful of distinct limits.
struct TimeoutQueue: ~Copyable {
    private struct Link {
        var previous: Int32 = -1
        var next: Int32 = -1
        var list: Int32 = -1
        var deadline: UInt64 = 0
    }

    private let links: UnsafeMutablePointer<Link>
    private let heads: UnsafeMutablePointer<Int32>
    private let tails: UnsafeMutablePointer<Int32>
    private let limits: [UInt64]

    /// Lists for these distinct limits (nanoseconds) and users 0..<capacity.
    init(limits: [UInt64], capacity: Int) {
        self.limits = limits
        links = .allocate(capacity: max(1, capacity))
        links.initialize(repeating: Link(), count: max(1, capacity))
        heads = .allocate(capacity: max(1, limits.count))
        heads.initialize(repeating: -1, count: max(1, limits.count))
        tails = .allocate(capacity: max(1, limits.count))
        tails.initialize(repeating: -1, count: max(1, limits.count))
    }

    deinit {
        links.deallocate()
        heads.deallocate()
        tails.deallocate()
    }

    /// The limit of a list, nanoseconds.
    func limit(of list: Int) -> UInt64 { limits[list] }

    /// The earliest deadline; `.max` when nothing is under way.
    var earliest: UInt64 {
        var earliest = UInt64.max
        for list in 0..<limits.count where heads[list] >= 0 {
            earliest = min(earliest, links[Int(heads[list])].deadline)
        }
        return earliest
    }

    /// A user sent a request at `now` whose limit is number `list`.
    mutating func start(_ user: Int, list: Int, now: UInt64) {
        let tail = tails[list]
        links[user] = Link(previous: tail, next: -1, list: Int32(list), deadline: now &+ limits[list])
        if tail >= 0 { links[Int(tail)].next = Int32(user) } else { heads[list] = Int32(user) }
        tails[list] = Int32(user)
    }

    /// A user's request ended.
    mutating func stop(_ user: Int) {
        let link = links[user]
        guard link.list >= 0 else { return }
        if link.previous >= 0 { links[Int(link.previous)].next = link.next } else { heads[Int(link.list)] = link.next }
        if link.next >= 0 {
            links[Int(link.next)].previous = link.previous
        } else {
            tails[Int(link.list)] = link.previous
        }
        links[user].list = -1
    }

    /// Takes out a user whose limit has passed at `now`.
    mutating func popExpired(_ now: UInt64) -> Int? {
        for list in 0..<limits.count where heads[list] >= 0 && links[Int(heads[list])].deadline <= now {
            let user = Int(heads[list])
            stop(user)
            return user
        }
        return nil
    }
}

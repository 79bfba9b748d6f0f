/// When each waiting user is due, earliest first: a binary heap in preallocated memory that knows where each user
/// stands, so a user can be taken out again.
///
/// Users that are due at the same nanosecond come in the order of their numbers: a run is the same each time.
struct DeadlineHeap: ~Copyable {
    private struct Entry {
        var deadline: UInt64
        var user: Int32
    }

    private let entries: UnsafeMutablePointer<Entry>
    private let positions: UnsafeMutablePointer<Int32>
    private let capacity: Int
    /// Users waiting.
    private(set) var count = 0

    /// A heap for users 0..<capacity, each at most once.
    init(capacity: Int) {
        self.capacity = max(1, capacity)
        entries = .allocate(capacity: self.capacity)
        entries.initialize(repeating: Entry(deadline: 0, user: 0), count: self.capacity)
        positions = .allocate(capacity: self.capacity)
        positions.initialize(repeating: -1, count: self.capacity)
    }

    deinit {
        entries.deallocate()
        positions.deallocate()
    }

    /// The earliest deadline; `.max` when nobody waits.
    var earliest: UInt64 { count > 0 ? entries[0].deadline : .max }

    /// Adds a user, or moves it to another deadline.
    mutating func insert(_ user: Int, at deadline: UInt64) {
        let entry = Entry(deadline: deadline, user: Int32(truncatingIfNeeded: user))
        let known = positions[user]
        if known >= 0 {
            let index = Int(known)
            let old = entries[index]
            place(entry, at: index)
            if Self.before(entry, old) { rise(index) } else { sink(index) }
            return
        }
        place(entry, at: count)
        count += 1
        rise(count - 1)
    }

    /// Takes out the earliest user that is due at `now`.
    mutating func popDue(_ now: UInt64) -> (user: Int, deadline: UInt64)? {
        guard count > 0, entries[0].deadline <= now else { return nil }
        let first = entries[0]
        remove(Int(first.user))
        return (Int(first.user), first.deadline)
    }

    /// Takes a user out, if it waits.
    mutating func remove(_ user: Int) {
        let index = Int(positions[user])
        guard index >= 0 else { return }
        positions[user] = -1
        count -= 1
        guard index < count else { return }
        let last = entries[count]
        let old = entries[index]
        place(last, at: index)
        if Self.before(last, old) { rise(index) } else { sink(index) }
    }

    private static func before(_ a: Entry, _ b: Entry) -> Bool {
        a.deadline < b.deadline || (a.deadline == b.deadline && a.user < b.user)
    }

    private func place(_ entry: Entry, at index: Int) {
        entries[index] = entry
        positions[Int(entry.user)] = Int32(truncatingIfNeeded: index)
    }

    private func rise(_ start: Int) {
        var index = start
        let entry = entries[index]
        while index > 0 {
            let parent = (index - 1) / 2
            guard Self.before(entry, entries[parent]) else { break }
            place(entries[parent], at: index)
            index = parent
        }
        place(entry, at: index)
    }

    private func sink(_ start: Int) {
        var index = start
        let entry = entries[index]
        while true {
            var child = index * 2 + 1
            guard child < count else { break }
            if child + 1 < count, Self.before(entries[child + 1], entries[child]) { child += 1 }
            guard Self.before(entries[child], entry) else { break }
            place(entries[child], at: index)
            index = child
        }
        place(entry, at: index)
    }
}

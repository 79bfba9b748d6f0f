import LoadPlan

/// The queues of a shard and who waits at them. Order is kept on each shard; a shard whose queue runs empty asks the
/// others, and the core carries the messages.
struct QueueHall: ~Copyable {
    /// At which `take` a user waits, and which time it waits, counted over all users: one that has gone on without a
    /// value has another ticket by the next time.
    private struct Wait {
        var step = IndexOf<Program.TakeStep>(0)
        var ticket: UInt64 = 0
    }

    /// Values that a shard hands to another at once.
    private static let share = 64

    private let queues: UnsafeMutablePointer<ValueQueue>
    private let queueCount: Int
    private let waits: UnsafeMutablePointer<Wait>
    private var lastTicket: UInt64 = 0

    /// Empty queues, each with the counter of values that it drops, for so many users.
    init(dropped: [Int], seats: Int) {
        queueCount = dropped.count
        queues = .allocate(capacity: max(1, dropped.count))
        for (index, counter) in dropped.enumerated() {
            (queues + index).initialize(to: ValueQueue(dropped: counter))
        }
        waits = .allocate(capacity: max(1, dropped.isEmpty ? 0 : seats))
        waits.initialize(repeating: Wait(), count: max(1, dropped.isEmpty ? 0 : seats))
    }

    deinit {
        queues.deinitialize(count: queueCount)
        queues.deallocate()
        waits.deallocate()
    }

    // MARK: Values

    /// Values in a queue.
    func count(_ queue: Int) -> Int { queues[queue].count }

    /// Adds a value.
    /// - Returns: false where there is no room.
    func push(_ value: RuntimeValue, into queue: Int) -> Bool { queues[queue].push(value) }

    /// Takes the oldest value; it is valid until the next push.
    func pop(_ queue: Int) -> RuntimeValue? { queues[queue].pop() }

    /// The counter of values that a queue dropped.
    func dropped(_ queue: Int) -> Int { queues[queue].dropped }

    // MARK: Users that wait

    /// A user waits at a `take`.
    mutating func wait(_ seat: Seat, at step: IndexOf<Program.TakeStep>, of queue: Int) {
        lastTicket += 1
        waits[seat.int] = Wait(step: step, ticket: lastTicket)
        queues[queue].waiters.push((seat, lastTicket))
    }

    /// The `take` at which a user waits or waited last.
    func step(of seat: Seat) -> IndexOf<Program.TakeStep> { waits[seat.int].step }

    /// Takes out the user that has waited longest and still does.
    func popWaiter(_ queue: Int, stillWaiting: (Seat) -> Bool) -> Seat? {
        while let (seat, ticket) = queues[queue].waiters.pop() {
            if waits[seat.int].ticket == ticket, stillWaiting(seat) { return seat }
        }
        return nil
    }

    // MARK: Other shards

    /// The queue is empty and a user asks.
    /// - Returns: whether the other shards have to be asked.
    func asks(_ queue: Int) -> Bool {
        guard !queues[queue].hasAsked else { return false }
        queues[queue].hasAsked = true
        return true
    }

    /// Another shard has handed over a value.
    func noteGiven(_ queue: Int) { queues[queue].hasAsked = false }

    /// A shard that asked before and is to get the next value.
    func popHungry(_ queue: Int) -> Int? { queues[queue].hungry.popLast() }

    /// Another shard has none: it gets up to half of what is here, or the next that comes.
    func feed(_ queue: Int, _ shard: Int, _ give: (RuntimeValue) -> Void) {
        var share = min((queues[queue].count + 1) / 2, Self.share)
        if share == 0 {
            if !queues[queue].hungry.contains(shard) { queues[queue].hungry.insert(shard, at: 0) }
            return
        }
        while share > 0, let value = queues[queue].pop() {
            give(value)
            share -= 1
        }
    }
}

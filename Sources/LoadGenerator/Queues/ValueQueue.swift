import LoadPlan

/// The values of one queue on one shard, oldest first, in memory that is reused.
final class ValueQueue {
    /// Values that a shard keeps; what is put into a full queue is counted and dropped.
    static let capacity = 10_000

    private var values: VariableStore
    private var head = 0
    private(set) var count = 0
    private let capacity: Int
    /// Users that wait, by their seat and ticket, first come first served.
    var waiters = ArrivalQueue()
    /// Shards that asked for a value and got none yet.
    var hungry: [Int] = []
    /// This shard has asked the others.
    var hasAsked = false
    /// The counter of values dropped.
    let dropped: Int

    init(dropped: Int, capacity: Int = ValueQueue.capacity) {
        self.dropped = dropped
        self.capacity = capacity
        values = VariableStore(users: capacity, variables: 1)
    }

    /// Adds a value.
    /// - Returns: false where there is no room.
    func push(_ value: RuntimeValue) -> Bool {
        guard count < capacity else { return false }
        values.set(user: (head + count) % capacity, 0, value)
        count += 1
        return true
    }

    /// Takes the oldest value; it is valid until the next push.
    func pop() -> RuntimeValue? {
        guard count > 0 else { return nil }
        defer {
            head = (head + 1) % capacity
            count -= 1
        }
        return values.get(user: head, 0)
    }
}

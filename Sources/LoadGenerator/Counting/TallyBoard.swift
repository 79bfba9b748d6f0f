import LoadPlan

/// What a shard counts for the invariants.
///
/// A count belongs to an iteration and is taken over when that has come to its end, so two counts that every iteration
/// keeps equal are equal. What the end of the run cuts off was seen all the same and is kept as a second sum: a bound that
/// it breaks is broken. Answers of a race count at once.
struct TallyBoard: ~Copyable {
    /// What was counted in iterations that came to their end.
    private(set) var values: [Double]
    /// Requests that may or may not count: they were sent and never answered.
    private(set) var unknown: [UInt64]
    /// What was counted in iterations that were cut off.
    private(set) var cutOff: [Double]
    /// Requests that were looked at, whether they counted or not.
    private(set) var looked: [UInt64]
    private let pending: UnsafeMutablePointer<Double>
    private let count: Int
    private let seats: Int

    init(tallies: Int, seats: Int) {
        count = tallies
        self.seats = seats
        values = [Double](repeating: 0, count: tallies)
        unknown = [UInt64](repeating: 0, count: tallies)
        cutOff = [Double](repeating: 0, count: tallies)
        looked = [UInt64](repeating: 0, count: tallies)
        pending = .allocate(capacity: max(1, tallies * seats))
        pending.initialize(repeating: 0, count: max(1, tallies * seats))
    }

    deinit { pending.deallocate() }

    /// Counts in a user's iteration.
    mutating func add(_ amount: Double, to tally: Int, of user: Int) { pending[user * count + tally] += amount }

    /// Counts at once.
    mutating func add(_ amount: Double, to tally: Int) { values[tally] += amount }

    /// A request ended that the tally is about.
    mutating func look(_ tally: Int) { looked[tally] += 1 }

    /// A request that may count was never answered.
    mutating func addUnknown(to tally: Int) { unknown[tally] += 1 }

    /// A user's iteration has come to its end.
    mutating func commit(_ user: Int) {
        for tally in 0..<count {
            values[tally] += pending[user * count + tally]
            pending[user * count + tally] = 0
        }
    }

    /// A user's iteration was cut off.
    mutating func discard(_ user: Int) {
        for tally in 0..<count {
            cutOff[tally] += pending[user * count + tally]
            pending[user * count + tally] = 0
        }
    }
}

import Curl
import LoadMetrics
import LoadPlan

/// All that a shard counts and measures of its run: samples, failures, totals, the scenario's counters and gauges, what
/// is counted for the invariants, budgets. It takes numbers and gives them out; it decides nothing.
struct RunCounts: ~Copyable {
    /// Where samples go; swapped by whoever collects, between turns.
    private(set) var recorder: SampleRecorder
    private(set) var failures = FailureTable()
    private(set) var progress = ShardProgress()
    private(set) var counters: [Double]
    private(set) var gauges: [GaugeTotals]
    /// Users that left since a table had no row for them, by table.
    private(set) var usersWithoutRow: [UInt64]
    private(set) var tallies: TallyBoard
    let keyTables: [KeyTable]
    /// What is left of the budgets of all shards.
    let ledger: BudgetLedger
    /// The tally of each counter, where it has one.
    private let counterTallies: [Int?]
    /// The budget that each series draws on; empty where there is none.
    private let budgets: [Int?]

    /// Nothing yet.
    init(_ plan: Plan, seats: Int, ledger: BudgetLedger?, recorder: SampleRecorder) {
        self.recorder = recorder
        counters = [Double](repeating: 0, count: plan.counters.count)
        gauges = [GaugeTotals](repeating: GaugeTotals(), count: plan.gauges.count)
        usersWithoutRow = [UInt64](repeating: 0, count: plan.tables.count)
        tallies = TallyBoard(tallies: plan.tallies.count, seats: seats)
        keyTables = plan.keyedTallies.map { _ in KeyTable() }
        counterTallies = plan.counters.indices.map { counter in
            plan.tallies.firstIndex { $0.source == .counter(counter) }
        }
        self.ledger = ledger ?? BudgetLedger(plan.budgets)
        var numbers = [Int?](repeating: nil, count: plan.budgets.isEmpty ? 0 : plan.series.count)
        for (number, budget) in plan.budgets.enumerated() {
            for series in budget.series where numbers.indices.contains(series) { numbers[series] = number }
        }
        budgets = numbers
    }

    // MARK: Users and iterations

    /// A user is there from now on.
    mutating func join() {
        progress.users += 1
        progress.peakUsers = max(progress.peakUsers, progress.users)
    }

    mutating func leave() { progress.users -= 1 }

    /// An iteration was due.
    mutating func schedule() { progress.scheduled += 1 }

    mutating func begin() { progress.started += 1 }

    /// A user's iteration has come to its end.
    mutating func finish(_ seat: Seat) {
        progress.finished += 1
        tallies.commit(seat.int)
    }

    /// The end of the run cuts an iteration off.
    mutating func cutOff() { progress.cutOff += 1 }

    /// What the user's iteration has counted is that of one which was cut off.
    mutating func discard(_ seat: Seat) { tallies.discard(seat.int) }

    /// An arrival was never begun.
    mutating func drop() {
        progress.dropped += 1
        progress.errors += 1
    }

    /// A user leaves since a table has no row for it.
    mutating func leave(without table: Int) { usersWithoutRow[table] += 1 }

    /// Users have left for want of data.
    var isOutOfRows: Bool { usersWithoutRow.contains { $0 > 0 } }

    // MARK: Requests

    @inline(__always)
    mutating func send(now: UInt64) {
        progress.requests += 1
        progress.changeInFlight(by: 1, now: now)
    }

    /// What a transfer moved.
    @inline(__always)
    mutating func note(_ result: TransferResult) {
        progress.connections += UInt64(max(0, result.newConnections))
        progress.resent += UInt64(max(0, result.resent))
        progress.bytesIn += UInt64(max(0, result.bytesIn))
        progress.bytesOut += UInt64(max(0, result.bytesOut))
    }

    /// The service was done with a request after so many nanoseconds.
    @inline(__always)
    mutating func settle(service: UInt64, now: UInt64) {
        progress.changeInFlight(by: -1, now: now)
        progress.answered += 1
        progress.serviceSum &+= service
    }

    /// A request is not waited for any more.
    mutating func cancel(now: UInt64) { progress.changeInFlight(by: -1, now: now) }

    /// Brings the mean of requests under way up to date.
    mutating func settle(now: UInt64) { progress.changeInFlight(by: 0, now: now) }

    /// A request or a flow has failed.
    mutating func fail() { progress.errors += 1 }

    /// A request failed by the generator's own fault.
    mutating func failOwn() { progress.ownErrors += 1 }

    /// Notes what failed and where; `example` is asked for the first of its kind only.
    mutating func note(_ key: FailureTable.Key, because example: () -> String? = { nil }) { failures.add(key, example) }

    // MARK: Samples

    /// Records a request's sample under its cell, or counts it as one of the warm-up.
    @inline(__always)
    mutating func record(_ sample: Sample, cell: Int) { recorder.record(sample, series: cell) }

    @inline(__always)
    mutating func record(duration: UInt64, cell: Int) { recorder.record(duration: duration, series: cell) }

    /// For the live view.
    @inline(__always)
    mutating func recordRecent(_ response: UInt64) { recorder.recordRecent(response) }

    mutating func leaveOutSample() { recorder.warmupSamples &+= 1 }

    /// Goes on with an empty recorder.
    /// - Returns: the full one.
    mutating func exchange(_ empty: SampleRecorder) -> SampleRecorder {
        defer { recorder = empty }
        return recorder
    }

    // MARK: Counters and tallies

    /// Adds to a counter of the scenario, for the iteration of a user where there is one.
    mutating func add(_ amount: Double, to counter: Int, of seat: Seat? = nil) {
        counters[counter] += amount
        guard let seat, let tally = counterTallies[counter] else { return }
        tallies.add(amount, to: tally, of: seat.int)
    }

    /// A gauge showed a value at a time since the start of the load.
    mutating func note(_ value: Double, of gauge: Int, at time: UInt64) { gauges[gauge].add(value, at: time) }

    /// A request counts for a tally: for the user's iteration, or at once.
    mutating func count(_ tally: Int, of seat: Seat?) {
        if let seat { tallies.add(1, to: tally, of: seat.int) } else { tallies.add(1, to: tally) }
    }

    /// A request ended that a tally is about.
    mutating func look(_ tally: Int) { tallies.look(tally) }

    /// A request that may count for a tally was never answered.
    mutating func countUnknown(_ tally: Int) { tallies.addUnknown(to: tally) }

    /// A request counts for a key.
    func count(_ key: UnsafeRawBufferPointer, in table: Int, isAnswered: Bool) {
        keyTables[table].add(key, isAnswered: isAnswered)
    }

    // MARK: Budgets

    /// Some requests have a budget.
    var hasBudgets: Bool { !budgets.isEmpty }

    /// Takes a request of a series from its budget.
    /// - Returns: the budget of which nothing is left, otherwise nil.
    func overdrawn(by series: Int) -> Int? {
        guard let budget = budgets[series], !ledger.take(budget) else { return nil }
        return budget
    }
}

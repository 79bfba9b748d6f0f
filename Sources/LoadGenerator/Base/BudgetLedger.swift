import LoadPlan
import Synchronization

/// What is left of a plan's budgets, shared by all shards: taking one is a single atomic subtraction, so a budget is
/// kept exactly however many take at the same moment.
final class BudgetLedger: Sendable {
    private final class Counter: Sendable {
        let left: Atomic<Int>

        init(_ limit: Int) { left = Atomic(limit) }
    }

    private let counters: [Counter]
    /// The budget that ended the run, or -1.
    private let ending = Atomic<Int>(-1)

    init(_ budgets: [Budget]) {
        counters = budgets.map { Counter($0.limit) }
    }

    /// Takes one of a budget.
    /// - Returns: false where nothing was left.
    func take(_ budget: Int) -> Bool {
        counters[budget].left.wrappingSubtract(1, ordering: .relaxed).newValue >= 0
    }

    /// Ends the run because of a budget.
    func endRun(_ budget: Int) {
        _ = ending.compareExchange(expected: -1, desired: budget, ordering: .relaxed)
    }

    /// The budget that ended the run.
    var endedBy: Int? {
        let budget = ending.load(ordering: .relaxed)
        return budget < 0 ? nil : budget
    }
}

import LoadPlan

/// Budgets of requests.
extension ShardCore {
    /// For each series the budget that it draws on, or -1; empty where there is none.
    static func budgets(of plan: Plan) -> [Int32] {
        guard !plan.budgets.isEmpty else { return [] }
        var numbers = [Int32](repeating: -1, count: plan.series.count)
        for (number, budget) in plan.budgets.enumerated() {
            for series in budget.series where numbers.indices.contains(series) { numbers[series] = Int32(number) }
        }
        return numbers
    }

    /// Takes a request from its budget. Where nothing is left, the iteration ends without a failure: what was to follow
    /// needs an answer that there is not.
    /// - Returns: whether it may be sent.
    func spend(_ slot: Int, _ request: Int32) -> Bool {
        let number = Int(budgets[requests[Int(request)].series])
        guard number >= 0, !ledger.take(number) else { return true }
        let budget = plan.budgets[number]
        counters[budget.skipped] += 1
        if budget.endsRun { ledger.endRun(number) }
        noteNothingSent(slot)
        if let trace { trace(.failure("\(budget.text): nothing is left of it")) }
        finishIteration(slot, at: users[slot].intended, isWhole: false)
        return false
    }

    /// An iteration that could send nothing at all is like one whose connection is refused: its user waits longer each
    /// time in a row (``failurePause(_:)``) instead of beginning the next one at once.
    private func noteNothingSent(_ slot: Int) {
        guard users[slot].sent < users[slot].iterationStart else { return }
        users[slot].failures = min(users[slot].failures + 1, 100)
    }
}

import Dispatch
import LoadMetrics
import LoadPlan

/// Failures in words.
extension Collector {
    /// Something failed outside of the load.
    func note(_ failure: FailureCount) {
        queue.async { [self] in
            if let known = otherFailures.firstIndex(where: { $0.isSame(as: failure) }) {
                otherFailures[known].count += failure.count
            } else {
                otherFailures.append(failure)
            }
        }
    }

    /// All failures, the most frequent first.
    func failures(_ handovers: [Shard.Handover]) -> [FailureCount] {
        var sum = FailureTable()
        for handover in handovers { sum.add(handover.failures) }
        let ofLoad = sum.counts.map { key, count in
            var failure = shards[0].describe(key, sum.examples[key])
            failure.count = count
            return failure
        }
        return (ofLoad + otherFailures + leftOut(handovers)).sorted {
            ($1.count, $0.place, $0.message) < ($0.count, $1.place, $1.message)
        }
    }
}

extension Collector {
    /// Requests that were not sent, since their budget was used up.
    private func leftOut(_ handovers: [Shard.Handover]) -> [FailureCount] {
        plan.budgets.compactMap { budget in
            let count = handovers.reduce(0) { $0 + $1.counters[budget.skipped] }
            guard count > 0 else { return nil }
            return FailureCount(
                place: budget.place,
                step: Set(budget.series.map { plan.series[$0].name }).sorted().joined(separator: ", "),
                kind: "skipped",
                message: "\(budget.text): requests past it were not sent",
                count: UInt64(max(0, min(count, 1e18)))
            )
        }
    }
}

extension FailureCount {
    /// The same failure at the same place, whatever its count.
    fileprivate func isSame(as other: FailureCount) -> Bool {
        (place, step, kind, message) == (other.place, other.step, other.kind, other.message)
    }
}

import LoadMetrics
import LoadPlan

/// What happened besides samples and failures: counters, gauges, data that ran out.
extension Collector {
    /// Counters, gauges and tables that ran out, into the record.
    func noteEvents(_ handovers: [Shard.Handover], in record: inout RunRecord) {
        for (index, name) in plan.counters.enumerated() {
            record.counters[name] = handovers.reduce(0) { $0 + $1.counters[index] }
        }
        for (index, name) in plan.gauges.enumerated() {
            var sum = GaugeTotals()
            for handover in handovers { sum.add(handover.gauges[index]) }
            guard sum.count > 0 else { continue }
            record.gauges = record.gauges ?? [:]
            record.gauges?[name] = RunRecord.GaugeFacts(
                count: sum.count,
                mean: sum.sum / Double(sum.count),
                least: sum.least,
                most: sum.most,
                last: sum.last
            )
        }
        for (index, table) in plan.tables.enumerated() {
            let users = handovers.reduce(0) { $0 + $1.usersWithoutRow[index] }
            guard users > 0 else { continue }
            let remark =
                plan.load.model == .users
                ? "the data \(table.name) ran out: \(users) user\(users == 1 ? "" : "s") left early"
                : "the data \(table.name) ran out: arrivals ended early"
            record.remarks = (record.remarks ?? []) + [remark]
        }
    }
}

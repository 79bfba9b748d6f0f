import LoadMetrics
import LoadPlan

/// An objective that names regions is a promise to each of them: where one of them has so few samples that they could
/// not pass by themselves even if all were good, the promise is not kept but undecided.
enum RegionSamples {
    /// A finding, made undecided where a region that its objective names has too few samples.
    static func checked(_ finding: Finding, _ objective: Objective, _ run: StoredRun) -> Finding {
        guard finding.outcome == .pass, !objective.scope.from.isEmpty,
            case .percentile(let quantile, _, _) = objective.requirement, quantile > 0, quantile < 1
        else { return finding }
        let needed = OrderStatistics.fewestSamples(toPass: quantile, bad: 0, alpha: 0.05)
        var counts: [String: UInt64] = [:]
        for (index, key) in run.record.series.enumerated() where objective.scope.covers(key) {
            counts[key.region, default: 0] &+= run.total(index, .response)?.totalCount ?? 0
        }
        let short = run.record.regions.filter { region in
            counts[region.name].map { $0 < UInt64(needed) } ?? false
        }
        guard let worst = short.min(by: { (counts[$0.name] ?? 0) < (counts[$1.name] ?? 0) }) else { return finding }
        var finding = finding
        finding.outcome = .inconclusive
        let others = short.count > 1 ? ", and \(short.count - 1) more regions have too few" : ""
        finding.reason =
            "met over all regions together, but \(worst.name) has \(counts[worst.name] ?? 0) of the \(needed) samples "
            + "that it takes at least\(others)"
        finding.needed = "a longer run, or a larger share for \(worst.name)"
        return finding
    }
}

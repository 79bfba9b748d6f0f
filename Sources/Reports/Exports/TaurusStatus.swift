import Groundwork
import LoadMetrics

/// Taurus' `FinalStatus` for Jenkins' Performance plugin: a group without label for all requests, then one per step.
/// Times are seconds, by response time.
enum TaurusStatus {
    /// The document.
    static func bytes(_ run: StoredRun) -> [UInt8] {
        var names: [String] = []
        for key in run.record.series where key.kind == .step && !names.contains(key.name) { names.append(key.name) }
        let duration = Markup.element("TestDuration", [], [.text(Figures.fixed(run.measuredSeconds, 3))])
        let groups = [group(run, "") { _ in true }] + names.map { name in group(run, name) { $0.name == name } }
        return Markup.element("FinalStatus", [], [duration] + groups).xmlDocument()
    }

    private static func group(_ run: StoredRun, _ label: String, _ isWanted: (SeriesKey) -> Bool) -> Markup {
        var good: UInt64 = 0
        var failed: UInt64 = 0
        for (key, count) in zip(run.record.series, run.seriesCounts) where key.kind == .step && isWanted(key) {
            if key.outcome.isGood { good &+= count } else { failed &+= count }
        }
        let sum = run.stepSum(.response, isWanted)
        var parts = [
            value("throughput", "\(good &+ failed)"), value("concurrency", "\(run.record.audit.peakUsers)"),
            value("succ", "\(good)"), value("fail", "\(failed)"),
            value("avg_rt", Figures.fixed(sum.mean / 1e9, 6)),
        ]
        for percentile in [0.0, 50, 90, 95, 100] where !sum.isEmpty {
            let seconds = Figures.fixed(Double(sum.value(atPercentile: percentile)) / 1e9, 6)
            parts.append(tag("perc", ["param": Figures.fixed(percentile, 1), "value": seconds]))
        }
        return tag("Group", ["label": label]) { parts }
    }

    private static func value(_ name: StaticString, _ text: String) -> Markup {
        tag(name, ["value": text])
    }
}

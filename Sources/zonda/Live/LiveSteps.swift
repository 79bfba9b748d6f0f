import Groundwork
import LoadGenerator
import LoadMetrics
import Reports

/// The steps of a run under way: which are slow and what failed.
struct LiveSteps {
    private let live: LiveState

    /// The steps in a state.
    init(_ live: LiveState) {
        self.live = live
    }

    /// So many steps with the highest p95, slowest first.
    func slowest(_ count: Int) -> [LiveFrame.StepState] {
        var names: [String] = []
        var sums: [String: Histogram] = [:]
        for (key, total) in zip(live.keys, live.totals) where key.kind == .step {
            guard let total, !total.isEmpty else { continue }
            if sums[key.name] == nil { names.append(key.name) }
            sums[key.name, default: Histogram(layout: total.layout)].add(total)
        }
        let states = names.compactMap { name in
            sums[name].map { LiveFrame.StepState(name: name, p95: $0.value(atPercentile: 95)) }
        }
        return Array(states.sorted { ($1.p95, $0.name) < ($0.p95, $1.name) }.prefix(count))
    }

    /// Failed requests by kind and step, most frequent first.
    var failures: [LiveFrame.FailureState] {
        var order: [LiveFrame.FailureState] = []
        for (key, count) in zip(live.keys, live.counts) where key.kind == .step && !key.outcome.isGood {
            guard let count = count?.count, count > 0 else { continue }
            let place = key.place.fileAndLine
            if let index = order.firstIndex(where: {
                $0.kind == key.outcome.name && $0.step == key.name && $0.place == place
            }) {
                order[index].count &+= count
            } else {
                order.append(
                    LiveFrame.FailureState(kind: key.outcome.name, step: key.name, place: place, count: count)
                )
            }
        }
        return order.sorted { ($1.count, $0.place, $0.kind) < ($0.count, $1.place, $1.kind) }
    }
}

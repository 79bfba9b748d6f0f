import Groundwork
public import LoadMetrics

/// How often a step ended as one of its outcomes of the business, and how long that took: refusals are in no percentile of
/// the step, and are shown all the same.
public struct OutcomeFigures: Sendable, Codable, Hashable {
    /// The step.
    public let step: String
    /// The outcome as the scenario names it.
    public let outcome: String
    /// Requests of the measured part that ended so.
    public let count: UInt64
    /// All requests of the step.
    public let of: UInt64
    /// The 95th percentile of their response times, nanoseconds.
    public let p95: UInt64

    /// The outcomes that were seen, in the order of the series.
    public static func all(_ run: StoredRun) -> [OutcomeFigures] {
        let series = run.record.series
        var counts = [UInt64](repeating: 0, count: series.count)
        for tick in run.timeline {
            for count in tick.series { counts[count.series] = counts[count.series] &+ count.count }
        }
        var steps: [String: UInt64] = [:]
        var order: [Cell] = []
        var cells: [Cell: (count: UInt64, response: Histogram)] = [:]
        for (index, key) in series.enumerated() where key.kind == .step && counts[index] > 0 {
            steps[key.name, default: 0] &+= counts[index]
            guard key.outcome.kind == .business else { continue }
            let cell = Cell(step: key.name, outcome: key.outcome.name)
            if cells[cell] == nil { order.append(cell) }
            var sum = cells[cell] ?? (0, Histogram(layout: .latency))
            sum.count &+= counts[index]
            if let response = run.total(index, .response) { sum.response.add(response) }
            cells[cell] = sum
        }
        return order.compactMap { cell in
            guard let sum = cells[cell] else { return nil }
            return OutcomeFigures(
                step: cell.step,
                outcome: cell.outcome,
                count: sum.count,
                of: steps[cell.step] ?? sum.count,
                p95: sum.response.value(atPercentile: 95)
            )
        }
    }

    private struct Cell: Hashable {
        var step: String
        var outcome: String
    }
}

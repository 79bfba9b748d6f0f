import Groundwork
import LoadMetrics
import SLOAnalysis

@testable import Reports

extension FixedRun {
    /// Clocks of two steps, for the parts of a request: 20 ms and a bit, of which most is waiting.
    static let totals: [[SampleClock: Histogram]] = {
        var totals = [[SampleClock: Histogram]](repeating: [:], count: steps.count * 2)
        for (series, scale) in [(0, 1), (4, 3)] as [(Int, UInt64)] {
            let parts: [(SampleClock, UInt64, UInt64)] = [
                (.response, 20_000_000, 100), (.service, 19_000_000, 100), (.lateness, 1_000_000, 100),
                (.lookup, 400_000, 4), (.connect, 900_000, 4), (.tls, 6_000_000, 4), (.wait, 15_000_000, 100),
                (.transfer, 3_000_000, 100),
            ]
            for (clock, nanoseconds, count) in parts {
                var histogram = Histogram(layout: .latency)
                histogram.record(nanoseconds * scale, count: count)
                totals[series][clock] = histogram
            }
        }
        return totals
    }()

    /// One of each outcome, and one cell that no objective covers.
    static let cells: [CellVerdict] = [
        ("login", regions[0], .pass), ("login", regions[1], .inconclusive), ("schedule.slots", regions[0], .fail),
        ("schedule.slots", nil, .fail), ("login", nil, .pass), ("payment.status", regions[3], nil),
    ].map { name, region, outcome in
        CellVerdict(
            kind: .step,
            name: name,
            region: region,
            outcome: outcome,
            objective: outcome == nil ? "" : "p95 < 150ms of schedule.*"
        )
    }

    /// An accepted run that was a little faster.
    static let baseline: Histogram = {
        var histogram = Histogram()
        for index in 1...2_000 as ClosedRange<UInt64> { histogram.record(7_000_000 + index * index * 11) }
        return histogram
    }()
}

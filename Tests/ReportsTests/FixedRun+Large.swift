import Groundwork
import LoadMetrics
import LoadPlan
import SLOAnalysis

@testable import Reports

extension FixedRun {
    /// An hour with fifty steps in four regions, each with samples by every clock in every slice.
    static func large(steps count: Int = 50, seconds: UInt64 = 3_600) -> ReportInput {
        var record = record(title: "Fifty endpoints")
        record.measuredTo = seconds * 1_000_000_000
        record.series = (0..<count).flatMap { step in
            regions.map { region in
                SeriesKey(
                    kind: .step,
                    name: "a.rather.long.name.of.step.\(step)",
                    flow: "book",
                    region: region,
                    outcome: .ok,
                    place: Place("\(file):\(step):3")
                )
            }
        }
        record.failures = (0..<200).map {
            FailureCount(
                place: Place("\(file):\($0):3"),
                step: "a.rather.long.name.of.step.\($0 % count)",
                kind: "status",
                message: "POST /api/bookings answered 500, expected 201 or 409",
                count: UInt64($0)
            )
        }
        let parts = SampleClock.allCases
        let totals = record.series.indices.map { series in
            Dictionary(
                uniqueKeysWithValues: parts.map { clock in
                    var histogram = Histogram(layout: .latency)
                    for index in 1...300 as ClosedRange<UInt64> {
                        histogram.record(index * index * UInt64(9 + series % 7) * 1_000)
                    }
                    return (clock, histogram)
                }
            )
        }
        let sparse = SparseHistogram(totals[0][.response] ?? Histogram())
        let run = StoredRun(
            record: record,
            timeline: (0..<seconds).map { second in
                TimelineTick(
                    start: second * 1_000_000_000,
                    length: 1_000_000_000,
                    users: Int(second % 997),
                    wanted: Double(second % 997),
                    inFlight: Int(second % 131),
                    requests: 1_000 + second * 37 % 900,
                    series: (second % 600 == 0 ? Array(0..<count * regions.count) : [3]).map {
                        TimelineTick.SeriesCount(series: $0, count: 900, beyond: [], serviceBeyond: [])
                    }
                )
            },
            slices: (0..<seconds / 10).map {
                StoredRun.Slice(
                    start: $0 * 10_000_000_000,
                    length: 10_000_000_000,
                    series: [StoredRun.Entry(series: 0, response: sparse)]
                )
            },
            totals: totals
        )
        let summary = RunSummary(run)
        let cells = summary.rows.map {
            CellVerdict(kind: $0.kind, name: $0.name, region: $0.region, outcome: .pass, objective: "p95 < 200ms")
        }
        return ReportInput(run: run, verdict: verdict, summary: summary, cells: cells, baseline: baseline)
    }
}

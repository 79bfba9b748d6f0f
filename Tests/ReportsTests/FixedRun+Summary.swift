import Groundwork
import LoadMetrics
import SLOAnalysis

@testable import Reports

extension FixedRun {
    static let summary = summary(steps: 5)

    /// The figures of the first so many steps, made up where there are no more names.
    static func summary(steps count: Int) -> RunSummary {
        var rows: [RunSummary.Row] = []
        for index in 0..<count {
            let step = index < steps.count ? steps[index] : "step.\(index)"
            let base = UInt64(18 + index * 9) * 1_000_000
            for (place, region) in regions.enumerated() {
                rows.append(row(step, region, base + UInt64(place) * 4_000_000, 3_000 - UInt64(place * 700)))
            }
            rows.append(row(step, nil, base + 3_000_000, 7_800))
        }
        var response = Histogram()
        var service = Histogram()
        for index in 1...2_000 as ClosedRange<UInt64> {
            let latency = 8_000_000 + index * index * 12
            service.record(latency)
            response.record(index > 1_950 ? latency + 900_000_000 : latency + 100_000)
        }
        return RunSummary(
            rows: rows,
            total: row("all", nil, 31_000_000, 55_739, errors: 215),
            response: response,
            service: service
        )
    }

    /// The figures of a run without a single answer.
    static let emptySummary = RunSummary(
        rows: [],
        total: RunSummary.Row(
            kind: .step,
            name: "all",
            region: nil,
            count: 0,
            errors: 0,
            rate: .nan,
            response: nil,
            service: nil
        ),
        response: Histogram(),
        service: Histogram()
    )

    private static func row(
        _ name: String,
        _ region: String?,
        _ base: UInt64,
        _ count: UInt64,
        errors: UInt64? = nil
    ) -> RunSummary.Row {
        let figures = { (scale: UInt64) in
            RunSummary.Figures(
                p50: scale,
                p95: scale * 4,
                p99: scale * 7,
                max: scale * 31,
                mean: Double(scale) * 1.3
            )
        }
        return RunSummary.Row(
            kind: .step,
            name: name,
            region: region,
            count: count,
            errors: errors ?? (name == "booking.create" && region == nil ? 214 : 0),
            rate: Double(count) / 60,
            response: figures(base + 300_000),
            service: figures(base)
        )
    }
}

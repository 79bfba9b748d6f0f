import LoadMetrics
import LoadPlan
import SLOAnalysis

@testable import Reports

/// One run with fixed dates and figures, from which every report's golden file is made.
enum FixedRun {
    static let file = "scenarios/booking.zonda"

    /// Everything a report needs; `title` lets a test smuggle hostile text in.
    static func input(title: String = "Book an appointment") -> ReportInput {
        let run = StoredRun(record: record(title: title), timeline: timeline, slices: slices, totals: totals)
        return ReportInput(run: run, verdict: verdict, summary: summary, cells: cells, baseline: baseline)
    }

    static let regions = ["ar-buenos-aires", "ar-cordoba", "ar-patagonia", "br-sao-paulo"]
    static let steps = ["login", "schedule.slots", "booking.create", "payment.create", "payment.status"]

    static func record(title: String) -> RunRecord {
        var series: [SeriesKey] = []
        for (index, step) in steps.enumerated() {
            for outcome in [Outcome.ok, Outcome(name: "status", kind: .error)] {
                series.append(
                    SeriesKey(
                        kind: .step,
                        name: step,
                        flow: "book",
                        region: regions[0],
                        outcome: outcome,
                        place: "\(file):\(30 + index * 8):3"
                    )
                )
            }
        }
        var record = RunRecord(
            id: "20261121T060800Z-4f2a",
            state: .complete,
            tool: "zonda 0.1.0",
            scenario: RunRecord.ScenarioFacts(
                title: title,
                name: "booking",
                path: file,
                hash: String(repeating: "5eed", count: 16),
                parameters: ["provider_count": "40", "patient_password": "*****"]
            ),
            target: "http://127.0.0.1:8080",
            seed: 7,
            load: RunRecord.LoadFacts(
                model: "users",
                arrivals: nil,
                peak: 1000,
                warmup: 10_000_000_000,
                duration: 70_000_000_000,
                curve: "0 -> 1000 over 20s, 1000 for 50s"
            ),
            startedAt: 1_795_241_280,
            measuredFrom: 10_000_000_000,
            measuredTo: 70_000_000_000,
            objectives: [
                RunRecord.ObjectiveText(text: "p95 < 200ms from ar-*", file: file, line: 71, column: 3)
            ],
            thresholds: [RunRecord.Threshold(limit: 200_000_000, orEqual: false)],
            regions: zip(regions, [0.55, 0.2, 0.1, 0.15]).map {
                RunRecord.RegionFacts(name: $0, share: $1, vantage: "here")
            },
            series: series,
            host: HostFingerprint(
                kernel: "Linux 6.1.0",
                machine: "x86_64",
                cpu: "AMD EPYC 7B13",
                cores: 2,
                memoryMiB: 24_000,
                curl: "libcurl/7.88.1 OpenSSL/3.0.17",
                name: "runner-7"
            )
        )
        record.audit.peakUsers = 1000
        record.audit.shards = 2
        record.audit.cpuSeconds = 41.27
        record.audit.peakMemory = 96_400_000
        record.audit.connections = 1012
        record.audit.bytesIn = 41_200_000
        record.audit.bytesOut = 18_900_000
        record.failures = [
            FailureCount(
                place: "\(file):46:3",
                step: "booking.create",
                kind: "status",
                message: "POST /api/bookings answered 500, expected 201 or 409",
                count: 214
            ),
            FailureCount(
                place: "\(file):54:7",
                step: "payment.create",
                kind: "timeout",
                message: "POST /api/payments gave no answer within 5s",
                count: 1
            ),
        ]
        return record
    }

    /// A ramp, a stall at 40 s, an error burst at 50 s.
    static let timeline: [TimelineTick] = (0..<70).map { second in
        let users = min(1000, second * 50)
        let stalled = (40..<43).contains(second)
        let errors: UInt64 = (50..<54).contains(second) ? 53 : 0
        let requests = stalled ? 12 : UInt64(users) + UInt64(second * 37 % 90)
        var series = [TimelineTick.SeriesCount(series: 0, count: requests, beyond: [], serviceBeyond: [])]
        if errors > 0 {
            series.append(TimelineTick.SeriesCount(series: 5, count: errors, beyond: [], serviceBeyond: []))
        }
        return TimelineTick(
            start: UInt64(second) * 1_000_000_000,
            length: 1_000_000_000,
            users: users,
            wanted: Double(users),
            inFlight: stalled ? users * 9 / 10 : users / 8,
            requests: requests,
            series: series
        )
    }

    /// Response times every 5 s from the end of the warm-up: slow around the stall.
    static let slices: [StoredRun.Slice] = (2..<14).map { number in
        var histogram = Histogram()
        for index in 1...400 as ClosedRange<UInt64> {
            let slow: UInt64 = number == 8 && index > 300 ? 900_000_000 : 0
            histogram.record(8_000_000 + index * index * 300 + slow)
        }
        return StoredRun.Slice(
            start: UInt64(number) * 5_000_000_000,
            length: 5_000_000_000,
            series: [StoredRun.Entry(series: 0, response: SparseHistogram(histogram))]
        )
    }

    static let verdict = Verdict(
        outcome: .fail,
        reason: "1 of 4 objectives is missed.",
        findings: [
            finding(
                "p95 < 200ms from ar-*",
                71,
                .pass,
                .nanoseconds,
                .atMost,
                200e6,
                121.4e6,
                (118.2e6, 125.9e6),
                41_804,
                20_911,
                reason: "at least 95 % of the requests were good and faster than 200 ms",
                service: 119.8e6
            ),
            finding(
                "p95 < 150ms of schedule.*",
                72,
                .fail,
                .nanoseconds,
                .atMost,
                150e6,
                183.2e6,
                (179.0e6, 188.1e6),
                16_722,
                8_120,
                reason: "the 95th percentile is above 150 ms in the whole interval",
                service: 181.9e6
            ),
            finding(
                "errors < 0.5%",
                73,
                .inconclusive,
                .ratio,
                .atMost,
                0.005,
                0.0049,
                (0.0031, 0.0068),
                55_739,
                nil,
                reason: "the interval holds the target",
                needed: "About 120,000 more requests would decide it."
            ),
            finding(
                "throughput >= 500/s",
                74,
                .pass,
                .perSecond,
                .atLeast,
                500,
                929.0,
                (871.2, 986.8),
                55_739,
                nil,
                reason: "the whole interval is above the target"
            ),
        ],
        audit: [
            AuditFinding(
                check: "count",
                value: "12,044 of 12,044",
                limit: "equal",
                outcome: .ok,
                words: "every scheduled iteration was begun or counted as dropped"
            ),
            AuditFinding(
                check: "send lateness",
                value: "0.31 ms",
                limit: "1.50 ms",
                outcome: .ok,
                words: "99 % of the requests were sent within 0.31 ms of their intended start"
            ),
            AuditFinding(
                check: "processor",
                value: "78 %",
                limit: "70 %",
                outcome: .warning,
                words: "the busiest shard used 78 % of its core; use more shards or a second machine"
            ),
        ],
        baseline: Verdict.BaselineFacts(
            runs: ["20261119T060800Z-11aa", "20261120T060800Z-22bb"],
            refused: ["20261101T060800Z-00ff: cores: 2, the baseline has 8"]
        ),
        problems: []
    )

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

    private static func finding(
        _ text: String,
        _ line: Int,
        _ outcome: Verdict.Outcome,
        _ unit: Finding.Unit,
        _ direction: Finding.Direction,
        _ target: Double,
        _ observed: Double,
        _ interval: (Double, Double),
        _ samples: UInt64,
        _ effective: Double?,
        reason: String,
        needed: String? = nil,
        service: Double? = nil
    ) -> Finding {
        Finding(
            text: text,
            place: Place(file: file, line: line, column: 3),
            outcome: outcome,
            unit: unit,
            direction: direction,
            target: target,
            observed: observed,
            low: interval.0,
            high: interval.1,
            samples: samples,
            effectiveSamples: effective,
            designEffect: effective.map { Double(samples) / $0 },
            bad: nil,
            allowed: nil,
            reason: reason,
            needed: needed,
            serviceObserved: service
        )
    }
}

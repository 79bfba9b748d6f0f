import Groundwork
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
                        place: Place("\(file):\(30 + index * 8):3")
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
                model: .users,
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
            thresholds: [LatencyLimit(limit: 200_000_000, orEqual: false)],
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
                place: Place("\(file):46:3"),
                step: "booking.create",
                kind: "status",
                message: "POST /api/bookings answered 500, expected 201 or 409",
                count: 214
            ),
            FailureCount(
                place: Place("\(file):54:7"),
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
}

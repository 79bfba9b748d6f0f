import Groundwork
import LoadMetrics
import SLOAnalysis

/// A run in the shape of k6's `--summary-export`, with k6's names and milliseconds. k6 times a request from its send, so
/// `http_req_duration` is the service time; the response time from the intended start stands in `response_time`.
///
/// In `thresholds` **true means failed** (k6 writes `!ok`). An objective that is not shown to be met is failed there.
struct K6Summary {
    private struct Metric: Encodable {
        var values: [String: Double]
        var thresholds: [String: Bool] = [:]

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Name.self)
            for (name, value) in values { try container.encode(value, forKey: Name(stringValue: name)) }
            if !thresholds.isEmpty { try container.encode(thresholds, forKey: Name(stringValue: "thresholds")) }
        }
    }

    private struct Name: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    private struct Group: Encodable {
        var name = ""
        var path = ""
        // What k6 calls its unnamed group: the MD5 of nothing.
        var id = "d41d8cd98f00b204e9800998ecf8427e"
        var groups: [String: String] = [:]
        var checks: [String: String] = [:]
    }

    private struct Document: Encodable {
        var rootGroup: Group?
        var metrics: [String: Metric]

        enum CodingKeys: String, CodingKey {
            case rootGroup = "root_group"
            case metrics
        }
    }

    private let run: StoredRun

    init(_ run: StoredRun) {
        self.run = run
    }

    /// The summary, with the verdict's objectives as thresholds.
    func bytes(_ verdict: Verdict?) throws(CanonicalJSONError) -> [UInt8] {
        var metrics = shared()
        let audit = run.record.audit
        let counts = run.requestCounts
        // The audit counts from the start of the load, warm-up included.
        let loaded = Double(run.record.measuredTo) / 1e9
        metrics["http_req_duration"] = trend(.service)
        metrics["http_req_connecting"] = trend(.connect)
        metrics["http_req_tls_handshaking"] = trend(.tls)
        metrics["http_req_receiving"] = trend(.transfer)
        metrics["response_time"] = trend(.response)
        let failed = counts.all - counts.good
        // Of a k6 rate `passes` counts what is true of it: here, having failed.
        metrics["http_req_failed"] = rate(passes: failed, fails: counts.good, empty: 0)
        metrics["data_sent"] = counter(audit.bytesOut, seconds: loaded)
        metrics["data_received"] = counter(audit.bytesIn, seconds: loaded)
        metrics["iterations"] = counter(audit.finished, seconds: loaded)
        metrics["dropped_iterations"] = counter(audit.dropped, seconds: loaded)
        metrics["vus_max"] = Metric(values: ["value": Double(audit.peakUsers)])
        for finding in verdict?.findings ?? [] {
            let name =
                switch finding.unit {
                case .nanoseconds, .score: "response_time"
                case .perSecond, .count: "http_reqs"
                case .ratio: "http_req_failed"
                }
            metrics[name, default: Metric(values: [:])].thresholds[finding.text] = finding.outcome != .pass
        }
        return try CanonicalJSON.bytes(Document(rootGroup: Group(), metrics: metrics))
    }

    /// The metrics that GitLab's merge request widget reads.
    func gitlab() throws(CanonicalJSONError) -> [UInt8] {
        try CanonicalJSON.bytes(Document(rootGroup: nil, metrics: shared()))
    }

    private func shared() -> [String: Metric] {
        let counts = run.requestCounts
        var metrics = [
            "http_reqs": counter(counts.all, seconds: run.measuredSeconds),
            "checks": rate(passes: counts.good, fails: counts.all - counts.good, empty: 1),
        ]
        metrics["http_req_waiting"] = trend(.wait)
        return metrics
    }

    private func counter(_ count: UInt64, seconds: Double) -> Metric {
        Metric(values: ["count": Double(count), "rate": seconds > 0 ? Double(count) / seconds : 0])
    }

    private func rate(passes: UInt64, fails: UInt64, empty: Double) -> Metric {
        let all = Double(passes) + Double(fails)
        let value = all > 0 ? Double(passes) / all : empty
        return Metric(values: ["passes": Double(passes), "fails": Double(fails), "value": value])
    }

    /// Milliseconds; nil where nothing was measured by that clock.
    private func trend(_ clock: SampleClock) -> Metric? {
        let sum = run.stepSum(clock)
        guard !sum.isEmpty else { return nil }
        func at(_ percentile: Double) -> Double { Double(sum.value(atPercentile: percentile)) / 1e6 }
        return Metric(values: [
            "avg": sum.exactMean / 1e6, "min": Double(sum.exactMin) / 1e6, "med": at(50),
            "max": Double(sum.exactMax) / 1e6,
            "p(90)": at(90), "p(95)": at(95),
        ])
    }
}

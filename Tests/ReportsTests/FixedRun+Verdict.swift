import Groundwork
import LoadPlan
import SLOAnalysis

@testable import Reports

extension FixedRun {
    /// One objective of each outcome but INVALID, a warning of the audit, a baseline.
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

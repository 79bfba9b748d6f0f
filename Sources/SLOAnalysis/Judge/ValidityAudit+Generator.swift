import Groundwork
import LoadMetrics

extension ValidityAudit {
    /// Latest sends of all steps; arrivals that were dropped are counted by their own check.
    private var sendLateness: Histogram {
        var lateness = Histogram(layout: .phase)
        for (index, key) in run.record.series.enumerated()
        where key.kind == .step && key.outcome.name != ErrorClass.dropped.rawValue {
            if let histogram = run.total(index, .lateness) { lateness.add(histogram) }
        }
        return lateness
    }

    /// All users that the scenario allows at once were busy at some time: then arrivals waited for a user, which is the
    /// scenario's choice and the service's slowness, not a fault of the generator.
    private var wasCapped: Bool {
        run.record.load.cap.map { run.record.audit.peakUsers >= $0 } ?? false
    }

    /// p99 of the send lateness that is still allowed, nanoseconds.
    private var latenessLimit: Double { max(limits.latenessFloor, limits.latenessShare * (tightest ?? 0)) }

    /// Requests are sent when they are due. With few samples a single late one would be the 99th percentile, so it is
    /// tested whether really more than 1 % are late.
    func lateness() -> AuditFinding? {
        let lateness = sendLateness
        guard !lateness.isEmpty else { return nil }
        let p99 = Double(lateness.value(atPercentile: 99))
        var outcome: AuditFinding.Outcome = .ok
        if p99 > latenessLimit {
            let late = lateness.count(atOrAbove: UInt64(latenessLimit))
            let chance = BinomialDistribution.tail(
                Int(clamping: late),
                trials: Int(clamping: lateness.totalCount),
                probability: 0.01
            )
            let isCertain = Double(lateness.totalCount) >= limits.fewSamples || chance <= BlockProportion.alpha
            // Where no objective has a latency limit, lateness cannot change what is said of any.
            outcome =
                isCertain && !wasCapped && p99 > limits.latenessInvalid * (tightest ?? .infinity) ? .invalid : .warning
        }
        let stretch = saturation
        let cause =
            wasCapped
            ? "; all \(Figures.count(Double(run.record.load.cap ?? 0))) users that the scenario allows at once were busy, so "
                + "arrivals waited for one; response time counts the wait"
            : stretch != nil || run.record.audit.busiestShard >= limits.busyLimit
                ? "; \(bottleneck(stretch)): \(cure)"
                : "; the machine was busy with other work: measure from a machine of its own, or lower the load"
        return AuditFinding(
            check: "send lateness",
            value: "p99 \(Figures.latency(p99))",
            limit: Figures.latency(latenessLimit),
            outcome: outcome,
            words: "99 % of the requests were sent within \(Figures.latency(p99)) of when they were due (p99.9 "
                + "\(Figures.latency(Double(lateness.value(atPercentile: 99.9)))), longest "
                + "\(Figures.latency(Double(lateness.max))))\(outcome == .ok ? "" : cause)"
        )
    }

    /// What is said of the service must not be the generator's doing.
    func robustness() -> AuditFinding? {
        let limits = decisions.compactMap(\.lateShare)
        let bound = decisions.filter { $0.finding.outcome == .fail && $0.serviceOutcome == .pass }
        guard !limits.isEmpty || !bound.isEmpty else { return nil }
        let worst = limits.max() ?? 0
        let value = Figures.percent(worst)
        let limit = "\(Figures.percent(self.limits.lateBad)) of what is allowed"
        if let first = bound.first, !wasCapped {
            let names = bound.count == 1 ? first.finding.text : "\(first.finding.text) and \(bound.count - 1) more"
            return AuditFinding(
                check: "generator-bound",
                value: value,
                limit: limit,
                outcome: .invalid,
                words: "\(names): missed from the intended start, met from the actual send. The requests waited in the "
                    + "generator, not in the service; use more shards or a larger machine, or lower the load"
            )
        }
        let holds = worst <= self.limits.lateBad
        return AuditFinding(
            check: "generator-bound",
            value: value,
            limit: limit,
            outcome: holds ? .ok : .warning,
            words: holds
                ? "every objective is decided alike from the intended start and from the actual send"
                : "requests that are too slow only because they were sent late take \(value) of what an objective allows; "
                    + (bound.isEmpty
                        ? "its verdict is the same by the service's clock"
                        : "they waited for a free user, since the service kept all that are allowed busy")
        )
    }

    /// Pauses of the whole process or machine would be taken for the service's.
    func pauses() -> AuditFinding {
        let audit = run.record.audit
        let longest = Double(audit.longestHiccup)
        let p99 = Double(audit.hiccupP99)
        var outcome: AuditFinding.Outcome = p99 > limits.pauseP99 ? .warning : .ok
        if let tightest, longest >= limits.pauseShare * tightest {
            // All requests of a pause may be bad by it: what is missed may be missed because of it, once it is much of
            // what is allowed. What is met all the same is met.
            let hit = run.measured > 0 ? longest / Double(run.measured) : 1
            let isInDoubt = decisions.contains { decision in
                guard decision.finding.unit == .nanoseconds, decision.finding.outcome != .pass,
                    let allowed = decision.finding.allowed, allowed > 0
                else { return false }
                return hit > limits.lateBad * allowed / Double(max(1, decision.finding.samples))
            }
            outcome = isInDoubt ? .invalid : .warning
        }
        return AuditFinding(
            check: "pauses",
            value: "p99 \(Figures.latency(p99)), longest \(Figures.latency(longest))",
            limit: "p99 \(Figures.latency(limits.pauseP99))"
                + (tightest.map { ", longest \(Figures.latency($0 * limits.pauseShare))" } ?? ""),
            outcome: outcome,
            words: outcome == .ok
                ? "a thread that only sleeps was never kept waiting for long"
                : "a thread that only sleeps was kept waiting for up to \(Figures.latency(longest)): this machine stood still "
                    + "or was busy with other work"
        )
    }
}

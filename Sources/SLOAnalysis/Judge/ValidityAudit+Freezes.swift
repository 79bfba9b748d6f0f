import Groundwork
import LoadMetrics
import LoadPlan

extension ValidityAudit {
    /// The service answered all the time. Where it did not, it is said, with what an open load would have seen.
    func freezes() -> AuditFinding? {
        let freezes = ServiceFreezes(run)
        guard !freezes.stretches.isEmpty else { return nil }
        return AuditFinding(
            check: "freezes",
            value: Figures.duration(freezes.time),
            limit: "none",
            outcome: .warning,
            words: freezes.words(run.record) + (corrected.map { "; \($0)" } ?? "")
        )
    }

    /// The 95th percentile with the requests that waiting users would have sent: a guess afterwards, by how often they
    /// sent (Tene's correction).
    private var corrected: String? {
        let record = run.record
        guard record.load.model == .users, record.audit.peakUsers > 0 else { return nil }
        var answered = Histogram(layout: .latency)
        for (index, key) in record.series.enumerated() where key.kind == .step && key.outcome.isGood {
            if let histogram = run.total(index, .response) { answered.add(histogram) }
        }
        guard answered.totalCount > 0 else { return nil }
        let interval = Double(run.measured) * Double(record.audit.peakUsers) / Double(answered.totalCount)
        guard interval >= 1, interval < Double(run.measured) else { return nil }
        let closed = Double(answered.value(atPercentile: 95))
        let open = Double(answered.corrected(expectedInterval: UInt64(interval)).value(atPercentile: 95))
        return "p95 is \(Figures.latency(closed)) of the requests that were sent, and about \(Figures.latency(open)) "
            + "as an open load would have seen it"
    }

    /// A closed load whose generator stood still sent nothing meanwhile: its users were due, and no lateness tells of what
    /// was never sent. From a twentieth of the measured part on the run is not the one that was asked for.
    func standstill() -> AuditFinding? {
        let record = run.record
        guard record.load.model == .users, record.state != .running, run.measured > 0 else { return nil }
        let longest = max(record.audit.longestHiccup, record.audit.longestTurn ?? 0)
        let hidden = max(longest, overrun)
        guard hidden >= limits.standstill, Double(hidden) >= limits.standstillShare * Double(run.measured) else {
            return nil
        }
        let share = Figures.percent(Double(hidden) / Double(run.measured))
        return AuditFinding(
            check: "standstill",
            value: Figures.duration(hidden),
            limit: "\(Figures.percent(limits.standstillShare)) of the measured part",
            outcome: .invalid,
            words: "the generator stood still for \(Figures.duration(hidden)), \(share) of the measured part, in which "
                + "users who were due sent nothing: measure on a machine without other work, or for longer"
        )
    }

    /// By how much pieces of the timeline are longer than they were meant to be: the collector stands still with the
    /// process. What ends after the measured part is meant to.
    private var overrun: UInt64 {
        let record = run.record
        let whole = run.timeline.filter {
            $0.start >= record.measuredFrom && $0.start &+ $0.length <= record.measuredTo
        }
        let usual = whole.map(\.length).sorted().dropFirst(whole.count / 2).first ?? 0
        return whole.reduce(UInt64(0)) { sum, tick in
            let more = tick.length > usual ? tick.length - usual : 0
            return sum &+ (more >= 500_000_000 ? more : 0)
        }
    }
}

import Groundwork
import LoadMetrics

extension ValidityAudit {
    /// Arrivals came with the gaps that they should have.
    func gaps() -> AuditFinding? {
        guard let arrivals = run.record.audit.arrivals else { return nil }
        let worse = "; the load was burstier or smoother than planned: lower it, or measure from a quieter machine"
        if let error = arrivals.errorP99, let mean = arrivals.meanGap {
            let limit = max(limits.gapError * Double(mean), limits.latenessFloor)
            let holds = Double(error) <= limit
            return AuditFinding(
                check: "arrival gaps",
                value: "p99 off by \(Figures.latency(Double(error)))",
                limit: Figures.latency(limit),
                outcome: holds ? .ok : .warning,
                words: "99 % of \(Figures.count(UInt64(arrivals.gaps))) gaps between arrivals were within "
                    + "\(Figures.latency(Double(error))) of what they should be" + (holds ? "" : worse)
            )
        }
        guard let statistic = arrivals.andersonDarling else { return nil }
        let chance = arrivals.kolmogorov.map { KolmogorovDistribution.tail($0, count: arrivals.places) } ?? 1
        let holds = statistic < limits.gaps && chance > limits.places
        return AuditFinding(
            check: "arrival gaps",
            value: "A² \(Figures.fixed(statistic, 2)), p \(Figures.fixed(chance, 4))",
            limit: "A² \(Figures.fixed(limits.gaps, 2)), p \(Figures.fixed(limits.places, 4))",
            outcome: holds ? .ok : .warning,
            words: holds
                ? "\(Figures.count(UInt64(arrivals.gaps))) gaps between arrivals are those of independent people"
                : "\(Figures.count(UInt64(arrivals.gaps))) gaps between arrivals are not those of independent people"
                    + worse
        )
    }

    /// Each second had the arrivals that it should have.
    func unevenness() -> AuditFinding? {
        let record = run.record
        guard record.load.model == .rate, record.load.iterations == nil, record.interventions == nil else {
            return nil
        }
        var worst: (deviations: Double, tick: TimelineTick, wanted: Double)?
        var bad = 0
        for (earlier, tick) in zip(run.timeline, run.timeline.dropFirst()) {
            let seconds = Double(tick.length) / 1e9
            let wanted = (earlier.wanted + tick.wanted) / 2 * seconds
            // Where the level jumps inside a tick, its ends do not tell its area; the last tick goes on after the load.
            guard tick.start &+ tick.length <= record.load.duration, wanted > 0 else { continue }
            let slack = abs(tick.wanted - earlier.wanted) / 2 * seconds + 1
            let excess = max(0, abs(Double(tick.scheduled) - wanted) - slack)
            let deviations = excess / max(1, wanted.squareRoot())
            if deviations > limits.rateDeviations { bad += 1 }
            if deviations > worst?.deviations ?? 0 { worst = (deviations, tick, wanted) }
        }
        guard bad > 0, let worst else { return nil }
        let second = Figures.duration(seconds: Double(worst.tick.start) / 1e9)
        return AuditFinding(
            check: "rate by second",
            value: "\(bad) off",
            limit: "\(Figures.number(limits.rateDeviations)) standard deviations",
            outcome: .warning,
            words: "in \(bad) pieces of the run the arrivals were not those that were asked for, most at \(second): "
                + "\(Figures.count(worst.tick.scheduled)) came, \(Figures.count(worst.wanted)) were asked for"
        )
    }

    /// The generator's loops came round often, and had a processor when they needed one.
    func turns() -> AuditFinding? {
        let audit = run.record.audit
        guard let p99 = audit.turnP99, let longest = audit.longestTurn else { return nil }
        let throttled = audit.throttledSeconds ?? 0
        let waited = audit.wallSeconds > 0 ? (audit.runQueueSeconds ?? 0) / audit.wallSeconds : 0
        let isSlow = Double(p99) > limits.turn
        let isWaiting = waited > limits.runQueue * Double(max(1, audit.shards))
        var words =
            "99 % of a shard's turns took at most \(Figures.latency(Double(p99))), the longest "
            + Figures.latency(Double(longest))
        if isSlow { words += "; what became ready meanwhile waited: use more shards, or lower the load" }
        if throttled > 0 {
            words +=
                "; the processor limit of its control group held the generator back for "
                + "\(Figures.duration(seconds: throttled)): raise the limit"
        }
        if isWaiting {
            words +=
                "; its threads waited for a processor for \(Figures.percent(waited)) of the time: "
                + "the machine has other work to do"
        }
        return AuditFinding(
            check: "loop delay",
            value: "p99 \(Figures.latency(Double(p99)))",
            limit: Figures.latency(limits.turn),
            outcome: isSlow || isWaiting || throttled > 0 ? .warning : .ok,
            words: words
        )
    }
}

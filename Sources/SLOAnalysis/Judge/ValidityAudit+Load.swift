import Groundwork
import LoadMetrics
import LoadPlan

extension ValidityAudit {
    /// The load that was asked for was made. Ended early, a run has only a part of it.
    func rate() -> AuditFinding? {
        let record = run.record
        guard record.state == .complete, record.interventions == nil else { return nil }
        if record.load.model == .users {
            let wanted = record.load.peak.rounded()
            let reached = Double(record.audit.peakUsers)
            guard wanted > 0 else { return nil }
            let holds = reached >= wanted * (1 - limits.rate) - 1
            return AuditFinding(
                check: "load",
                value: Noun.counted(Figures.count(reached), "user"),
                limit: Noun.counted(Figures.count(wanted), "user"),
                outcome: holds ? .ok : .warning,
                words: holds
                    ? "all users were active at the load's highest"
                    : "only \(Figures.count(reached)) of \(Figures.count(wanted)) users were ever active at once"
            )
        }
        var wanted = 0.0
        var slack = 0.0
        var started = 0.0
        for (earlier, tick) in zip(run.timeline, run.timeline.dropFirst()) {
            // A run that was ended inside a tick has no load in the rest of it.
            if record.looks?.decision != nil, tick.start &+ tick.length > record.measuredTo { continue }
            // The last piece goes on until nothing is in flight any more; nobody is due after the load.
            let end = min(tick.start &+ tick.length, max(tick.start, record.load.duration))
            let seconds = Double(end - tick.start) / 1e9
            wanted += (earlier.wanted + tick.wanted) / 2 * seconds
            // Where the level jumps inside a tick, its ends do not tell its area.
            slack += abs(tick.wanted - earlier.wanted) / 2 * seconds
            started += Double(tick.scheduled)
        }
        if let iterations = record.load.iterations { wanted = min(wanted, Double(iterations)) }
        guard wanted > 0 else { return nil }
        // Four standard deviations of a Poisson count, which an evenly spaced one never reaches.
        let tolerance = limits.rate * wanted + 4 * wanted.squareRoot() + slack
        let holds = abs(started - wanted) <= tolerance
        return AuditFinding(
            check: "load",
            value: Noun.counted(Figures.count(started), "arrival"),
            limit: "\(Figures.count(wanted)) ± \(Figures.count(tolerance))",
            outcome: holds ? .ok : .warning,
            words: holds
                ? "arrivals came at the rate that was asked for"
                : "\(Noun.counted(Figures.count(started), "arrival")) came, \(Figures.count(wanted)) were asked for"
        )
    }

    /// Whether the verdict was looked for before the end, and what that did to the run's length.
    func looks() -> AuditFinding? {
        guard let looks = run.record.looks else { return nil }
        let end = run.record.measuredTo
        var words =
            "the verdict was looked for \(looks.count == 1 ? "once" : "\(looks.count) times") while the run was "
            + "under way, and is decided by the rule that holds for all looks at once"
        if end > looks.plannedTo &+ .second {
            words +=
                "; planned for \(Figures.duration(seconds: looks.plannedTo.inSeconds)), the load was held for "
                + Figures.duration(seconds: end.inSeconds)
        } else if looks.decision != nil, end < looks.plannedTo {
            words +=
                "; planned for \(Figures.duration(seconds: looks.plannedTo.inSeconds)), it was ended after "
                + Figures.duration(seconds: end.inSeconds)
        }
        if let decision = looks.decision { words += ": \(decision)" }
        return AuditFinding(
            check: "looks",
            value: "\(looks.count)",
            limit: "any number",
            outcome: .ok,
            words: words
        )
    }

    /// What was changed by hand while the run went on.
    func interventions() -> AuditFinding? {
        guard let changes = run.record.interventions, !changes.isEmpty else { return nil }
        let record = run.record
        let whole = record.measuredTo > record.measuredFrom ? record.measuredTo - record.measuredFrom : 0
        let left = record.undisturbed(from: record.measuredFrom, to: record.measuredTo)
        return AuditFinding(
            check: "changes",
            value: "\(changes.count)",
            limit: "0",
            outcome: .warning,
            words: "the load was changed by hand (\(changes.map(\.words).joined(separator: ", "))); "
                + "\(Figures.duration(seconds: Double(whole - left) / 1e9)) of the measured part are in no figure"
        )
    }

    /// A load with a number of iterations did all of them.
    func iterations() -> AuditFinding? {
        let record = run.record
        guard record.state == .complete, let wanted = record.load.iterations else { return nil }
        let done = record.audit.finished
        let holds = done >= wanted
        return AuditFinding(
            check: "iterations",
            value: Figures.count(Double(done)),
            limit: Figures.count(Double(wanted)),
            outcome: holds ? .ok : .warning,
            words: holds
                ? "all iterations were done"
                : "the load's time was over when \(Figures.count(Double(done))) of \(Figures.count(Double(wanted))) iterations "
                    + "were done"
        )
    }

    /// Little's law: what is in flight on average is what arrives a second times how long it stays. Two instruments that
    /// share nothing but the load must agree.
    func little() -> AuditFinding? {
        // Requests of a changed load are in flight too, but in no histogram.
        guard run.record.interventions == nil else { return nil }
        let audit = run.record.audit
        var count = 0.0
        var time = 0.0
        for (index, key) in run.record.series.enumerated()
        where key.kind == .step && key.outcome.name != ErrorClass.dropped.rawValue {
            guard let histogram = run.total(index, .service) else { continue }
            count += Double(histogram.totalCount)
            time += histogram.mean * Double(histogram.totalCount) / 1e9
        }
        guard count > 0, audit.wallSeconds > 0, audit.meanInFlight > 0 else { return nil }
        let expected = time / audit.wallSeconds
        let isShort = count < limits.fewSamples || audit.wallSeconds < 20
        // Requests that cross the beginning or the end are in flight for a part of their time only.
        let edges = 2 * time / count / audit.wallSeconds
        let limit = (isShort ? limits.littleShort : limits.little) + edges
        let difference = abs(audit.meanInFlight - expected) / max(expected, audit.meanInFlight)
        // Less than a second of one request in all: a share of next to nothing says nothing.
        let isSlight = abs(audit.meanInFlight - expected) * audit.wallSeconds < 1
        let holds = difference <= limit || isSlight
        return AuditFinding(
            check: "Little's law",
            value: Figures.percent(difference),
            limit: Figures.percent(limit),
            outcome: holds ? .ok : .warning,
            words: "\(Figures.number(audit.meanInFlight)) requests were in flight on average, rate × service time says "
                + "\(Figures.number(expected))" + (holds ? "" : "; one of the two instruments is wrong")
        )
    }

    /// Whether the run's halves are alike: the share of requests above the run's median, by blocks of time.
    func stationarity() -> AuditFinding? {
        let samples = ScopeSamples(.init(), of: run)
        guard let median = samples.distribution(.response).quantile(0.5), median.isFinite else { return nil }
        let shares = samples.sliceBlocks { $0.count(above: UInt64(median)) }.filter { $0.samples > 0 }
            .map { $0.counted / $0.samples }
        guard shares.count >= BlockProportion.fewestBlocks else { return nil }
        let half = shares.count / 2
        guard let first = RunComparison.Moments(Array(shares.prefix(half))),
            let second = RunComparison.Moments(Array(shares.suffix(half)))
        else { return nil }
        let (a, b) = (first.variance / first.count, second.variance / second.count)
        guard a + b > 0 else { return nil }
        let degrees = (a + b) * (a + b) / (a * a / (first.count - 1) + b * b / (second.count - 1))
        let t = (second.mean - first.mean) / (a + b).squareRoot()
        let chance = 2 * (1 - StudentDistribution.cdf(abs(t), degrees: degrees))
        let holds = chance > limits.stationarity
        return AuditFinding(
            check: "steadiness",
            value: "p \(Figures.fixed(chance, 3))",
            limit: "p \(Figures.fixed(limits.stationarity, 2))",
            outcome: holds ? .ok : .warning,
            words: holds
                ? "the run's halves do not differ"
                : "the service was \(t > 0 ? "slower" : "faster") in the run's second half: \(Figures.percent(second.mean)) of "
                    + "the requests took longer than the run's median, \(Figures.percent(first.mean)) in the first half. What "
                    + "holds for the run may not hold for a longer one"
        )
    }
}

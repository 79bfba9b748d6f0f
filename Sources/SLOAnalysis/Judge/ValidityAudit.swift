import Groundwork
import LoadMetrics
import LoadPlan

/// Checks the measurement before anything is said of the service: the generator is a suspect too.
struct ValidityAudit {
    let run: StoredRun
    let decisions: [Decision]
    let limits: AuditLimits
    /// The tightest latency limit of the objectives, nanoseconds.
    let tightest: Double?

    init(_ run: StoredRun, objectives: [Objective], decisions: [Decision], limits: AuditLimits = AuditLimits()) {
        self.run = run
        self.decisions = decisions
        self.limits = limits
        tightest = objectives.flatMap { objective -> [Double] in
            if case .mean(let limit, _) = objective.requirement { return [Double(limit)] }
            return objective.requirement.latencyLimits.map { Double($0.limit) }
        }.min()
    }

    /// All checks.
    func findings() -> [AuditFinding] {
        let unfinished = runState()
        // A run that was killed never wrote what it measured of itself: there is nothing else to check.
        if run.record.state == .running { return [unfinished] + storedData() }
        if let part = run.record.part {
            return [unfinished, Self.isPart(part)] + storedData()
                + [drops(), ownErrors(), lateness(), pauses(), standstill(), processor(), turns()].compactMap { $0 }
        }
        return [unfinished] + storedData()
            + [
                count(), drops(), ownErrors(), lateness(), robustness(), rate(), iterations(), interventions(), looks(),
                gaps(), unevenness(), pauses(), standstill(), processor(), turns(),
                freezes(), little(),
                stationarity(),
            ].compactMap { $0 }
    }

    /// A part of a run has a part of its load: nothing follows from it for the whole.
    private static func isPart(_ part: RunRecord.Part) -> AuditFinding {
        AuditFinding(
            check: "parts",
            value: "1",
            limit: "\(part.of)",
            outcome: .invalid,
            words:
                "this is part \(part.number) of \(part.of) of a run; zonda merge puts the parts together and judges them"
        )
    }

    /// The check of how the run ended.
    func runState() -> AuditFinding {
        let record = run.record
        let reason = record.endReason.map { ": \($0)" } ?? ""
        let (outcome, words): (AuditFinding.Outcome, String) =
            switch record.state {
            case .complete: (.ok, "the run came to its planned end")
            case .interrupted:
                (.warning, "the run was ended early\(reason); what it shows can miss objectives, not meet them")
            case .aborted: (.invalid, "the run was ended by the tool\(reason)")
            case .running: (.invalid, "the run was killed before it could say how well it measured; run it again")
            }
        return AuditFinding(
            check: "run",
            value: record.state.rawValue,
            limit: RunRecord.State.complete.rawValue,
            outcome: outcome,
            words: words
        )
    }

    /// The check of the stored files; none if they are sound.
    func storedData() -> [AuditFinding] {
        guard !run.problems.isEmpty else { return [] }
        return [
            AuditFinding(
                check: "stored data",
                value: "\(run.problems.count)",
                limit: "0 problems",
                outcome: .invalid,
                words: "the run's files are not whole: \(run.problems.joined(separator: "; "))"
            )
        ]
    }

    func count() -> AuditFinding {
        let audit = run.record.audit
        let accounted = audit.started &+ audit.dropped
        let holds = audit.scheduled == accounted
        return AuditFinding(
            check: "count",
            value: "\(Figures.count(accounted)) of \(Figures.count(audit.scheduled))",
            limit: "equal",
            outcome: holds ? .ok : .invalid,
            words: holds
                ? "every iteration that was due was begun or counted as dropped"
                : "\(Figures.count(audit.scheduled)) iterations were due, \(Figures.count(accounted)) were begun or dropped: this "
                    + "is a fault of the tool, please report it"
        )
    }

    func drops() -> AuditFinding {
        let audit = run.record.audit
        let share = audit.scheduled > 0 ? Double(audit.dropped) / Double(audit.scheduled) : 0
        let outcome: AuditFinding.Outcome = audit.dropped == 0 ? .ok : share > limits.dropped ? .invalid : .warning
        return AuditFinding(
            check: "drops",
            value: Figures.count(audit.dropped),
            limit: Figures.percent(limits.dropped),
            outcome: outcome,
            words: outcome == .ok
                ? "no arrival was dropped"
                : "\(Figures.percent(share)) of the arrivals were never sent because too many were unanswered already; raise "
                    + "the limit of iterations in flight or lower the rate"
        )
    }

    func ownErrors() -> AuditFinding {
        let errors = run.record.audit.ownErrors
        return AuditFinding(
            check: "own errors",
            value: Figures.count(errors),
            limit: "0",
            outcome: errors == 0 ? .ok : .invalid,
            words: errors == 0
                ? "no request failed by the generator's fault"
                : "\(Figures.count(errors)) requests failed on this machine (descriptors, ports or memory); raise its limits or "
                    + "lower the load"
        )
    }
}

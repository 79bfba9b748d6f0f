public import LoadMetrics
public import LoadPlan

/// Judges a stored run: the measurement first, then every objective.
///
/// A run of last month or from another machine is judged by the same code as one that just ended.
public enum Judge {
    /// The verdict on a run.
    /// - Parameters:
    ///   - run: as it was read back from its folder.
    ///   - objectives: what it is judged by; the run's own, or others.
    ///   - baselines: accepted runs of the scenario, oldest first; those that are not like the run are left out.
    ///   - limits: from where on the measurement is doubted.
    public static func judge(
        run: StoredRun,
        objectives: [Objective],
        baselines: [Baseline] = [],
        limits: AuditLimits = AuditLimits()
    ) -> Verdict {
        let (alike, refused) = comparable(baselines, with: run.record)
        let decisions = decisions(run, objectives, alike)
        let audit = ValidityAudit(run, objectives: objectives, decisions: decisions, limits: limits).findings()
        let findings =
            findings(decisions, objectives, run)
            + (run.record.invariants ?? []).map(InvariantJudge.finding).map { checked($0, run.record) }
        let floors = NetworkFloor.floors(of: run, objectives: objectives)
        let (outcome, reason) = conclusion(findings, audit, run)
        var verdict = Verdict(
            outcome: outcome,
            reason: reason,
            findings: findings,
            audit: audit,
            baseline: baselines.isEmpty
                ? nil : Verdict.BaselineFacts(runs: alike.map(\.provenance.id), refused: refused),
            problems: run.problems
        )
        verdict.network = floors.isEmpty ? nil : floors
        let outcomes = OutcomeFigures.all(run)
        verdict.outcomes = outcomes.isEmpty ? nil : outcomes
        return verdict
    }

    /// What objectives say of a run, without a look at how well it was measured: of a part of a run whose whole is
    /// judged as well.
    static func findings(run: StoredRun, objectives: [Objective]) -> [Finding] {
        findings(decisions(run, objectives, [], isWhole: false), objectives, run)
    }

    private static func decisions(
        _ run: StoredRun,
        _ objectives: [Objective],
        _ baselines: [Baseline],
        isWhole: Bool = true
    ) -> [Decision] {
        let freezes = isWhole ? ServiceFreezes(run) : nil
        return HolmCorrection.apply(
            to: objectives.map { objective in
                let decision = ObjectiveJudge(objective, run: run, baselines: baselines).decide(isWhole: isWhole)
                return freezes?.correct(decision, objective.requirement, run) ?? decision
            }
        )
    }

    private static func findings(_ decisions: [Decision], _ objectives: [Objective], _ run: StoredRun) -> [Finding] {
        zip(decisions, objectives).map { checked(RegionSamples.checked($0.finding, $1, run), run.record) }
    }

    private static func comparable(
        _ baselines: [Baseline],
        with record: RunRecord
    ) -> (alike: [Baseline], refused: [String]) {
        var alike: [Baseline] = []
        var refused: [String] = []
        for baseline in baselines {
            let other = baseline.provenance
            var differences = Likeness.differences(record, other)
            if !other.acceptedFromOtherHost { differences += Likeness.differences(record.host, other.host) }
            if other.id == record.id { differences.append("it is this run itself") }
            if differences.isEmpty {
                alike.append(baseline)
            } else {
                refused.append("\(other.id): \(differences.joined(separator: "; "))")
            }
        }
        return (alike, refused)
    }

    /// A run that was ended early did not show what it was meant to: what it meets, it met so far.
    private static func checked(_ finding: Finding, _ record: RunRecord) -> Finding {
        guard finding.outcome == .pass, record.state != .complete else { return finding }
        var finding = finding
        finding.outcome = .inconclusive
        finding.reason = "met so far, in a run that did not come to its end: \(finding.reason)"
        finding.needed = "a run to its planned end"
        return finding
    }

    private static func conclusion(
        _ findings: [Finding],
        _ audit: [AuditFinding],
        _ run: StoredRun
    ) -> (Verdict.Outcome, String) {
        let record = run.record
        let service = DeadService(run)
        let missed = findings.filter { $0.outcome == .fail }
        let broken = audit.filter {
            $0.outcome == .invalid && !(service.isDead && DeadService.explainedChecks.contains($0.check))
        }
        if let first = broken.first {
            let more = broken.count > 1 ? " (and \(broken.count - 1) more)" : ""
            return (.invalid, "The measurement cannot be trusted: \(first.words)\(more).")
        }
        if !missed.isEmpty, service.isDead { return (.fail, service.words(record)) }
        // A promise that is broken stays broken, whatever else could not be measured, perhaps because of it.
        let empty = findings.filter { $0.outcome == .invalid }
        if !missed.isEmpty {
            let others = empty.isEmpty ? "" : ", \(empty.count) without samples"
            return (.fail, "\(share(missed.count, findings.count)) missed\(others).")
        }
        if let first = empty.first {
            return (.invalid, "\(share(empty.count, findings.count)) without samples: \(first.text): \(first.reason).")
        }
        if findings.isEmpty {
            return (.inconclusive, "There are no objectives, so there is nothing to verify.")
        }
        let open = findings.filter { $0.outcome == .inconclusive }
        if record.state != .complete {
            return (.inconclusive, "The run was ended early; no objective is shown to be missed until then.")
        }
        if !open.isEmpty { return (.inconclusive, "\(share(open.count, findings.count)) not decided by this run.") }
        return (.pass, findings.count == 1 ? "The objective is met." : "All \(findings.count) objectives are met.")
    }

    private static func share(_ part: Int, _ all: Int) -> String {
        if all == 1 { return "The objective is" }
        return "\(part) of \(all) objectives \(part == 1 ? "is" : "are")"
    }
}

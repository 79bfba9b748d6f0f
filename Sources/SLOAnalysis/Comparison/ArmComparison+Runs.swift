import Glibc
import Groundwork
import LoadMetrics
public import LoadPlan

extension ArmComparison {
    /// Compares two arms.
    /// - Parameters:
    ///   - base: the runs that are compared with.
    ///   - new: the runs that are compared.
    ///   - quantile: of response time, 0 to 1.
    ///   - within: how much more is allowed, 0.05 for 5 %.
    ///   - step: the steps that are judged; all of them, and all together, if nil.
    public init(
        base: [ComparedRun],
        new: [ComparedRun],
        quantile: Double = 0.95,
        within: Double = 0.05,
        step: Glob? = nil
    ) {
        let base = base.sorted { $0.provenance.startedAt < $1.provenance.startedAt }
        let new = new.sorted { $0.provenance.startedAt < $1.provenance.startedAt }
        self.init(
            outcome: .invalid,
            reason: "",
            base: base.map(\.side),
            new: new.map(\.side),
            quantile: quantile,
            within: within,
            unlike: Self.unlike(base, new),
            series: []
        )
        let cells = Self.cells(base + new, step)
        let inTurns = Self.areInTurns(base, new)
        var decisions = cells.map { cell in
            ArmSeries(cell, base: base, new: new, quantile: quantile, within: within).decide()
        }
        if !inTurns { decisions = decisions.map(Self.undecided) }
        let corrected = HolmCorrection.apply(to: decisions.map(\.decision))
        series = zip(decisions, corrected).map { decision, corrected in
            var finding = decision.finding
            if finding.outcome != corrected.finding.outcome { finding.needed = "more runs of either kind" }
            finding.outcome = corrected.finding.outcome
            finding.reason = corrected.finding.reason
            return finding
        }
        (outcome, reason) = conclusion
    }

    private var conclusion: (Verdict.Outcome, String) {
        if let first = unlike.first {
            let more = unlike.count > 1 ? " (and \(unlike.count - 1) more)" : ""
            return (.invalid, "The runs cannot be compared: \(first)\(more).")
        }
        guard !series.isEmpty else { return (.invalid, "The runs have no such step.") }
        if let empty = series.first(where: { $0.outcome == .invalid }) {
            return (.invalid, "\(empty.name): \(empty.reason).")
        }
        func share(_ outcome: Verdict.Outcome) -> String? {
            let part = series.count { $0.outcome == outcome }
            if part == 0 { return nil }
            return series.count == 1 ? "It is" : "\(part) of \(series.count) series \(part == 1 ? "is" : "are")"
        }
        let limit = "more than \(Figures.percent(within)) slower at \(Figures.quantile(quantile))"
        if let slower = share(.fail) { return (.fail, "\(slower) \(limit).") }
        if let open = share(.inconclusive) { return (.inconclusive, "\(open) not decided by these runs.") }
        return (.pass, series.count == 1 ? "It is not \(limit)." : "None of \(series.count) series is \(limit).")
    }

    /// All steps together if there are several, then each.
    private static func cells(_ runs: [ComparedRun], _ step: Glob?) -> [ComparedRun.Cell] {
        var names: [String] = []
        var seen: Set<String> = []
        for cell in runs.flatMap(\.cells) where cell.kind == .step {
            guard let name = cell.name, seen.insert(name).inserted else { continue }
            if step?.matches(name) ?? true { names.append(name) }
        }
        let each = names.map { ComparedRun.Cell(kind: .step, name: $0, region: nil) }
        return step == nil && each.count > 1 ? [.init(kind: .step, name: nil, region: nil)] + each : each
    }

    /// Whether neither arm ended before the other began: otherwise whatever drifts looks like a change.
    private static func areInTurns(_ base: [ComparedRun], _ new: [ComparedRun]) -> Bool {
        guard let a = base.first, let b = base.last, let c = new.first, let d = new.last else { return false }
        return b.provenance.startedAt > c.provenance.startedAt && d.provenance.startedAt > a.provenance.startedAt
    }

    private static func undecided(_ decision: ArmSeries.Ruling) -> ArmSeries.Ruling {
        guard decision.finding.outcome == .pass || decision.finding.outcome == .fail else { return decision }
        var decision = decision
        decision.finding.outcome = .inconclusive
        decision.finding.reason +=
            "; but the runs were not taken in turns, so that whatever drifted meanwhile looks like a change"
        decision.finding.needed = "runs in turns: base, new, new, base, base, new, new, base"
        return decision
    }

    /// Why the runs cannot be compared: only like with like, and only measurements that can be trusted.
    private static func unlike(_ base: [ComparedRun], _ new: [ComparedRun]) -> [String] {
        guard let first = base.first else { return ["there is no run to compare with"] }
        var words: [String] = []
        var seen: Set<String> = []
        for run in base + new {
            let id = run.provenance.id
            if !seen.insert(id).inserted { words.append("run \(id) is given twice") }
            let record = run.run.record
            if record.state != .complete {
                words.append("run \(id) did not come to its end (\(record.state.rawValue))")
            }
            if record.interventions != nil { words.append("the load of run \(id) was changed by hand while it ran") }
            if run.provenance.verdict == .invalid { words.append("the measurement of run \(id) is INVALID") }
            words += run.run.problems.map { "run \(id): \($0)" }
            let other = "run \(first.provenance.id) has"
            let differences =
                Likeness.differences(run.provenance, first.provenance, other: other)
                + Likeness.differences(run.provenance.host, first.provenance.host, other: other)
            words += differences.map { "run \(id): \($0)" }
        }
        return words
    }
}

import Glibc
import Groundwork
import LoadMetrics
import LoadPlan

extension ObjectiveJudge {
    /// Accepted runs from which on a difference is decided: with fewer nobody knows how much runs differ among
    /// themselves.
    static var fewestRuns: Int { 8 }

    /// The chance of a false alarm that FAIL is made with: a little below that of the interval, because figures of runs
    /// are not quite what the interval takes them for, and at most 5 % are promised (docs/measurement.md).
    static var alarm: Double { 0.04 }

    /// `p95 within 5% of baseline` (measurement.md 3.5): one new run against the spread of eight or more accepted ones
    /// (mode B). With fewer it is compared with the latest (mode C), which is evidence and no decision.
    func regression(_ quantile: Double, within: Double) -> Decision {
        var finding = self.finding(.inconclusive, "", target: within, unit: .ratio)
        let name = Figures.quantile(quantile)
        let accepted = baselines.compactMap { baseline -> (samples: ScopeSamples, value: Double)? in
            let samples = ScopeSamples(objective.scope, of: baseline.asRun)
            guard let value = samples.distribution(.response).quantile(quantile), value.isFinite, value > 0 else {
                return nil
            }
            return (samples, value)
        }
        guard let observed = samples.distribution(.response).quantile(quantile), observed > 0 else {
            finding.reason = "the \(name) of this run is not there"
            finding.needed = "a run with answered requests"
            return Decision(finding)
        }
        guard let latest = accepted.last else {
            finding.reason = "there is no accepted run to compare with"
            finding.needed = "\(Self.fewestRuns) accepted runs (zonda baseline accept RUN)"
            return Decision(finding)
        }
        guard observed.isFinite else { return failing(finding, name, quantile, runs: accepted.count) }
        guard accepted.count >= Self.fewestRuns else {
            return advice(finding, name, quantile, observed, latest, runs: accepted.count)
        }
        let all = accepted.map { log($0.value) }
        let history = Self.sinceLastChange(all)
        let noise = self.noise(quantile)
        guard let shift = RunComparison.prediction(history: history, new: log(observed), noise: noise) else {
            return Decision(finding)
        }
        fill(&finding, shift)
        let margin = log1p(within)
        if let evidence = shift.evidence, evidence <= Self.alarm, shift.estimate > margin {
            finding.outcome = .fail
        } else if shift.upper < margin {
            finding.outcome = .pass
        }
        finding.reason = reason(
            finding.outcome,
            name,
            shift,
            within,
            history.count == all.count
                ? "\(all.count) accepted runs"
                : "the \(history.count) accepted runs since the service last changed for good"
        )
        if finding.outcome == .inconclusive {
            finding.needed = "more accepted runs, or runs that differ less among themselves"
        }
        return Decision(finding, evidence: Self.asOthers(shift.evidence))
    }

    /// Evidence as the correction of many objectives takes it, for which 5 % is the level of all.
    static func asOthers(_ evidence: Double?) -> Double? {
        evidence.map { min(1, $0 * BlockProportion.alpha / alarm) }
    }

    /// A spread over a change is that of two services: only what came after it counts, where that is enough.
    private static func sinceLastChange(_ history: [Double]) -> [Double] {
        let finder = ChangePoints(smallest: 0.05, isLogarithmic: true)
        guard let change = finder.find(in: history).last, history.count - change.index >= fewestRuns else {
            return history
        }
        return Array(history[change.index...])
    }

    /// The quantile falls among failed samples, so there is no ratio to the accepted runs. That is a miss where the
    /// interval says that so many fail, not where the observed share alone does; and with too few accepted runs it is
    /// advice, as any other difference is.
    private func failing(_ finding: Finding, _ name: String, _ quantile: Double, runs: Int) -> Decision {
        var finding = finding
        finding.observed = .infinity
        finding.bad = samples.failedCount
        let share = BlockProportion(samples.badBlocks(beyond: nil).response)
        let ruling = ShareRuling(most: share, least: share, allowed: 1 - quantile)
        finding.reason =
            "the \(name) falls among failed \(samples.noun), in the accepted runs it does not: "
            + ruling.words(ruling.doubt, what: "of the \(samples.noun) failed")
        guard runs >= Self.fewestRuns else {
            finding.needed = "\(Self.fewestRuns - runs) more accepted runs (zonda baseline accept RUN)"
            return Decision(finding)
        }
        // The observed share is too large, so PASS cannot come of it.
        finding.outcome = ruling.outcome == .fail ? .fail : .inconclusive
        finding.needed = ruling.needed(samples.noun, seconds: seconds)
        return Decision(finding, evidence: ruling.evidence)
    }

    private func advice(
        _ finding: Finding,
        _ name: String,
        _ quantile: Double,
        _ observed: Double,
        _ latest: (samples: ScopeSamples, value: Double),
        runs: Int
    ) -> Decision {
        var finding = finding
        finding.observed = observed / latest.value - 1
        if let old = ends(latest.samples, quantile), let new = ends(samples, quantile),
            let shift = RunComparison.recovered(base: old, new: new)
        {
            fill(&finding, shift)
        }
        finding.reason =
            "the \(name) was \(Figures.latency(latest.value)) in the latest accepted run and is \(Figures.latency(observed)) "
            + "now; two runs cannot tell a change from how much runs differ anyway"
        finding.needed = "\(Self.fewestRuns - runs) more accepted runs (zonda baseline accept RUN)"
        return Decision(finding)
    }

    /// A quantile with its interval. What an accepted run was worth is not stored; its samples stick together as much as
    /// this run's do.
    private func ends(_ samples: ScopeSamples, _ quantile: Double) -> (low: Double, value: Double, high: Double)? {
        let values = samples.distribution(.response)
        let part = Double(values.total) / Double(BlockProportion.blocks)
        let blocks = [BlockProportion.Block](
            repeating: .init(samples: part, counted: part * (1 - quantile)),
            count: BlockProportion.blocks
        )
        let shares = BlockProportion(blocks, otherEffects: self.samples.latencyEffects() ?? []).woodruff(quantile)
        guard let low = values.quantile(shares.lower), let high = values.quantile(shares.upper),
            let value = values.quantile(quantile)
        else { return nil }
        return (low, value, high)
    }

    /// The standard error of the logarithm of this run's quantile by its own samples; 0 where it cannot be told.
    private func noise(_ quantile: Double) -> Double {
        guard let ends = ends(samples, quantile), ends.low > 0, ends.high.isFinite else { return 0 }
        return log(ends.high / ends.low) / (2 * NormalDistribution.quantile(1 - BlockProportion.alpha))
    }

    private func fill(_ finding: inout Finding, _ shift: RunComparison.Shift) {
        finding.observed = expm1(shift.estimate)
        finding.low = expm1(shift.lower)
        finding.high = expm1(shift.upper)
    }

    private func reason(
        _ outcome: Verdict.Outcome,
        _ name: String,
        _ shift: RunComparison.Shift,
        _ within: Double,
        _ runs: String
    ) -> String {
        let change = expm1(shift.estimate)
        let words = "the \(name) is \(Figures.percent(abs(change))) \(change < 0 ? "lower" : "higher") than in \(runs)"
        switch outcome {
        case .pass: return words + ", and less than \(Figures.percent(within)) higher with 95 % confidence"
        case .fail: return words + ", more than they differ among themselves; \(Figures.percent(within)) are allowed"
        default: return words + ", and they differ too much among themselves to tell whether that is a change"
        }
    }
}

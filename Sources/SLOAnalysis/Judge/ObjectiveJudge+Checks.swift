import Groundwork
import LoadMetrics

extension ObjectiveJudge {
    /// Outcomes of answers that were checked and did not hold.
    private static let unchecked: Set = [
        ErrorClass.status.rawValue, ErrorClass.check.rawValue, ErrorClass.capture.rawValue,
    ]

    /// `checks >= 99.9%`: the share of checked answers that hold all that the scenario checks. What never was answered,
    /// and what an `outcome` names before any check is made, was not checked and does not count.
    func checks(least: Double) -> Decision {
        let record = samples.run.record
        let isFailed = record.series.map { Self.unchecked.contains($0.outcome.name) && $0.outcome.kind == .error }
        let isChecked = record.series.indices.map { isFailed[$0] || record.series[$0].outcome == .ok }
        let blocks = samples.tickBlocks(of: isChecked) { isFailed[$1] ? $0.count : 0 }
        let share = BlockProportion(blocks)
        let failed = UInt64(clampingCount: blocks.reduce(0) { $0 + $1.counted })
        let allowed = 1 - least
        var finding = self.finding(.invalid, "", target: least, unit: .ratio, direction: .atLeast)
        finding.samples = UInt64(clampingCount: share.samples)
        guard share.samples > 0 else {
            finding.reason = "no answer was checked"
            return Decision(finding)
        }
        finding.observed = 1 - share.share
        (finding.bad, finding.allowed) = (failed, allowed * share.samples)
        guard allowed > 0 else {
            finding.outcome = failed == 0 ? .pass : .fail
            finding.reason = failed == 0 ? "every checked answer holds" : "\(Figures.count(failed)) answers do not hold"
            return Decision(finding)
        }
        let ruling = ShareRuling(most: share, least: share, allowed: allowed, isSequential: isSequential)
        finding.outcome = ruling.outcome
        finding.low = 1 - ruling.upper
        finding.high = 1 - ruling.lower
        finding.effectiveSamples = share.effectiveSamples
        finding.designEffect = share.designEffect
        finding.reason = ruling.words(ruling.doubt, what: "of the checked answers do not hold")
        finding.needed = ruling.needed("checked answers", seconds: seconds)
        return Decision(finding, evidence: ruling.evidence)
    }
}

import Groundwork
import LoadMetrics
import LoadPlan

extension ObjectiveJudge {
    /// `apdex(200ms) >= 0.94`: what a request loses of its one point is nothing within the limit, a half up to four times
    /// the limit, and all of it beyond or where it failed. The mean loss is a share like any other: for losses between 0
    /// and 1 the interval of a proportion is never too narrow, since none of their distributions with that mean varies
    /// more than the one of zeros and ones.
    ///
    /// Source: Apdex Alliance, Application Performance Index Technical Specification 1.1 (2007).
    func apdex(_ satisfied: Nanoseconds, least: Double) -> Decision {
        let limits = [satisfied, Requirement.frustrated(satisfied)].map {
            samples.badBlocks(beyond: LatencyLimit(limit: $0, orEqual: true))
        }
        func lost(_ blocks: (ScopeSamples.BadBlocks) -> [BlockProportion.Block]?) -> [BlockProportion.Block]? {
            guard let half = blocks(limits[0]), let whole = blocks(limits[1]) else { return nil }
            return zip(half, whole).map {
                .init(samples: $0.samples, counted: ($0.counted + $1.counted) / 2)
            }
        }
        let effects = samples.latencyEffects()
        let most = BlockProportion(lost(\.response) ?? [], otherEffects: effects ?? [])
        let fewest = BlockProportion(lost(\.certain) ?? [], otherEffects: effects ?? [])
        let allowed = 1 - least
        let ruling = ShareRuling(most: most, least: fewest, allowed: allowed, isSequential: isSequential)
        let outcome = effects == nil ? .inconclusive : ruling.outcome
        var finding = self.finding(outcome, "", target: least, unit: .score, direction: .atLeast)
        finding.observed = 1 - most.share
        finding.low = 1 - ruling.upper
        finding.high = 1 - ruling.lower
        finding.effectiveSamples = most.effectiveSamples
        finding.designEffect = most.designEffect
        let doubt = outcome == .inconclusive && effects == nil ? .fewBlocks(samples.run.slices.count) : ruling.doubt
        finding.reason = ruling.words(doubt, what: "of the points are lost")
        if most.samples < 100 { finding.reason += "; an Apdex of fewer than 100 samples says little" }
        if outcome == .inconclusive {
            finding.needed = effects == nil ? ShareRuling.longerRun : ruling.needed(samples.noun, seconds: seconds)
        }
        var decision = Decision(finding, evidence: ruling.evidence)
        if let service = lost(\.service) {
            let share = BlockProportion(service, otherEffects: effects ?? [])
            decision.serviceOutcome =
                ShareRuling(most: share, least: share, allowed: allowed, isSequential: isSequential).outcome
            if allowed > 0 { decision.lateShare = max(0, most.share - share.share) / allowed }
        }
        return decision
    }
}

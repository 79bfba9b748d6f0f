import Groundwork
import LoadMetrics

extension ObjectiveJudge {
    /// `errors < 0.1%` and `availability >= 99.9%`: the share of failed and throttled samples, by the same interval.
    ///
    /// The design effect is that of the failures alone. Failures have causes of their own: that requests wait in one
    /// queue says nothing about whether they fail together. Where none failed, nothing was seen to stick together and
    /// the effect is 1; the rule that ten failures must be *allowed* among the effective samples still stands, so
    /// `errors < 0.1%` without a single failure takes 10,000 requests. What such a run cannot know is an outage that did
    /// not happen while it looked.
    func failures(allowed: Double, availability: Bool, orEqual: Bool) -> Decision {
        let target = availability ? 1 - allowed : allowed
        let direction: Finding.Direction = availability ? .atLeast : .atMost
        let bad = samples.failedCount
        func shown(_ share: Double) -> Double { availability ? 1 - share : share }
        guard allowed > 0 else {
            // No share below none can be required; that none failed is a count, not an estimate.
            let outcome: Verdict.Outcome = bad == 0 ? .pass : .fail
            var finding = self.finding(outcome, "", target: target, unit: .ratio, direction: direction)
            finding.reason =
                bad == 0
                ? "none of the \(samples.noun) failed" : "\(Figures.count(bad)) \(samples.noun) failed, none may"
            finding.observed = shown(Double(bad) / Double(samples.count))
            (finding.bad, finding.allowed) = (bad, 0)
            return Decision(finding)
        }
        let share = BlockProportion(samples.badBlocks(beyond: nil).response)
        let ruling = ShareRuling(most: share, least: share, allowed: allowed, isSequential: isSequential)
        var finding = self.finding(ruling.outcome, "", target: target, unit: .ratio, direction: direction)
        finding.reason = ruling.words(ruling.doubt, what: "of the \(samples.noun) failed")
        finding.observed = shown(share.share)
        finding.low = shown(availability ? ruling.upper : ruling.lower)
        finding.high = shown(availability ? ruling.lower : ruling.upper)
        finding.effectiveSamples = share.effectiveSamples
        finding.designEffect = share.designEffect
        finding.bad = bad
        finding.allowed = allowed * share.samples
        finding.needed = ruling.needed(samples.noun, seconds: seconds)
        finding.budget = budget(allowed: allowed, limits: (ruling.lower, ruling.upper))
        return Decision(finding, evidence: ruling.evidence)
    }
}

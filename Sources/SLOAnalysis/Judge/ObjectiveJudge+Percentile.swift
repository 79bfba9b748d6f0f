import Groundwork
import LoadMetrics

extension ObjectiveJudge {
    /// `p95 < 200ms`: less than 5 % of all samples failed or took 200 ms or longer.
    func percentile(_ quantile: Double, _ limit: LatencyLimit) -> Decision {
        let allowed = 1 - min(max(quantile, 0), 1)
        guard allowed > 0 else { return maximum(limit) }
        let bad = samples.badBlocks(beyond: limit)
        let effects = samples.latencyEffects()
        let most = BlockProportion(bad.response, otherEffects: effects ?? [])
        let least = BlockProportion(bad.certain, otherEffects: effects ?? [])
        let values = samples.distribution(.response)
        var ruling = ShareRuling(
            most: most,
            least: least,
            allowed: allowed,
            hasMargin: hasMargin(values, most, allowed, limit),
            isSequential: isSequential
        )
        if ruling.outcome == .inconclusive, let near = samples.nearShare(of: limit.limit, allowed: allowed) {
            ruling = ruling.with(near: near)
        }
        // Without the histograms' slices nobody knows how much the samples stick together.
        let outcome = effects == nil ? .inconclusive : ruling.outcome
        var finding = self.finding(outcome, "", target: Double(limit.limit), unit: .nanoseconds)
        finding.reason = reason(ruling, outcome, limit, hasEffects: effects != nil)
        if !bad.isExact {
            finding.reason +=
                "; this limit was not counted while the run was made, so it is judged by histogram buckets, to their "
                + "disadvantage (0.1 %)"
        }
        let ends = ruling.undecided(quantile)
        finding.observed = kept(values.quantile(quantile), most.share < allowed, limit)
        finding.low = values.quantile(ends.lower).map { outcome == .fail ? max($0, Double(limit.firstBad)) : $0 }
        finding.high = kept(values.quantile(ends.upper), outcome == .pass, limit)
        finding.effectiveSamples = most.effectiveSamples
        finding.designEffect = most.designEffect
        finding.bad = UInt64(clampingCount: bad.response.reduce(0) { $0 + $1.counted })
        finding.allowed = allowed * most.samples
        if outcome == .inconclusive {
            finding.needed = effects == nil ? ShareRuling.longerRun : ruling.needed(samples.noun, seconds: seconds)
        }
        if samples.hasServiceTime { finding.serviceObserved = samples.distribution(.service).quantile(quantile) }
        var decision = Decision(finding, evidence: ruling.evidence)
        if let service = bad.service {
            let share = BlockProportion(service, otherEffects: effects ?? [])
            decision.serviceOutcome =
                ShareRuling(
                    most: share,
                    least: share,
                    allowed: allowed,
                    isSequential: isSequential
                ).outcome
            decision.lateShare = max(0, most.share - share.share) / allowed
        }
        return decision
    }

    /// Not one sample is bad, and the slowest took less than half the limit. Only where 5 % or more may be bad: rarer events
    /// need their ten allowed ones whatever was seen (p99.9 is never said to hold on 3,500 samples).
    private func hasMargin(
        _ values: AnsweredDistribution,
        _ most: BlockProportion,
        _ allowed: Double,
        _ limit: LatencyLimit
    )
        -> Bool
    {
        guard allowed >= 0.049, most.share <= 0, let slowest = values.quantile(1) else { return false }
        return slowest < Double(limit.limit) / 2
    }

    /// A quantile read from buckets, but below the limit where exact counts say that it is: the limit's own bucket
    /// reaches beyond it.
    private func kept(_ value: Double?, _ isBelow: Bool, _ limit: LatencyLimit) -> Double? {
        guard let value, isBelow, value.isFinite else { return value }
        return min(value, Double(limit.firstBad) - 1)
    }

    private func reason(
        _ ruling: ShareRuling,
        _ outcome: Verdict.Outcome,
        _ limit: LatencyLimit,
        hasEffects: Bool
    ) -> String {
        let pieces = samples.run.slices.count { slice in
            slice.series.contains { samples.isSelected[$0.series] && $0.response.totalCount > 0 }
        }
        let isNear = ruling.rule == .near && outcome == .pass
        let time = Figures.latency(Double(limit.limit) / (isNear ? ShareRuling.nearness : 1))
        let what =
            "of the \(samples.noun) failed or took \(limit.orEqual && !isNear ? "longer than" : "at least") \(time)"
            + (isNear ? ", half of the limit" : "")
        return ruling.words(outcome == .inconclusive && !hasEffects ? .fewBlocks(pieces) : ruling.doubt, what: what)
    }
}

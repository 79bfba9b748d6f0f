extension ShareRuling {
    /// By how much the near limit lies below the limit: half of it.
    static let nearness = 2.0

    /// Bad samples that must be allowed before a run that is looked at may end by what did not happen in it: ten times as
    /// many as at the end, since the looks begin when little could have happened.
    static let fewestToEnd = 100.0

    /// What is so far from the limit that the share's own design effect is enough.
    ///
    /// - PASS: beyond half of the limit, and failed, are with 95 % confidence fewer than a third of what is allowed,
    ///   and ten of the effective samples are (a hundred where the run is looked at while it is under way).
    /// - FAIL: with 95 % confidence four times as many are bad as are allowed, or where that is more than all, more than
    ///   half of the rest.
    ///
    /// The margins make up for what rare events do not show of how much they stick together. Simulated at the boundary
    /// on M/M/1, AR(1) and stalling services, 500 to 20,000 requests, p50 to p99: they add at most 3.3 points to the
    /// false FAIL, and at most 2 to the false PASS of services that are slow by degrees (docs/measurement.md).
    static func clear(
        _ alone: (most: BlockProportion, least: BlockProportion),
        _ near: BlockProportion?,
        _ allowed: Double,
        _ isSequential: Bool
    ) -> (Verdict.Outcome, Rule)? {
        if let near, near.blocks >= BlockProportion.fewestBlocks,
            near.effectiveSamples * allowed >= (isSequential ? fewestToEnd : BlockProportion.fewestEffectiveEvents),
            isBelow(near, allowed / 3, isSequential),
            // What was never sent has no latency: it is among the bad ones only.
            isBelow(alone.most, allowed / 3, isSequential)
        {
            return (.pass, .near)
        }
        return isAbove(alone.least, bar(allowed), isSequential) ? (.fail, .alone) : nil
    }

    /// The share above which the bad samples' own design effect is enough.
    static func bar(_ allowed: Double) -> Double { min(4 * allowed, (1 + allowed) / 2) }

    static func isBelow(_ share: BlockProportion, _ limit: Double, _ isSequential: Bool) -> Bool {
        isSequential ? SequentialShare(share).isBelow(limit) : share.upper() < limit
    }

    static func isAbove(_ share: BlockProportion, _ limit: Double, _ isSequential: Bool) -> Bool {
        isSequential ? SequentialShare(share).isAbove(limit) : share.lower() > limit
    }

    static func limits(
        _ least: BlockProportion,
        _ most: BlockProportion,
        _ isSequential: Bool
    ) -> (lower: Double, upper: Double) {
        isSequential
            ? (SequentialShare(least).limits.lower, SequentialShare(most).limits.upper)
            : (least.lower(), most.upper())
    }
}

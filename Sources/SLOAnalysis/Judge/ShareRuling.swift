/// The decision whether a true share lies below a limit, with all that made it.
struct ShareRuling {
    /// PASS, FAIL or INCONCLUSIVE.
    let outcome: Verdict.Outcome
    /// What decided, or the rule of which too little was seen.
    let rule: Rule
    /// The share with every doubtful sample counted; from it comes the upper limit.
    let most: BlockProportion
    /// The share with only the certain ones counted; from it comes the lower limit.
    let least: BlockProportion
    /// The share that is allowed.
    let allowed: Double
    /// Why it is undecided.
    let doubt: Doubt?
    /// Bad samples that had to be allowed among the effective ones.
    let fewestEvents: Double
    /// Ends of the interval that the true share lies in.
    let lower: Double
    let upper: Double
    /// The run was looked at while it was under way, so that the decision must hold at every look.
    let isSequential: Bool
    private let hasMargin: Bool
    private let near: BlockProportion?

    /// Which share decides.
    enum Rule: Equatable {
        /// The bad ones', with the largest of the design effects.
        case bad
        /// The share beyond half of the limit: hardly any, so that the limit itself is kept all the more.
        case near
        /// The bad ones' by its own design effect: so many that no other is needed.
        case alone
    }

    /// Why nothing is decided.
    enum Doubt: Equatable {
        /// The run is too short to be cut into blocks.
        case fewBlocks(Int)
        /// Too few effective samples for so rare an event.
        case fewSamples
        /// The interval holds the limit.
        case undecided
    }

    /// Decides by measurement.md 3.3: below the limit at 95 % is PASS, above it at 95 % is FAIL.
    ///
    /// Either way ten bad samples must be *allowed* among the effective ones, or the interval is not to be trusted. For
    /// FAIL twenty effective bad ones *seen* do as well: where most requests are bad, few samples are enough to say so
    /// (simulated false FAIL at the boundary, M/M/1 and AR(1) traffic: at most 3.3 % instead of the nominal 5 %).
    ///
    /// `hasMargin` says that not one sample came near the limit. Then three allowed ones are enough for PASS.
    ///
    /// Far from the limit the largest design effect is the wrong one: it is mostly the median's, which wanders by a
    /// fraction of a millisecond where seconds are allowed, or by minutes where all is bad. There the share decides by its
    /// own design effect, if it is far enough from what is allowed to make up for that: see ``clear(_:_:_:_:)``.
    ///
    /// What no rule can see is a stall that did not happen in the run.
    ///
    /// A run that was looked at while it was under way is decided by the confidence sequence instead.
    /// - Parameter near: the share beyond half of the limit, where the limit is far from all that moved.
    init(
        most: BlockProportion,
        least: BlockProportion,
        allowed: Double,
        hasMargin: Bool = false,
        near: BlockProportion? = nil,
        isSequential: Bool = false
    ) {
        self.most = most
        self.least = least
        self.allowed = allowed
        self.isSequential = isSequential
        self.hasMargin = hasMargin && !isSequential
        self.near = near
        let fewestEvents =
            self.hasMargin ? BlockProportion.fewestEventsWithMargin : BlockProportion.fewestEffectiveEvents
        self.fewestEvents = fewestEvents
        let blocks = min(most.blocks, least.blocks)
        let isEnoughToPass = most.effectiveSamples * allowed >= fewestEvents
        guard blocks >= BlockProportion.fewestBlocks else {
            (outcome, rule, doubt) = (.inconclusive, .bad, .fewBlocks(blocks))
            (lower, upper) = Self.limits(least, most, isSequential)
            return
        }
        let isTrusted = most.effectiveSamples * allowed >= BlockProportion.fewestEffectiveEvents
        let isSeen = least.effectiveSamples * least.share >= BlockProportion.fewestSeenEvents && !isSequential
        if isEnoughToPass, Self.isBelow(most, allowed, isSequential) {
            (outcome, rule, doubt) = (.pass, .bad, nil)
        } else if isTrusted || isSeen, Self.isAbove(least, allowed, isSequential) {
            (outcome, rule, doubt) = (.fail, .bad, nil)
        } else if let (outcome, rule) = Self.clear((most.alone, least.alone), near, allowed, isSequential) {
            (self.outcome, self.rule, doubt) = (outcome, rule, nil)
        } else {
            (outcome, rule, doubt) = (.inconclusive, .bad, isEnoughToPass ? .undecided : .fewSamples)
        }
        switch rule {
        case .bad: (lower, upper) = Self.limits(least, most, isSequential)
        case .near: (lower, upper) = Self.limits(least, near ?? most, isSequential)
        case .alone: (lower, upper) = Self.limits(least.alone, most.alone, isSequential)
        }
    }

    /// The probability to see this although the limit is kept; for the correction over several objectives.
    var evidence: Double {
        let (share, bar) = rule == .alone ? (least.alone, Self.bar(allowed)) : (least, allowed)
        guard isSequential else { return share.evidence(above: bar) }
        let sequential = SequentialShare(share)
        return sequential.share > bar ? sequential.evidence(against: bar) / 2 : 1
    }

    /// The ruling with the share beyond half of the limit, which is counted only where the limit's own does not decide.
    func with(near: BlockProportion) -> ShareRuling {
        ShareRuling(
            most: most,
            least: least,
            allowed: allowed,
            hasMargin: hasMargin,
            near: near,
            isSequential: isSequential
        )
    }

    /// The same ruling with so many times the samples, if all stays as it is.
    private func scaled(by factor: Double) -> ShareRuling {
        ShareRuling(
            most: most.scaled(by: factor),
            least: least.scaled(by: factor),
            allowed: allowed,
            hasMargin: hasMargin,
            near: near?.scaled(by: factor),
            isSequential: isSequential
        )
    }

    /// How many times as many samples would decide it, if the share stays as it is; nil if none would.
    var neededFactor: Double? {
        func decides(_ factor: Double) -> Bool { scaled(by: factor).outcome != .inconclusive }
        guard most.samples > 0, most.blocks >= BlockProportion.fewestBlocks else { return nil }
        var high = 1.0
        while !decides(high) {
            high *= 2
            if high > 1e6 { return nil }
        }
        var low = high / 2
        for _ in 0..<12 {
            let middle = (low + high) / 2
            if decides(middle) { high = middle } else { low = middle }
        }
        return high
    }

    /// Between which shares of the samples, in order, the limits lie that would be neither passed nor failed by the bad
    /// samples and the largest design effect: the interval of the quantile itself, however far from the limit it is.
    func undecided(_ quantile: Double) -> (lower: Double, upper: Double) {
        isSequential ? SequentialShare(most).undecided(quantile) : most.undecided(quantile)
    }
}

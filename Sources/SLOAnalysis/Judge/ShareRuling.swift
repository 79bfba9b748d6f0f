/// The decision whether a true share lies below a limit, with all that made it.
struct ShareRuling {
    /// PASS, FAIL or INCONCLUSIVE.
    let outcome: Verdict.Outcome
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
    /// The probability to see this although the limit is kept; for the correction over several objectives.
    var evidence: Double {
        guard isSequential else { return least.evidence(above: allowed) }
        let share = SequentialShare(least)
        return share.share > allowed ? share.evidence(against: allowed) / 2 : 1
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
    /// `hasMargin` says that not one sample came near the limit. Then three allowed ones are enough for PASS: the rule of
    /// ten guards an estimated design effect near the limit, and far from it made services with answers of a millisecond
    /// undecidable, because their median wanders by a fraction of one. Simulated false PASS at the boundary, 500 to 8,000
    /// requests: M/M/1 (ρ .5, .8, .9) and AR(1) (φ .99) as without it. What it cannot
    /// see, nor any rule, is a stall that did not happen in the run: where stalls of 2.5 % of the run make up all that is
    /// bad, about 12 % of the runs have none (3.5 % pass by the rule of ten).
    ///
    /// A run that was looked at while it was under way is decided by the confidence sequence instead, which knows no
    /// exceptions.
    init(
        most: BlockProportion,
        least: BlockProportion,
        allowed: Double,
        hasMargin: Bool = false,
        isSequential: Bool = false
    ) {
        self.most = most
        self.least = least
        self.allowed = allowed
        self.isSequential = isSequential
        let hasMargin = hasMargin && !isSequential
        fewestEvents = hasMargin ? BlockProportion.fewestEventsWithMargin : BlockProportion.fewestEffectiveEvents
        lower = isSequential ? SequentialShare(least).limits.lower : least.lower()
        upper = isSequential ? SequentialShare(most).limits.upper : most.upper()
        guard min(most.blocks, least.blocks) >= BlockProportion.fewestBlocks else {
            outcome = .inconclusive
            doubt = .fewBlocks(min(most.blocks, least.blocks))
            return
        }
        let isTrusted = most.effectiveSamples * allowed >= BlockProportion.fewestEffectiveEvents
        let isEnoughToPass = most.effectiveSamples * allowed >= fewestEvents
        let seen = least.effectiveSamples * least.share
        if isEnoughToPass, isSequential ? SequentialShare(most).isBelow(allowed) : upper < allowed {
            outcome = .pass
            doubt = nil
        } else if isTrusted || (seen >= BlockProportion.fewestSeenEvents && !isSequential),
            isSequential ? SequentialShare(least).isAbove(allowed) : lower > allowed
        {
            outcome = .fail
            doubt = nil
        } else {
            outcome = .inconclusive
            doubt = isEnoughToPass ? .undecided : .fewSamples
        }
    }

    /// How many times as many samples would decide it, if the share stays as it is; nil if none would.
    var neededFactor: Double? {
        func decides(_ factor: Double) -> Bool {
            let (most, least) = (most.scaled(by: factor), least.scaled(by: factor))
            let hasMargin = fewestEvents < BlockProportion.fewestEffectiveEvents
            return ShareRuling(
                most: most,
                least: least,
                allowed: allowed,
                hasMargin: hasMargin,
                isSequential: isSequential
            ).outcome != .inconclusive
        }
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

    /// Between which shares of the samples, in order, the limits lie that would be neither passed nor failed.
    func undecided(_ quantile: Double) -> (lower: Double, upper: Double) {
        isSequential ? SequentialShare(most).undecided(quantile) : most.undecided(quantile)
    }

    /// What a run needs that is too short to be cut into blocks.
    static let longerRun = "a measured part of at least \(BlockProportion.blocks) s"

    /// What would decide it, in words.
    func needed(_ noun: String, seconds: Double) -> String? {
        switch doubt {
        case nil: return nil
        case .fewBlocks:
            return Self.longerRun
        case .fewSamples, .undecided:
            guard let factor = neededFactor else {
                return "the observed share is so close to what is allowed that no length of run would decide it"
            }
            let more = most.samples * (factor - 1)
            let time = seconds > 0 ? " (\(Words.duration(seconds: seconds * (factor - 1))) more at this rate)" : ""
            return "about \(Words.roughly(more)) more \(noun)\(time) would decide it if the share stays as it is"
        }
    }
}

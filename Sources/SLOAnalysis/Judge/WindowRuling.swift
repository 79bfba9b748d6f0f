/// The decision whether few enough windows of time are bad. Windows are few and each is a sum over many requests, so the
/// exact interval is taken on their effective number, without the rule that ten bad ones must be allowed.
struct WindowRuling {
    let outcome: Verdict.Outcome
    /// The bad windows' share, with the design effect of blocks of neighbours.
    let share: BlockProportion
    let lower: Double
    let upper: Double
    /// The probability to see this although few enough are bad.
    let evidence: Double
    /// Windows, none of them bad, that would decide it; nil if no number of a size that can be run would.
    let moreWindows: Int?

    /// Decides from windows in order of time, true where one meets its requirement.
    init(_ windows: [Bool], allowed: Double) {
        let alpha = BlockProportion.alpha
        // Blocks of at least two neighbours: of single windows nobody can see that they stick together.
        let count = max(1, min(BlockProportion.blocks, windows.count / 2))
        var blocks = [BlockProportion.Block](repeating: .init(samples: 0, counted: 0), count: count)
        for (number, isGood) in windows.enumerated() {
            let block = number * count / windows.count
            blocks[block].samples += 1
            if !isGood { blocks[block].counted += 1 }
        }
        let share = BlockProportion(blocks)
        self.share = share
        let worth = share.effectiveSamples
        let bad = share.share * worth
        let (lower, upper) = Self.limits(bad: bad, worth: worth, alpha)
        (self.lower, self.upper) = (lower, upper)
        evidence = bad > 0 ? BetaDistribution.cdf(allowed, bad, worth - bad + 1) : 1
        outcome = upper < allowed ? .pass : lower > allowed ? .fail : .inconclusive
        guard outcome == .inconclusive else {
            moreWindows = nil
            return
        }
        var more = 1
        while more < 1_000_000,
            Self.limits(bad: bad, worth: worth + Double(more) / share.designEffect, alpha).1 >= allowed
        {
            more *= 2
        }
        var (low, high) = (more / 2, more)
        while high - low > 1 {
            let middle = (low + high) / 2
            let isDecided =
                Self.limits(bad: bad, worth: worth + Double(middle) / share.designEffect, alpha).1 < allowed
            if isDecided { high = middle } else { low = middle }
        }
        moreWindows = more < 1_000_000 ? high : nil
    }

    private static func limits(bad: Double, worth: Double, _ alpha: Double) -> (lower: Double, upper: Double) {
        guard worth > 0 else { return (0, 1) }
        let good = worth - bad
        return (
            bad > 0 ? BetaDistribution.quantile(alpha, bad, good + 1) : 0,
            good > 1e-9 ? BetaDistribution.quantile(1 - alpha, bad + 1, good) : 1
        )
    }
}

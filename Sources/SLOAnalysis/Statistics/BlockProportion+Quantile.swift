extension BlockProportion {
    /// Between which shares of the samples, in order, the p-quantile lies (Woodruff 1952): the interval for the share p
    /// on the effective samples, read off the distribution. Wrong with probability `alpha` on either side.
    public func woodruff(_ p: Double, alpha: Double = BlockProportion.alpha) -> (lower: Double, upper: Double) {
        let worth = degradedSamples(alpha: alpha)
        guard worth > 0, p > 0, p < 1 else { return (0, 1) }
        let counted = p * worth
        return (
            BetaDistribution.quantile(alpha, counted, worth - counted + 1),
            BetaDistribution.quantile(1 - alpha, counted + 1, worth - counted)
        )
    }

    /// Between which shares of the samples, in order, the p-quantile lies, by inverting the decision: the limits that
    /// would be neither passed nor failed are those between the quantiles at these shares. So an interval that lies
    /// below a limit and a verdict PASS are the same thing, which Woodruff's differs from by a little.
    public func undecided(_ p: Double, alpha: Double = BlockProportion.alpha) -> (lower: Double, upper: Double) {
        let worth = degradedSamples(alpha: alpha)
        guard worth > 0, p > 0, p < 1 else { return (0, 1) }
        let bad = 1 - p
        let passing = Self.boundary { share in
            let counted = share * worth
            let upper =
                counted <= 0
                ? BetaDistribution.cdf(bad, 1, worth) : BetaDistribution.cdf(bad, counted + 1, worth - counted)
            return upper < 1 - alpha
        }
        let failing = Self.boundary { share in
            let counted = share * worth
            return counted > 0 && BetaDistribution.cdf(bad, counted, worth - counted + 1) < alpha
        }
        return (1 - failing, 1 - passing)
    }

    /// The share in 0 … 1 at which a condition that holds for larger ones begins to.
    private static func boundary(_ holds: (Double) -> Bool) -> Double {
        if holds(0) { return 0 }
        var low = 0.0
        var high = 1.0
        for _ in 0..<50 {
            let middle = (low + high) / 2
            if holds(middle) { high = middle } else { low = middle }
        }
        return high
    }
}

import Glibc

/// How a figure of new runs compares with that of accepted ones (measurement.md 3.5). All work on logarithms, so that a
/// difference is a ratio: `ln 1.05` is 5 % more.
enum RunComparison {
    /// An interval of the logarithm of new / old.
    struct Shift: Hashable {
        /// The best guess.
        var estimate: Double
        /// Lower limit, wrong with 5 %.
        var lower: Double
        /// Upper limit, wrong with 5 %.
        var upper: Double
    }

    /// Mode A: several new runs, interleaved with several of the base: Welch's t on their logarithms.
    static func welch(base: [Double], new: [Double], alpha: Double = BlockProportion.alpha) -> Shift? {
        guard let old = Moments(base), let young = Moments(new) else { return nil }
        let difference = young.mean - old.mean
        let (a, b) = (old.variance / old.count, young.variance / young.count)
        guard a + b > 0 else { return Shift(estimate: difference, lower: difference, upper: difference) }
        let degrees = (a + b) * (a + b) / (a * a / (old.count - 1) + b * b / (young.count - 1))
        let width = StudentDistribution.quantile(1 - alpha, degrees: degrees) * (a + b).squareRoot()
        return Shift(estimate: difference, lower: difference - width, upper: difference + width)
    }

    /// Mode B: one new run against the spread of accepted ones: a prediction interval.
    ///
    /// `noise` is the standard error of one run's figure by its own samples. Eight runs now and then differ less among
    /// themselves than their samples alone make them differ: then that is the spread.
    static func prediction(
        history: [Double],
        new: Double,
        noise: Double = 0,
        alpha: Double = BlockProportion.alpha
    ) -> Shift? {
        guard let old = Moments(history) else { return nil }
        let difference = new - old.mean
        let width =
            StudentDistribution.quantile(1 - alpha, degrees: old.count - 1)
            * (max(old.variance, noise * noise) * (1 + 1 / old.count)).squareRoot()
        return Shift(estimate: difference, lower: difference - width, upper: difference + width)
    }

    /// Mode C: one run against one other, by the method of variance estimates recovery on the intervals of their
    /// quantiles (Zou & Donner). It cannot see how much runs differ among themselves, so it only advises.
    static func recovered(
        base: (low: Double, value: Double, high: Double),
        new: (low: Double, value: Double, high: Double)
    ) -> Shift? {
        guard base.low > 0, base.value >= base.low, base.high >= base.value, base.high.isFinite,
            new.low > 0, new.value >= new.low, new.high >= new.value, new.high.isFinite
        else { return nil }
        func root(_ a: Double, _ b: Double) -> Double { (log(a) * log(a) + log(b) * log(b)).squareRoot() }
        let ratio = log(new.value / base.value)
        return Shift(
            estimate: ratio,
            lower: ratio - root(new.value / new.low, base.high / base.value),
            upper: ratio + root(new.high / new.value, base.value / base.low)
        )
    }

    /// Mean and sample variance of at least two values.
    struct Moments {
        var count: Double
        var mean: Double
        var variance: Double

        init?(_ values: [Double]) {
            guard values.count > 1, values.allSatisfy(\.isFinite) else { return nil }
            let mean = values.reduce(0, +) / Double(values.count)
            count = Double(values.count)
            self.mean = mean
            variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
        }
    }
}

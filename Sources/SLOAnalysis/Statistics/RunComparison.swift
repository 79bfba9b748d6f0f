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
        /// The probability to see as much more although nothing changed; nil where runs are too few to tell.
        var evidence: Double?

        /// Student's interval.
        init(estimate: Double, error: Double, degrees: Double, alpha: Double) {
            self.estimate = estimate
            let width = error > 0 ? StudentDistribution.quantile(1 - alpha, degrees: degrees) * error : 0
            lower = estimate - width
            upper = estimate + width
            evidence =
                error > 0 ? StudentDistribution.cdf(-estimate / error, degrees: degrees) : estimate > 0 ? 0 : 1
        }

        init(estimate: Double, lower: Double, upper: Double) {
            (self.estimate, self.lower, self.upper) = (estimate, lower, upper)
        }
    }

    /// Mode A: several new runs, interleaved with several of the base: Welch's t on their logarithms.
    ///
    /// `noise` is the standard error of a run's figure by its own samples, of base and new runs: few runs now and then
    /// differ less among themselves than that, then it is their spread.
    static func welch(
        base: [Double],
        new: [Double],
        noise: (base: Double, new: Double) = (0, 0),
        alpha: Double = BlockProportion.alpha
    ) -> Shift? {
        guard let old = Moments(base), let young = Moments(new) else { return nil }
        let a = max(old.variance, noise.base * noise.base) / old.count
        let b = max(young.variance, noise.new * noise.new) / young.count
        return Shift(
            estimate: young.mean - old.mean,
            error: (a + b).squareRoot(),
            degrees: (a + b) * (a + b) / (a * a / (old.count - 1) + b * b / (young.count - 1)),
            alpha: alpha
        )
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
        return Shift(
            estimate: new - old.mean,
            error: (max(old.variance, noise * noise) * (1 + 1 / old.count)).squareRoot(),
            degrees: old.count - 1,
            alpha: alpha
        )
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

import Glibc

/// A test of a share that may be looked at after every sample (measurement.md 3.7): the beta-binomial mixture of
/// Howard and Ramdas. Looking often costs nothing, because it holds at all times at once.
///
/// Source: S. R. Howard, A. Ramdas, "Sequential estimation of quantiles with applications to A/B testing and best-arm
/// identification", Bernoulli 28(3), 2022 (arXiv 1906.09712).
struct ConfidenceSequence {
    /// Which deviations count.
    enum Sides {
        /// Only shares above.
        case above
        /// Both.
        case both
    }

    /// Distance of the share tested from 0, and from 1.
    let g: Double
    let h: Double
    /// The mixture's width.
    let r: Double
    let sides: Sides

    /// A mixture that is tightest at an intrinsic time.
    /// - Parameters:
    ///   - g: the largest step down; of a share, the share itself.
    ///   - h: the largest step up; one less the share.
    ///   - optimum: intrinsic time at which it is tightest, g · h · samples.
    ///   - alpha: the error it is tightest for.
    init(g: Double, h: Double, optimum: Double, alpha: Double, sides: Sides) {
        self.g = g
        self.h = h
        self.sides = sides
        let level = 2 * log(1 / (sides == .both ? alpha : 2 * alpha))
        let rho = optimum / (level + log(1 + level))
        r = max(rho - g * h, 1e-3 * g * h)
    }

    /// ln of the mixture's likelihood ratio against "the sum has no drift".
    /// - Parameters:
    ///   - sum: Σ (x − share).
    ///   - time: intrinsic time, g · h · samples.
    func logRatio(sum s: Double, time v: Double) -> Double {
        let (gh, both) = (g * h, g + h)
        let x = sides == .both ? 1.0 : h / both
        let a = (r + v - g * s) / (g * both)
        let b = (r + v + h * s) / (h * both)
        guard a > 0, b > 0 else { return .infinity }
        return v / gh * log(both) - (v + h * s) / (h * both) * log(g) - (v - g * s) / (g * both) * log(h)
            + BetaDistribution.logIncomplete(x, a, b)
            - BetaDistribution.logIncomplete(x, r / (g * both), r / (h * both))
    }

    /// The p-value, valid at all times at once, of "the share is `share`" after samples of which a part was counted.
    static func evidence(
        against share: Double,
        counted: Double,
        samples: Double,
        optimum: Double = 600,
        alpha: Double = 0.10
    ) -> Double {
        guard share > 0, share < 1, samples > 0 else { return 1 }
        let unit = share * (1 - share)
        let sequence = ConfidenceSequence(
            g: share,
            h: 1 - share,
            optimum: unit * optimum,
            alpha: alpha,
            sides: .both
        )
        return min(1, exp(-sequence.logRatio(sum: counted - share * samples, time: unit * samples)))
    }
}

import Glibc

@testable import SLOAnalysis

/// Whether a quantile is the same in two arms, by evidence that holds at every look at once: the value that both arms
/// contradict least, and how much they still contradict it.
///
/// The samples of an arm must be independent of each other; ``Arm/worth`` says how many of them are.
///
/// Source: S. R. Howard, A. Ramdas, "Sequential estimation of quantiles with applications to A/B testing and best-arm
/// identification", Bernoulli 28(3), 2022, theorem 5.
struct QuantileComparison: Sendable {
    /// An arm: where its samples lie, and how many independent ones they are worth.
    struct Arm: Sendable {
        /// A value and the share of the samples at or below it.
        typealias Step = (value: Double, share: Double)

        /// Values, rising, each once.
        let steps: [Step]
        /// Independent samples.
        let worth: Double

        /// Independent samples as they are.
        init(_ samples: [Double]) {
            var steps: [Step] = []
            for (number, value) in samples.sorted().enumerated() {
                if steps.last?.value == value { steps.removeLast() }
                steps.append((value, Double(number + 1) / Double(samples.count)))
            }
            self.init(steps: steps, worth: Double(samples.count))
        }

        /// A distribution by its steps, rising.
        init(steps: [Step], worth: Double) {
            self.steps = steps
            self.worth = worth
        }

        /// The shares below a value and at or below it: at the value itself any between is as true.
        func shares(around value: Double) -> (below: Double, upTo: Double) {
            var (low, high) = (0, steps.count)
            while low < high {
                let middle = (low + high) / 2
                if steps[middle].value < value { low = middle + 1 } else { high = middle }
            }
            let below = low > 0 ? steps[low - 1].share : 0
            return (below, low < steps.count && steps[low].value == value ? steps[low].share : below)
        }
    }

    /// The quantile, in 0 … 1.
    let quantile: Double
    private let sequence: ConfidenceSequence

    /// A comparison that is tightest when either arm has `optimum` samples, at the level `alpha`; nil unless quantile and
    /// level are in 0 … 1 and `optimum` is more than 0.
    init?(quantile: Double, optimum: Double, alpha: Double = 0.05) {
        guard quantile > 0, quantile < 1, optimum > 0, optimum.isFinite, alpha > 0, alpha < 1 else { return nil }
        self.quantile = quantile
        sequence = ConfidenceSequence(
            g: quantile,
            h: 1 - quantile,
            optimum: quantile * (1 - quantile) * optimum,
            alpha: alpha,
            sides: .both
        )
    }

    /// The p-value of "both arms have the same quantile", valid at all times at once; 1 if an arm is empty.
    func evidence(_ one: Arm, _ other: Arm) -> Double {
        guard one.worth > 0, other.worth > 0, !one.steps.isEmpty, !other.steps.isEmpty else { return 1 }
        let (least, otherLeast) = (leastContradicted(one.worth), leastContradicted(other.worth))
        // Between two neighbouring values of either arm nothing changes: the least is found at one of them.
        let best = (one.steps + other.steps).reduce(Double.infinity) { best, step in
            min(best, contradiction(one, step.value, least) + contradiction(other, step.value, otherLeast))
        }
        return min(1, exp(-best))
    }

    /// How much an arm speaks against a value being its quantile: ln of the likelihood ratio, least at a share and
    /// growing on either side of it.
    private func contradiction(_ arm: Arm, _ value: Double, _ least: Double) -> Double {
        let (below, upTo) = arm.shares(around: value)
        return logRatio(min(max(least, below), upTo), arm.worth)
    }

    /// The share below its true quantile that speaks least against an arm: nearly, but not quite, the quantile.
    private func leastContradicted(_ worth: Double) -> Double {
        var (low, high) = (0.0, 1.0)
        let golden = (5.0.squareRoot() - 1) / 2
        for _ in 0..<60 {
            let a = high - golden * (high - low)
            let b = low + golden * (high - low)
            if logRatio(a, worth) < logRatio(b, worth) { high = b } else { low = a }
        }
        return (low + high) / 2
    }

    private func logRatio(_ share: Double, _ worth: Double) -> Double {
        sequence.logRatio(sum: (share - quantile) * worth, time: quantile * (1 - quantile) * worth)
    }
}

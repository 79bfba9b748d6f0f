import Glibc
import Groundwork
import LoadPlan

extension ThinkDistribution {
    /// A length, in nanoseconds, from numbers of `random`.
    @inline(never)
    func draw(_ random: inout SeededRandom) -> UInt64 {
        let mean = Double(self.mean)
        let length: Double
        switch shape {
        case .exponential: length = -mean * log(1 - random.unit())
        case .normal: length = mean + Double(deviation) * Self.normal(&random)
        case .lognormal:
            // Mean and deviation of the length itself give those of its logarithm.
            let ratio = Double(deviation) / mean
            let spread = log(1 + ratio * ratio)
            length = exp(log(mean) - spread / 2 + spread.squareRoot() * Self.normal(&random))
        }
        return UInt64(max(0, min(length, Double(most))))
    }

    /// A standard normal number (Box and Muller, "A note on the generation of random normal deviates", 1958). The second
    /// of the pair is left out: a user's numbers depend on nothing but how many were drawn.
    private static func normal(_ random: inout SeededRandom) -> Double {
        let radius = (-2 * log(1 - random.unit())).squareRoot()
        return radius * cos(2 * .pi * random.unit())
    }
}

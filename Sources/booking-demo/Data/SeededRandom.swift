import Foundation

/// SplitMix64 (Steele, Lea, Flood, OOPSLA 2014): small, fast, and the same everywhere for one seed.
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// Uniform in [0, 1).
    mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// Standard normal (Box and Muller, 1958).
    mutating func normal() -> Double {
        // 1 − u lies in (0, 1], where the logarithm is finite.
        (-2 * log(1 - unit())).squareRoot() * cos(2 * .pi * unit())
    }
}

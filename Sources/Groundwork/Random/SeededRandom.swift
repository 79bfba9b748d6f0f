/// A small, fast generator of pseudo-random numbers for one purpose, seeded from the run's seed and what it is for.
///
/// SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", OOPSLA 2014). The state after *n*
/// draws is `seed + n·γ`, so a value can also be had by its index (``value(seed:index:)``), which is how every shard
/// computes the same arrival schedule without talking to the others.
public struct SeededRandom: RandomNumberGenerator, Sendable {
    @usableFromInline var state: UInt64

    /// A generator that begins at `seed`.
    @inlinable public init(seed: UInt64) {
        state = seed
    }

    /// A generator for the thing with these numbers (a user, an iteration, a stream) in a run with this seed.
    @inlinable public init(seed: UInt64, _ first: UInt64, _ second: UInt64 = 0) {
        state = Self.mix(Self.mix(seed &+ 0x9E37_79B9_7F4A_7C15 &* (first &+ 1)) ^ (second &* 0xD1B5_4A32_D192_ED03))
    }

    @inlinable static func mix(_ value: UInt64) -> UInt64 {
        var z = value
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// The next 64 bits.
    @inlinable public mutating func next() -> UInt64 {
        state = state &+ 0x9E37_79B9_7F4A_7C15
        return Self.mix(state)
    }

    /// The next number in [0, 1), with 53 random bits.
    @inlinable public mutating func unit() -> Double {
        Double(next() >> 11) * 0x1p-53
    }

    /// A whole number in 0..<bound, without the bias of a remainder (Lemire, "Fast random integer generation in an
    /// interval", 2019, without the rejection step: the bias is below bound/2⁶⁴). `bound` 0 gives 0.
    @inlinable public mutating func below(_ bound: UInt64) -> UInt64 {
        next().multipliedFullWidth(by: bound).high
    }

    /// Number `index` of the sequence that `SeededRandom(seed:)` gives, from 0.
    @inlinable public static func value(seed: UInt64, index: UInt64) -> UInt64 {
        mix(seed &+ 0x9E37_79B9_7F4A_7C15 &* (index &+ 1))
    }
}

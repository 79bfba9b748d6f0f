import Groundwork
import LoadPlan

/// An order of the numbers 0..<count that follows from a seed, of which each place can be computed by itself: shards
/// that share nothing agree on it.
///
/// A Feistel network of four rounds over the next power of four, walked on where it leads past the end (Black and
/// Rogaway, "Ciphers with Arbitrary Finite Domains", CT-RSA 2002).
struct SeededPermutation {
    private let count: UInt64
    private let halfBits: UInt64
    private let seed: UInt64

    init(count: UInt64, seed: UInt64) {
        self.count = max(1, count)
        var bits: UInt64 = 1
        while bits < 31, UInt64(1) << (2 * bits) < self.count { bits += 1 }
        halfBits = bits
        self.seed = seed
    }

    /// The number at a place below `count`.
    subscript(place: UInt64) -> UInt64 {
        var value = place % count
        // Each step is one-to-one on the larger range, so the walk comes back below the end.
        repeat { value = once(value) } while value >= count
        return value
    }

    private func once(_ value: UInt64) -> UInt64 {
        let mask = UInt64(1) << halfBits - 1
        var left = value >> halfBits & mask
        var right = value & mask
        for round in 0..<UInt64(4) {
            let mixed = SeededRandom.value(seed: seed &+ round, index: right) & mask
            (left, right) = (right, left ^ mixed)
        }
        return left << halfBits | right
    }
}

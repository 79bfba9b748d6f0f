/// How long a shard's turns took, in classes of about 9 %: while it turns, whatever becomes ready waits.
struct TurnLengths {
    /// Eight classes for each power of two, up to 2^40 ns.
    private var counts: [320 of UInt32] = .init(repeating: 0)
    private(set) var longest: UInt64 = 0
    private(set) var count: UInt64 = 0

    /// A turn took so many nanoseconds.
    mutating func note(_ length: UInt64) {
        longest = max(longest, length)
        count &+= 1
        let index = Self.index(length)
        counts[index] &+= 1
    }

    private static func index(_ length: UInt64) -> Int {
        guard length >= 8 else { return Int(length) }
        let power = 63 - length.leadingZeroBitCount
        return min(319, (power - 2) * 8 + Int((length >> UInt64(power - 3)) & 7))
    }

    /// The longest of a class.
    private static func upper(_ index: Int) -> UInt64 {
        guard index >= 8 else { return UInt64(index) }
        let power = UInt64(index / 8 + 2)
        return ((8 + UInt64(index % 8) + 1) << (power - 3)) - 1
    }

    /// Takes in another shard's.
    mutating func add(_ other: TurnLengths) {
        longest = max(longest, other.longest)
        count &+= other.count
        for index in counts.indices { counts[index] &+= other.counts[index] }
    }

    /// Takes out an earlier state of the same shard; the longest stays, since it cannot be told when it was.
    mutating func subtract(_ earlier: TurnLengths) {
        count &-= earlier.count
        for index in counts.indices { counts[index] &-= earlier.counts[index] }
    }

    /// The length that a share of the turns does not exceed, nanoseconds.
    func quantile(_ share: Double) -> UInt64 {
        let wanted = UInt64((share * Double(count)).rounded(.up))
        var sum: UInt64 = 0
        for index in counts.indices {
            sum &+= UInt64(counts[index])
            if sum >= wanted, sum > 0 { return min(Self.upper(index), longest) }
        }
        return longest
    }
}

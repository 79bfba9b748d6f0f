/// A histogram's buckets that are not empty, and nothing else: what is kept of every slice of a run in memory.
public struct SparseHistogram: Sendable, Hashable {
    /// A bucket: values that cannot be told apart, and how many there are.
    public struct Bucket: Sendable, Hashable {
        /// The smallest of the values.
        public var lowest: UInt64
        /// How many were counted; never 0.
        public var count: UInt64
    }

    /// Range and precision.
    public let layout: HistogramLayout
    /// The buckets in order of their values.
    public let buckets: [Bucket]
    /// Values counted.
    public let totalCount: UInt64

    /// The buckets of a histogram.
    public init(_ histogram: Histogram) {
        layout = histogram.layout
        buckets = histogram.buckets.map { Bucket(lowest: $0.lowest, count: $0.count) }
        totalCount = histogram.totalCount
    }

    /// How many values lie in buckets above the one of `value`.
    public func count(above value: UInt64) -> UInt64 {
        let edge = layout.highestEquivalent(Swift.min(value, layout.highest))
        return buckets[firstIndex(above: edge)...].reduce(0) { $0 &+ $1.count }
    }

    /// How many values are in the bucket of `value` or above it: never too few of those that are at least `value`.
    public func count(atOrAbove value: UInt64) -> UInt64 {
        let edge = layout.lowestEquivalent(Swift.min(value, layout.highest))
        return buckets[firstIndex(atOrAbove: edge)...].reduce(0) { $0 &+ $1.count }
    }

    /// The sum of all values, each taken as the middle of its bucket.
    public var sum: Double {
        buckets.reduce(0) { $0 + Double(layout.medianEquivalent($1.lowest)) * Double($1.count) }
    }

    private func firstIndex(above value: UInt64) -> Int {
        value == .max ? buckets.count : firstIndex(atOrAbove: value + 1)
    }

    private func firstIndex(atOrAbove value: UInt64) -> Int {
        var low = 0
        var high = buckets.count
        while low < high {
            let middle = (low + high) / 2
            if buckets[middle].lowest < value { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

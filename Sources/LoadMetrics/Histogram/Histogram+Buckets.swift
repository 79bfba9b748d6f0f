extension Histogram {
    /// Values that cannot be told apart, and how many there are of them.
    public struct Bucket: Sendable, Hashable {
        /// The smallest of the values.
        public var lowest: UInt64
        /// The largest of the values.
        public var highest: UInt64
        /// How many were counted; never 0.
        public var count: UInt64
    }

    /// The buckets that are not empty, from the lowest up.
    public struct Buckets: Sequence, IteratorProtocol, Sendable {
        private let layout: HistogramLayout
        private let pages: [[UInt64]]
        private var page = 0
        private var position = 0

        init(_ histogram: Histogram) {
            layout = histogram.layout
            pages = histogram.pages
        }

        /// The next bucket that is not empty.
        public mutating func next() -> Bucket? {
            while page < pages.count {
                let counters = pages[page]
                while position < counters.count {
                    let count = counters[position]
                    position += 1
                    if count > 0 {
                        let lowest = layout.lowestValue(at: (page << HistogramPage.shift) + position - 1)
                        return Bucket(lowest: lowest, highest: layout.highestEquivalent(lowest), count: count)
                    }
                }
                page += 1
                position = 0
            }
            return nil
        }
    }

    /// The buckets that are not empty, from the lowest up.
    public var buckets: Buckets { Buckets(self) }
}

extension RunRecord {
    /// What a gauge showed over the whole run, warm-up included.
    public struct GaugeFacts: Sendable, Codable, Hashable {
        /// How often a value was noted.
        public var count: UInt64
        /// Their mean.
        public var mean: Double
        /// The smallest.
        public var least: Double
        /// The largest.
        public var most: Double
        /// The one that was noted last.
        public var last: Double

        /// What a gauge showed.
        public init(count: UInt64, mean: Double, least: Double, most: Double, last: Double) {
            self.count = count
            self.mean = mean
            self.least = least
            self.most = most
            self.last = last
        }
    }
}

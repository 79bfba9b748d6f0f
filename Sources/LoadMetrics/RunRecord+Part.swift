extension RunRecord {
    /// One of several processes, on one machine or many, that make a load together. Each has its own users and arrivals
    /// of the same schedule; together they are exactly those of one process.
    public struct Part: Sendable, Codable, Hashable {
        /// Which one, from 1.
        public var number: Int
        /// How many there are.
        public var of: Int

        /// One of several processes.
        /// - Returns: `nil` unless `1 ≤ number ≤ of ≤ 1000`.
        public init?(number: Int, of: Int) {
            guard (1...1000).contains(of), (1...of).contains(number) else { return nil }
            self.number = number
            self.of = of
        }

        /// What it gets of `amount` things that are divided exactly.
        public func share(of amount: Int) -> Int { amount / of + (number <= amount % of ? 1 : 0) }
    }
}

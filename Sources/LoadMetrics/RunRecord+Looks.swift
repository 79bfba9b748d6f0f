extension RunRecord {
    /// How the verdict was looked for while the run was under way. A run that was looked at is judged by the rule that
    /// holds for all looks at once, at its end as at every look: whoever looks until he likes what he sees, and then
    /// judges as if he had looked once, is wrong far more often than he says.
    public struct Looks: Sendable, Codable, Hashable {
        /// Where the load was planned to end, in nanoseconds since its start.
        public var plannedTo: UInt64
        /// Where it may end at the latest; nil where it may not go on beyond its plan.
        public var extendTo: UInt64?
        /// It may end before its plan.
        public let mayEndEarly: Bool
        /// Looks that were taken.
        public var count: Int
        /// What ended it, in words; nil where time did.
        public var decision: String?

        /// Before the first look.
        public init(plannedTo: UInt64, extendTo: UInt64?, mayEndEarly: Bool) {
            self.plannedTo = plannedTo
            self.extendTo = extendTo
            self.mayEndEarly = mayEndEarly
            count = 0
        }
    }
}

import Groundwork

extension RunRecord {
    /// A change of the load by hand, in nanoseconds since the start of the load. Samples that were due from its beginning
    /// to its end are in no figure: the load was not the one that was planned.
    public struct Intervention: Sendable, Codable, Hashable {
        /// When it began.
        public var from: UInt64
        /// When the load was back to its plan, or changed again; `nil` while it lasts.
        public var to: UInt64?
        /// What was asked for: `rate 300/s`, `pause`.
        public var words: String

        /// A change of the load.
        public init(from: UInt64, to: UInt64? = nil, words: String) {
            self.from = from
            self.to = to
            self.words = words
        }
    }

    /// Nanoseconds from `start` to `end` in which the load was the planned one.
    public func undisturbed(from start: UInt64, to end: UInt64) -> UInt64 {
        guard end > start else { return 0 }
        // Interventions follow each other and do not overlap.
        return (interventions ?? []).reduce(end - start) { rest, intervention in
            let low = max(intervention.from, start)
            let high = min(intervention.to ?? end, end)
            return high > low ? rest - min(rest, high - low) : rest
        }
    }
}

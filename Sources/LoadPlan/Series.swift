/// Something measured under a name: the samples of a step, a group, a poll or a flow.
public struct Series: Sendable, Hashable {
    /// What a series measures.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// Requests of one step: response time from the intended start, service time from the actual send.
        case step
        /// The whole duration of a group.
        case group
        /// A poll's time to state.
        case poll
        /// The whole duration of an iteration.
        case flow
    }

    /// Its name, as objectives select it: `booking.create`, `payment`.
    public var name: String
    /// What it measures.
    public var kind: Kind
    /// The name of the flow that it stands in.
    public var flow: String
    /// Names of its declared outcomes, each with what it counts as.
    public var outcomes: [Outcome]
    /// Where it stands.
    public var place: Place

    /// A series.
    public init(name: String, kind: Kind, flow: String, outcomes: [Outcome] = [], place: Place) {
        self.name = name
        self.kind = kind
        self.flow = flow
        self.outcomes = outcomes
        self.place = place
    }

    /// A declared outcome of a step.
    public struct Outcome: Sendable, Hashable {
        /// Its name.
        public var name: String
        /// What it counts as.
        public var kind: OutcomeRule.Kind

        /// A declared outcome.
        public init(name: String, kind: OutcomeRule.Kind) {
            self.name = name
            self.kind = kind
        }
    }
}

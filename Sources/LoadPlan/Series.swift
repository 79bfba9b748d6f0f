public import Groundwork

/// Something measured under a name: the samples of a step, a group, a poll or a flow.
public struct Series: Sendable, Hashable {
    /// Its name, as objectives select it: `booking.create`, `payment`.
    public var name: String
    /// What it measures.
    public var kind: SeriesKind
    /// The name of the flow that it stands in.
    public var flow: String
    /// Names of its declared outcomes, each with what it counts as.
    public var outcomes: [Outcome]
    /// Where it stands.
    public var place: Place

    /// A series.
    public init(name: String, kind: SeriesKind, flow: String, outcomes: [Outcome] = [], place: Place) {
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
        public var kind: OutcomeKind

        /// A declared outcome.
        public init(name: String, kind: OutcomeKind) {
            self.name = name
            self.kind = kind
        }
    }
}

public import Groundwork

/// Steps that the run itself goes through, apart from its load: what is prepared before, what is cleaned up behind it.
/// They are measured by nobody.
public struct Procedure: Sendable, Hashable {
    /// What it is called in messages: `setup`.
    public var name: String
    /// What is done.
    public var steps: [Step]
    /// Its own series, which the steps refer to; the last is the whole.
    public var series: [Series]
    /// What of its variables everybody can read.
    public var exports: [Export]
    /// Where it stands.
    public var place: Place

    /// A procedure.
    public init(name: String, steps: [Step], series: [Series], exports: [Export] = [], place: Place) {
        self.name = name
        self.steps = steps
        self.series = series
        self.exports = exports
        self.place = place
    }

    /// A variable that becomes a value of the run.
    public struct Export: Sendable, Hashable {
        /// Index in ``Plan/variables``.
        public var variable: Int
        /// Index in ``Plan/sharedValues``.
        public var value: Int
        /// It is made from a secret in a way that cannot be told from its text, so it must not be written down.
        public var hidesSecret: Bool

        /// An export.
        public init(variable: Int, value: Int, hidesSecret: Bool = false) {
            self.variable = variable
            self.value = value
            self.hidesSecret = hidesSecret
        }
    }

    /// Values that are made once before the load, and again while it goes on.
    public struct Refreshed: Sendable, Hashable {
        /// What makes them.
        public var procedure: Procedure
        /// From one time to the next; `nil` makes them once.
        public var every: Nanoseconds?

        /// Values with what makes them.
        public init(procedure: Procedure, every: Nanoseconds?) {
            self.procedure = procedure
            self.every = every
        }
    }
}

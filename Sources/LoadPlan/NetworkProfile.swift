/// How far away a kind of user is: the network between it and the service, as values. What they mean is `NetworkModel`'s
/// business.
public struct NetworkProfile: Sendable, Hashable, Codable {
    /// Its name, as a scenario writes it: `ar-4g/cordoba/bue-local`.
    public var name: String
    /// Where it is from or what it is for, in a few words.
    public var summary: String
    /// Kinds of users: each user is one of them for good. More than one where routes or access differ: such a profile
    /// is a mixture, not one bell.
    public var lines: [Line]

    /// A profile; the shares of `lines` are weights.
    public init(name: String, summary: String, lines: [Line]) {
        self.name = name
        self.summary = summary
        self.lines = lines
    }

    /// One way between a user and the service. Its round trip is the sum of its legs'.
    public struct Line: Sendable, Hashable, Codable {
        /// Its legs' names.
        public var name: String
        /// Its weight among the profile's lines.
        public var share: NetworkFact
        /// Access, city and path, in this order, or one whole leg that was measured.
        public var legs: [Leg]

        /// A line.
        public init(name: String, share: NetworkFact, legs: [Leg]) {
            self.name = name
            self.share = share
            self.legs = legs
        }
    }

    /// A part of the way.
    public struct Leg: Sendable, Hashable, Codable {
        /// What part of the way it is.
        public enum Role: String, Sendable, Hashable, Codable {
            /// From the user to its local exchange.
            case access
            /// From there to the country's main exchange.
            case city
            /// From there to the service.
            case path
            /// All of it, measured.
            case whole
        }

        /// Its name: `ar-4g`.
        public var name: String
        /// What part of the way it is.
        public var role: Role
        /// What a round trip takes.
        public var roundTrip: RoundTrip
        /// Probability that a segment is lost, 0 to 1; `nil` where the leg adds none.
        public var loss: NetworkFact?
        /// Megabits a second towards the user; `nil` where the leg does not limit.
        public var down: NetworkFact?
        /// Megabits a second from the user.
        public var up: NetworkFact?

        /// A leg.
        public init(
            name: String,
            role: Role,
            roundTrip: RoundTrip,
            loss: NetworkFact? = nil,
            down: NetworkFact? = nil,
            up: NetworkFact? = nil
        ) {
            self.name = name
            self.role = role
            self.roundTrip = roundTrip
            self.loss = loss
            self.down = down
            self.up = up
        }
    }

    /// What a round trip takes, in milliseconds.
    public enum RoundTrip: Sendable, Hashable, Codable {
        /// Always the same.
        case constant(NetworkFact)
        /// A log-normal distribution above a floor, through a median and a 95th percentile.
        case spread(floor: NetworkFact, median: NetworkFact, p95: NetworkFact)
        /// Evenly spaced quantiles from the minimum to the maximum, straight lines between them.
        case quantiles([Double], NetworkFact)
    }

    /// Every fact, once.
    public var facts: [NetworkFact] {
        lines.flatMap { line in
            [line.share]
                + line.legs.flatMap { leg in
                    leg.roundTrip.facts + [leg.loss, leg.down, leg.up].compactMap { $0 }
                }
        }
    }
}

extension NetworkProfile.RoundTrip {
    /// The facts that it rests on.
    public var facts: [NetworkFact] {
        switch self {
        case .constant(let value): [value]
        case .spread(let floor, let median, let p95): [floor, median, p95]
        case .quantiles(_, let fact): [fact]
        }
    }
}

/// A figure and what it rests on.
public struct NetworkFact: Sendable, Hashable, Codable {
    /// What a figure rests on; a report never shows an assumed figure as a measured one.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// Somebody measured and published it, or this tool measured it.
        case measured
        /// Computed from measured figures or from physics.
        case derived
        /// Chosen by us since no figure was found.
        case assumed
    }

    /// The figure; its unit is the field's.
    public var value: Double
    /// What it rests on.
    public var kind: Kind
    /// Who measured it, or how it follows.
    public var source: String
    /// When it was measured.
    public var year: Int?

    /// A figure with its evidence.
    public init(_ value: Double, _ kind: Kind, _ source: String, _ year: Int? = nil) {
        self.value = value
        self.kind = kind
        self.source = source
        self.year = year
    }
}

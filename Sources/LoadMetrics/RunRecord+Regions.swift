extension RunRecord {
    /// A region and from where it was measured.
    public struct RegionFacts: Sendable, Codable, Hashable {
        /// Its name.
        public var name: String
        /// Its share of the users.
        public var share: Double
        /// From where, in words: `here`, `via proxy http://10.0.0.1:3128`, `model ar-4g/cordoba/bue-local`.
        public var vantage: String
        /// `here` (from this machine), `via` (through a real way out) or `model` (the distance was computed); absent in
        /// records that were made before regions had kinds, which means `here`.
        public var kind: String?
        /// What a modelled distance rests on.
        public var network: NetworkFacts?

        /// A region.
        public init(
            name: String,
            share: Double,
            vantage: String,
            kind: String? = nil,
            network: NetworkFacts? = nil
        ) {
            self.name = name
            self.share = share
            self.vantage = vantage
            self.kind = kind
            self.network = network
        }

        /// Whether its figures hold a computed distance.
        public var isModelled: Bool { kind == "model" }
    }

    /// A modelled distance. Times are nanoseconds.
    public struct NetworkFacts: Sendable, Codable, Hashable {
        /// The profile's name.
        public var profile: String
        /// What it is, in words.
        public var summary: String
        /// The median round trip.
        public let roundTripP50: UInt64
        /// The 95th percentile of round trips.
        public let roundTripP95: UInt64
        /// The 99th percentile of round trips.
        public let roundTripP99: UInt64
        /// The mean round trip.
        public let roundTripMean: UInt64
        /// Kinds of users: more than one where routes or access differ.
        public let populations: Int
        /// What it is made of.
        public var figures: [NetworkFigure]

        /// A modelled distance.
        public init(
            profile: String,
            summary: String,
            roundTripP50: UInt64,
            roundTripP95: UInt64,
            roundTripP99: UInt64,
            roundTripMean: UInt64,
            populations: Int,
            figures: [NetworkFigure]
        ) {
            self.profile = profile
            self.summary = summary
            self.roundTripP50 = roundTripP50
            self.roundTripP95 = roundTripP95
            self.roundTripP99 = roundTripP99
            self.roundTripMean = roundTripMean
            self.populations = populations
            self.figures = figures
        }
    }

    /// One figure of a profile and what it rests on.
    public struct NetworkFigure: Sendable, Codable, Hashable {
        /// The part of the way: `ar-4g`.
        public let leg: String
        /// What it is: `median`, `loss`.
        public var name: String
        /// The figure.
        public var value: Double
        /// `ms`, `ratio` or `Mbps`.
        public var unit: String
        /// `measured`, `derived` or `assumed`.
        public var kind: String
        /// Who measured it, or how it follows.
        public var source: String
        /// When.
        public var year: Int?

        /// A figure.
        public init(
            leg: String,
            name: String,
            value: Double,
            unit: String,
            kind: String,
            source: String,
            year: Int?
        ) {
            self.leg = leg
            self.name = name
            self.value = value
            self.unit = unit
            self.kind = kind
            self.source = source
            self.year = year
        }
    }
}

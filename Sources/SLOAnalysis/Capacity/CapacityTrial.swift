/// One level that a search for capacity asks to be tried.
public struct CapacityTrial: Sendable, Codable, Hashable {
    /// What it is for.
    public enum Purpose: String, Sendable, Codable, Hashable, CaseIterable {
        /// A first bound: levels are doubled or halved.
        case bound
        /// The middle between what holds and what does not.
        case narrowing
        /// The level that is to be reported, once more and for twice as long.
        case confirmation
    }

    /// Arrivals a second, or users.
    public var level: Double
    /// What it is for.
    public let purpose: Purpose
    /// It may go on beyond its length, once, where it is not decided by then.
    public var mayExtend: Bool
    /// How many lengths of a level the measured part has, where the objectives need more than usual.
    public var length: Double?

    /// A level to be tried.
    public init(level: Double, purpose: Purpose, mayExtend: Bool = false, length: Double? = nil) {
        (self.level, self.purpose, self.mayExtend) = (level, purpose, mayExtend)
        self.length = length
    }

    /// How many lengths of a level the measured part has: one, a confirmation two.
    public var lengths: Double { length ?? (purpose == .confirmation ? 2 : 1) }
}

/// What a level showed, as far as the search must know.
public enum CapacityResult: String, Sendable, Codable, Hashable, CaseIterable {
    /// All objectives are shown to be met.
    case holds
    /// One is shown to be missed, or the service was overloaded beyond doubt.
    case misses
    /// Neither, near a limit: counts as too high.
    case undecided
    /// Neither, for want of requests alone: ``Finding/isShortOfSamples``.
    case tooFew
    /// The measurement cannot be trusted.
    case invalid
}

/// How a search for capacity ended.
public enum CapacityEnd: String, Sendable, Codable, Hashable, CaseIterable {
    /// A level that holds, confirmed, and one not much above it that is not shown to.
    case bracket
    /// The highest level that was allowed holds, confirmed.
    case ceiling
    /// The lowest level that was tried does not hold.
    case nothing
    /// Not even twice the length had enough requests to show that the level holds.
    case tooFew
    /// What seemed to hold could not be confirmed.
    case unconfirmed
    /// A measurement could not be trusted, twice: the generator ends before the service.
    case invalid
    /// Ended by a signal.
    case interrupted
    /// A level could not be tried at all.
    case broken
}

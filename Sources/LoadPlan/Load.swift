/// How much load, when.
public struct Load: Sendable, Hashable {
    /// What the curve's level means.
    public enum Model: Sendable, Hashable {
        /// Closed: so many users are active, each waits for its answers and thinks between steps.
        case users
        /// Open: so many users arrive a second and each does one iteration, whatever the service does.
        case rate(Arrivals)
    }

    /// How arrivals are spaced.
    public enum Arrivals: String, Sendable, Hashable, Codable, CaseIterable {
        /// Independent of each other, as people's are: exponential gaps.
        case poisson
        /// Evenly spaced.
        case constant
    }

    /// Closed or open.
    public var model: Model
    /// The level over time, from the start of the load (warm-up included).
    public var curve: LoadCurve
    /// The first part of the load, whose samples are counted apart and judged by nobody.
    public var warmup: Nanoseconds
    /// Named parts of the load, for objectives.
    public var phases: [Phase]
    /// How long requests still under way at the end may take before they are cut off and counted as such.
    public var gracefulStop: Nanoseconds
    /// Open model: most iterations in progress at once over all shards; an arrival past it waits and keeps its
    /// intended start.
    public var maxInFlight: Int

    /// A load.
    public init(
        model: Model,
        curve: LoadCurve,
        warmup: Nanoseconds,
        phases: [Phase] = [],
        gracefulStop: Nanoseconds = 30 * .second,
        maxInFlight: Int = 10_000
    ) {
        self.model = model
        self.curve = curve
        self.warmup = warmup
        self.phases = phases
        self.gracefulStop = gracefulStop
        self.maxInFlight = maxInFlight
    }

    /// A named part of the load.
    public struct Phase: Sendable, Hashable {
        /// Its name.
        public var name: String
        /// When it begins, from the start of the load.
        public var start: Nanoseconds
        /// When it ends.
        public var end: Nanoseconds

        /// A named part.
        public init(name: String, start: Nanoseconds, end: Nanoseconds) {
            self.name = name
            self.start = start
            self.end = end
        }
    }

    /// The measured part's length: all but the warm-up.
    public var measured: Nanoseconds { curve.duration > warmup ? curve.duration - warmup : 0 }
}

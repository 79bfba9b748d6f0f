import Groundwork

/// What the live view shows at one moment: plain figures, gathered by whoever runs the load, drawn by ``LivePanel``.
public struct LiveFrame: Sendable, Hashable {
    /// Where the run is.
    public enum Stage: Sendable, Hashable {
        /// In the warm-up, which no figure counts.
        case warmup
        /// In the measured part, in this phase of the load where it is named.
        case measuring(phase: String?)
        /// Past the end of the load: the last answers are awaited.
        case draining
        /// Ended by hand: the last answers are awaited.
        case stopping
    }

    /// The scenario's title.
    public var title: String
    /// The base URL under load.
    public var target: String
    /// Where the run is.
    public var stage: Stage
    /// Nanoseconds since the start of the load.
    public var elapsed: UInt64
    /// The load's whole length in nanoseconds, warm-up included.
    public var duration: UInt64
    /// Open model: the wanted level is arrivals a second, not users.
    public var isOpen: Bool
    /// The wanted level at present.
    public var wanted: Double
    /// The level reached at present.
    public var reached: Double
    /// Users active at present.
    public var users: Int
    /// Requests unanswered at present.
    public var inFlight: Int
    /// Requests a second, of the last tick.
    public var rate: Double
    /// Requests since the start.
    public var requests: UInt64
    /// Failed requests since the start.
    public var errors: UInt64
    /// Response time of the last tick, nanoseconds: p50, p95, p99; `nil` where nothing was answered.
    public var latency: Percentiles?
    /// p95 of past ticks in nanoseconds, oldest first; `nil` for a tick without an answer.
    public var history: [UInt64?]
    /// Requests a second of past ticks, oldest first.
    public var rates: [Double]
    /// Each objective's present state.
    public var objectives: [ObjectiveState]
    /// The steps with the highest p95 of the measured part so far, slowest first.
    public var slowest: [StepState]
    /// What failed in the measured part so far, most frequent first.
    public var failures: [FailureState]

    /// A frame.
    public init(
        title: String,
        target: String,
        stage: Stage,
        elapsed: UInt64,
        duration: UInt64,
        isOpen: Bool,
        wanted: Double,
        reached: Double,
        users: Int,
        inFlight: Int,
        rate: Double,
        requests: UInt64,
        errors: UInt64,
        latency: Percentiles?,
        history: [UInt64?],
        rates: [Double] = [],
        objectives: [ObjectiveState],
        slowest: [StepState] = [],
        failures: [FailureState] = []
    ) {
        self.title = title
        self.target = target
        self.stage = stage
        self.elapsed = elapsed
        self.duration = duration
        self.isOpen = isOpen
        self.wanted = wanted
        self.reached = reached
        self.users = users
        self.inFlight = inFlight
        self.rate = rate
        self.requests = requests
        self.errors = errors
        self.latency = latency
        self.history = history
        self.rates = rates
        self.objectives = objectives
        self.slowest = slowest
        self.failures = failures
    }

    /// A step so far.
    public struct StepState: Sendable, Hashable {
        /// Its name.
        public var name: String
        /// p95 of its response time, nanoseconds.
        public let p95: UInt64

        /// A step so far.
        public init(name: String, p95: UInt64) {
            self.name = name
            self.p95 = p95
        }
    }

    /// Failures of a kind at a place of the scenario so far.
    public struct FailureState: Sendable, Hashable {
        /// The kind: `status`, `timeout`, `throttled`.
        public var kind: String
        /// The step.
        public var step: String
        /// Where it stands in the scenario: `scenarios/booking.zonda:38`.
        public var place: String
        /// How often.
        public var count: UInt64

        /// Failures so far.
        public init(kind: String, step: String, place: String, count: UInt64) {
            self.kind = kind
            self.step = step
            self.place = place
            self.count = count
        }
    }

    /// Three percentiles of response time, nanoseconds.
    public struct Percentiles: Sendable, Hashable {
        /// The median.
        public var p50: UInt64
        /// The 95th percentile.
        public let p95: UInt64
        /// The 99th percentile.
        public var p99: UInt64

        /// Three percentiles.
        public init(p50: UInt64, p95: UInt64, p99: UInt64) {
            self.p50 = p50
            self.p95 = p95
            self.p99 = p99
        }
    }

    /// An objective at present: an observation, not yet a verdict.
    public struct ObjectiveState: Sendable, Hashable {
        /// How it stands.
        public enum Standing: Sendable, Hashable {
            /// Nothing measured yet.
            case noData
            /// The value meets the target, with its whole interval where there is one.
            case met
            /// The value misses the target, with its whole interval where there is one.
            case missed
            /// The interval still holds the target.
            case open
            /// It cannot be told before the end (such as a comparison with a baseline).
            case later
        }

        /// The objective as written.
        public var text: String
        /// How it stands.
        public let standing: Standing
        /// The observed value with its unit.
        public var observed: String
        /// The interval that the true value lies in, as text; empty where there is none yet.
        public var interval: String
        /// Samples behind it.
        public var samples: UInt64

        /// An objective at present.
        public init(text: String, standing: Standing, observed: String, interval: String = "", samples: UInt64) {
            self.text = text
            self.standing = standing
            self.observed = observed
            self.interval = interval
            self.samples = samples
        }
    }

    /// Nanoseconds until the load ends.
    public var left: UInt64 { duration > elapsed ? duration - elapsed : 0 }
}

public import Groundwork

/// How much load, when.
public struct Load: Sendable, Hashable {
    /// What the curve's level means.
    public enum Model: Sendable, Hashable {
        /// Closed: so many users are active, each waits for its answers and thinks between steps.
        case users
        /// Open: so many users arrive a second and each does one iteration, whatever the service does.
        case rate(Arrivals)

        /// Which of the two it is.
        public var kind: LoadModel {
            switch self {
            case .users: .users
            case .rate: .rate
            }
        }
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
    /// The level over time, from the start of the load (warm-up included); with ``flows``, the sum of theirs.
    public var curve: LoadCurve
    /// The load of each flow, where flows have loads of their own; otherwise empty, and flows are chosen by weight.
    public var flows: [FlowLoad]
    /// How many iterations are done at most; `nil` for as many as fit.
    public var iterations: IterationLimit?
    /// The first part of the load, whose samples are counted apart and judged by nobody.
    public var warmup: Nanoseconds
    /// Named parts of the load, for objectives.
    public var phases: [Phase]
    /// How long iterations still under way at the end may go on, so that nobody is cut off in the middle of a booking.
    public var finishing: Nanoseconds = 0
    /// How long requests still under way at the end, and after ``finishing``, may take before they are cut off and counted as such.
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
        maxInFlight: Int = 10_000,
        flows: [FlowLoad] = [],
        iterations: IterationLimit? = nil
    ) {
        self.model = model
        self.curve = curve
        self.flows = flows
        self.iterations = iterations
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

    /// Closed model: users that there are at most, counted over the flows where each has its own.
    public var userCount: Int {
        flows.isEmpty ? Self.users(of: curve) : flows.reduce(0) { $0 + Self.users(of: $1.curve) }
    }

    /// Users that a curve needs at its highest.
    public static func users(of curve: LoadCurve) -> Int {
        max(1, Int(min(curve.peak, highestLevel).rounded()))
    }

    /// Closed model: whom user `number` (from 0) belongs to: the index in ``flows`` of its own load, or `nil` where all
    /// share one, and its number among the users of that load. Flows' users stand one block behind the other. `nil` for
    /// a user that no flow has room for.
    public func seat(ofUser number: Int) -> (load: Int?, index: Int)? {
        guard !flows.isEmpty else { return (nil, number) }
        var index = number
        for (load, flow) in flows.enumerated() {
            let users = Self.users(of: flow.curve)
            if index < users { return (load, index) }
            index -= users
        }
        return nil
    }

    /// Iterations that user `number` does at most (closed model).
    public func iterations(ofUser number: Int) -> UInt64 {
        switch iterations {
        case nil: return .max
        case .perUser(let limit): return limit
        case .total(let total):
            let users = UInt64(userCount)
            return total / users + (UInt64(clamping: number) < total % users ? 1 : 0)
        }
    }

    /// Iterations over all users or arrivals after which the load ends; `nil` where only time ends it.
    public var iterationCount: UInt64? {
        switch iterations {
        case nil: nil
        case .total(let total): total
        case .perUser(let each):
            switch each.multipliedReportingOverflow(by: UInt64(userCount)) {
            case (let product, false): product
            default: .max
            }
        }
    }

    /// Arrivals that there are at most (open model).
    public var arrivalLimit: UInt64 {
        if case .total(let total) = iterations { total } else { .max }
    }
}

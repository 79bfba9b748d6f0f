public import Groundwork

/// What the generator measured of itself: the evidence that a figure is the service's and not
/// the generator's.
public struct GeneratorAudit: Sendable, Codable, Hashable {
    /// Iterations that the schedule asked for (open model), or that users began (closed model).
    public var scheduled: UInt64 = 0
    /// Iterations begun.
    public var started: UInt64 = 0
    /// Iterations that were never begun: counted as bad events.
    public var dropped: UInt64 = 0
    /// Iterations whose end was reached, good or bad.
    public var finished: UInt64 = 0
    /// Iterations cut off at the end of the run.
    public var cutOff: UInt64 = 0
    /// Requests sent.
    public var requests: UInt64 = 0
    /// Connections opened.
    public var connections: UInt64 = 0
    /// Requests that went out a second time, since a connection that was kept open had ended before their answers began;
    /// `nil` in older records.
    public var resent: UInt64?
    /// Bytes received, headers included.
    public var bytesIn: UInt64 = 0
    /// Bytes sent.
    public var bytesOut: UInt64 = 0
    /// Most users active at once.
    public var peakUsers: Int = 0
    /// Most requests unanswered at once.
    public var peakInFlight: Int = 0
    /// Mean of requests unanswered, over time (Little's law is checked against it).
    public var meanInFlight: Double = 0
    /// Shards.
    public var shards: Int = 0
    /// Processor seconds of this process during the measured part.
    public var cpuSeconds: Double = 0
    /// Wall-clock seconds of the measured part.
    public var wallSeconds: Double = 0
    /// The busiest shard's share of one core, 0 to 1.
    public var busiestShard: Double = 0
    /// Share of the machine's processor time taken by others outside this machine (steal), 0 to 1.
    public var steal: Double = 0
    /// The longest a probe thread overslept, nanoseconds: pauses of the whole process or machine.
    public var longestHiccup: UInt64 = 0
    /// Its 99th percentile.
    public var hiccupP99: UInt64 = 0
    /// Requests that failed by the generator's own fault.
    public var ownErrors: UInt64 = 0
    /// Peak resident memory of this process, bytes.
    public var peakMemory: UInt64 = 0
    /// How arrivals really came (open model); `nil` in older records.
    public var arrivals: ArrivalGaps?
    /// How long a shard's loop was kept from looking at what is ready: the 99th percentile of its turns, nanoseconds.
    public var turnP99: UInt64?
    /// Its longest turn.
    public var longestTurn: UInt64?
    /// Seconds that this process was held back by its control group's limit (cgroup v2 `cpu.stat`).
    public var throttledSeconds: Double?
    /// Seconds that threads of this process were ready but waited for a processor (`/proc/PID/task/TID/schedstat`).
    public var runQueueSeconds: Double?
    /// Samples of the warm-up, which no figure contains.
    public var warmupSamples: UInt64 = 0

    /// Nothing measured yet.
    public init() {}
}

/// Failures of one kind at one place of the scenario.
public struct FailureCount: Sendable, Codable, Hashable {
    private var placeText: PlaceText
    /// The step.
    public var step: String
    /// What kind: an ``ErrorClass`` by name, or `throttled`.
    public var kind: String
    /// In words: `POST /api/bookings answered 500, expected 201 or 409`.
    public var message: String
    /// How often.
    public var count: UInt64

    /// Failures of one kind at one place.
    public init(place: Place, step: String, kind: String, message: String, count: UInt64) {
        placeText = PlaceText(place)
        self.step = step
        self.kind = kind
        self.message = message
        self.count = count
    }

    private enum CodingKeys: String, CodingKey {
        case step, kind, message, count
        case placeText = "place"
    }

    /// Where in the scenario.
    public var place: Place { placeText.place }
}

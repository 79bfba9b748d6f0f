/// One line of `timeline.ndjson`: what happened in a short piece of the run, usually one second.
///
/// Counts are exact. A sample belongs to the tick in which it was completed; samples whose intended start lies in the
/// warm-up are in no tick's ``series``.
public struct TimelineTick: Sendable, Codable, Hashable {
    /// Start, nanoseconds since the start of the load.
    public var start: UInt64
    /// Length in nanoseconds.
    public var length: UInt64
    /// Users active at its end.
    public var users: Int
    /// The load's wanted level at its end: users, or arrivals a second.
    public var wanted: Double
    /// Requests unanswered at its end.
    public var inFlight: Int
    /// Iterations that the schedule asked for in it.
    public var scheduled: UInt64
    /// Iterations begun in it.
    public var started: UInt64
    /// Iterations dropped in it.
    public var dropped: UInt64
    /// Requests sent in it.
    public var requests: UInt64
    /// Connections opened in it.
    public var connections: UInt64
    /// Bytes received in it.
    public var bytesIn: UInt64
    /// Processor seconds that this process used in it.
    public var cpu: Double
    /// Processor seconds that the busiest of the shards used in it; nil where that was not measured.
    public var busiest: Double?
    /// What was completed, by series.
    public var series: [SeriesCount]

    /// A tick.
    public init(
        start: UInt64,
        length: UInt64,
        users: Int = 0,
        wanted: Double = 0,
        inFlight: Int = 0,
        scheduled: UInt64 = 0,
        started: UInt64 = 0,
        dropped: UInt64 = 0,
        requests: UInt64 = 0,
        connections: UInt64 = 0,
        bytesIn: UInt64 = 0,
        cpu: Double = 0,
        busiest: Double? = nil,
        series: [SeriesCount] = []
    ) {
        self.start = start
        self.length = length
        self.users = users
        self.wanted = wanted
        self.inFlight = inFlight
        self.scheduled = scheduled
        self.started = started
        self.dropped = dropped
        self.requests = requests
        self.connections = connections
        self.bytesIn = bytesIn
        self.cpu = cpu
        self.busiest = busiest
        self.series = series
    }

    /// Samples of one series in one tick.
    public struct SeriesCount: Sendable, Codable, Hashable {
        /// Index in ``RunRecord/series``.
        public var series: Int
        /// Samples.
        public var count: UInt64
        /// Of them, by response time, beyond each threshold of ``SeriesKey/thresholds``.
        public var beyond: [UInt64]
        /// Of them, by service time, beyond each threshold: tells the service's fault from the generator's.
        public var serviceBeyond: [UInt64]

        /// Samples of one series in one tick.
        public init(series: Int, count: UInt64, beyond: [UInt64], serviceBeyond: [UInt64]) {
            self.series = series
            self.count = count
            self.beyond = beyond
            self.serviceBeyond = serviceBeyond
        }

        enum CodingKeys: String, CodingKey {
            case series = "s"
            case count = "n"
            case beyond = "b"
            case serviceBeyond = "v"
        }
    }
}

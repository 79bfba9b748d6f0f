import Groundwork
public import LoadMetrics

/// A run's state for whoever watches it: counters and distributions since the start of the measured part, by series.
public struct MetricsSnapshot: Sendable {
    /// One series: requests of a step, or durations of a group, poll or iteration, with one outcome.
    public struct Series: Sendable {
        /// What it is about.
        public var key: SeriesKey
        /// Samples so far.
        public var count: UInt64
        /// Response times so far, nanoseconds; `nil` where there are none yet.
        public var response: Histogram?

        /// One series.
        public init(key: SeriesKey, count: UInt64, response: Histogram?) {
            self.key = key
            self.count = count
            self.response = response
        }
    }

    /// A figure of the whole run at this moment.
    public struct Gauge: Sendable, Hashable {
        /// Its name, without prefix: `users`.
        public var name: String
        /// What it is.
        public var help: String
        /// Its value.
        public var value: Double

        /// A figure.
        public init(name: String, help: String, value: Double) {
            self.name = name
            self.help = help
            self.value = value
        }
    }

    /// The scenario's short name.
    public var scenario: String
    /// The run's name.
    public var run: String
    /// When this was so, milliseconds since 1970 UTC.
    public var time: Int64
    /// When the measured part began, milliseconds since 1970 UTC: from when counters count.
    public var start: Int64
    /// Series that have samples.
    public var series: [Series]
    /// Figures of the whole run.
    public var gauges: [Gauge]

    /// A run's state.
    public init(scenario: String, run: String, time: Int64, start: Int64, series: [Series], gauges: [Gauge]) {
        self.scenario = scenario
        self.run = run
        self.time = time
        self.start = start
        self.series = series
        self.gauges = gauges
    }

    /// The labels of a series, in the order of their names (Prometheus wants them so).
    func labels(of key: SeriesKey) -> [(name: String, value: String)] {
        var labels = [
            ("endpoint", key.name), ("flow", key.flow), ("kind", key.kind.rawValue), ("outcome", key.outcome.name),
            ("outcome_class", key.outcome.kind.rawValue),
        ]
        if !key.phase.isEmpty { labels.append(("phase", key.phase)) }
        labels.append(("region", key.region))
        labels += runLabels
        if !key.tenant.isEmpty { labels.append(("tenant", key.tenant)) }
        return labels
    }

    /// The labels that everything of the run carries.
    var runLabels: [(name: String, value: String)] { [("run", run), ("scenario", scenario)] }

    /// The name of the distribution of response times.
    static let histogramName = "zonda_response_time_seconds"
    static let histogramHelp = "Time from the intended start of a request, group, poll or iteration to its end."
}

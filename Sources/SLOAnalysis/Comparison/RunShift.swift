public import Groundwork

/// How one run differs from another: by series at several quantiles, by phase of the request, in its errors.
///
/// A value without rendering. It is evidence and no verdict: two runs cannot tell a change from how much runs differ
/// anyway (measurement.md 3.5, mode C).
public struct RunShift: Sendable, Codable, Hashable {
    /// The run that is compared with.
    public var a: Side
    /// The run that is compared.
    public var b: Side
    /// In what the two are not alike, so that a difference of figures may be a difference of these; in words.
    public let unlike: [String]
    /// All steps together first, then every series that either run has.
    public var series: [SeriesShift]

    /// One of the two runs.
    public struct Side: Sendable, Codable, Hashable {
        /// ``RunRecord/id``.
        public var id: String
        /// The scenario's title.
        public var title: String
        /// The base URL.
        public var target: String
        /// Wall-clock start, seconds since 1970 UTC.
        public var startedAt: Double
        /// The measured part in nanoseconds.
        public var measured: UInt64
        /// An accepted run: only its histograms are kept.
        public var isBaseline: Bool
    }

    /// A figure in either run and how it changed.
    public struct Figure: Sendable, Codable, Hashable {
        /// In run A; nil where it has none, infinite where it falls among failed requests.
        public var a: Double?
        /// In run B.
        public var b: Double?
        /// The change: of latencies relative to A (0.05 is 5 % more), of shares in absolute terms.
        public var change: Double?
        /// Lower end of the change's interval, wrong with 5 %; nil where a run is too short to tell.
        public var low: Double?
        /// Upper end.
        public var high: Double?

        /// Whether the whole interval lies on one side: 1 for more, -1 for less, 0 where it does not.
        public var direction: Int {
            guard let low, let high else { return 0 }
            return low > 0 ? 1 : high < 0 ? -1 : 0
        }
    }

    /// A quantile of the response time, in nanoseconds.
    public struct QuantileShift: Sendable, Codable, Hashable {
        /// The quantile, 0 to 1.
        public let quantile: Double
        /// Its values.
        public var figure: Figure
    }

    /// A phase of the request.
    public struct PhaseShift: Sendable, Codable, Hashable {
        /// Its name: `wait`.
        public var phase: RequestPhase
        /// Mean nanoseconds of it in a good request of run A.
        public var a: Double
        /// The same in run B.
        public var b: Double
    }

    /// A point of the shift plot.
    public struct Point: Sendable, Codable, Hashable {
        /// The quantile, 0 to 1.
        public let quantile: Double
        /// Nanoseconds in run A.
        public var a: Double
        /// Nanoseconds in run B.
        public var b: Double
        /// B relative to A, less one.
        public var change: Double { a > 0 ? b / a - 1 : 0 }
    }

    /// One series.
    public struct SeriesShift: Sendable, Codable, Hashable {
        /// Its name; "all" for all steps together.
        public var name: String
        /// `step`, `group`, `poll`, `flow`.
        public var kind: String
        /// The region; nil means all.
        public var region: String?
        /// Samples in run A.
        public let countA: UInt64
        /// Samples in run B.
        public let countB: UInt64
        /// Failed and throttled samples.
        public var errors: Figure
        /// Response times at p50, p90, p95 and p99.
        public let quantiles: [QuantileShift]
        /// The mean response time of good requests, in its parts; empty where either run does not hold them.
        public var phases: [PhaseShift]
        /// Whether some requests of run A came from a modelled distance: their own phases contain its network then.
        public var modelledA: Bool
        /// The same of run B.
        public var modelledB: Bool
        /// The shift over the whole distribution.
        public let plot: [Point]
    }
}

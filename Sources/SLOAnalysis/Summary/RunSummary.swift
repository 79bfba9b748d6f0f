public import Groundwork
public import LoadMetrics

/// A run's figures by step and region: what reports print. Nothing in it is decided.
public struct RunSummary: Sendable {
    /// Rows in the scenario's order: each series by region, then over all regions (``Row/region`` is nil) where there is
    /// more than one.
    public var rows: [Row]
    /// All steps.
    public var total: Row
    /// Response times of all steps' requests, failed ones included.
    public var response: Histogram
    /// Service times of the same.
    public var service: Histogram

    /// A summary.
    public init(rows: [Row], total: Row, response: Histogram, service: Histogram) {
        self.rows = rows
        self.total = total
        self.response = response
        self.service = service
    }

    /// Latency figures in nanoseconds.
    public struct Figures: Sendable, Hashable {
        /// The median.
        public var p50: UInt64
        /// The 95th percentile.
        public let p95: UInt64
        /// The 99th percentile.
        public var p99: UInt64
        /// The longest.
        public var max: UInt64
        /// The mean.
        public var mean: Double

        /// Latency figures.
        public init(p50: UInt64, p95: UInt64, p99: UInt64, max: UInt64, mean: Double) {
            self.p50 = p50
            self.p95 = p95
            self.p99 = p99
            self.max = max
            self.mean = mean
        }

        /// The figures of a histogram; nil if it is empty.
        public init?(_ histogram: Histogram) {
            guard !histogram.isEmpty else { return nil }
            self.init(
                p50: histogram.value(atPercentile: 50),
                p95: histogram.value(atPercentile: 95),
                p99: histogram.value(atPercentile: 99),
                max: histogram.max,
                mean: histogram.mean
            )
        }
    }

    /// One series, from one region or from all.
    public struct Row: Sendable, Hashable {
        /// What was measured.
        public var kind: SeriesKind
        /// The series.
        public var name: String
        /// The region; nil means all.
        public var region: String?
        /// Samples, failed ones included.
        public var count: UInt64
        /// Of them, failed or throttled.
        public var errors: UInt64
        /// Samples a second of the measured part.
        public var rate: Double
        /// From the intended start; of failed ones until they failed. Outcomes of the business are left out.
        public var response: Figures?
        /// From the actual send; nil where there is no such clock (groups, polls, flows).
        public var service: Figures?

        /// A row.
        public init(
            kind: SeriesKind,
            name: String,
            region: String?,
            count: UInt64,
            errors: UInt64,
            rate: Double,
            response: Figures?,
            service: Figures?
        ) {
            self.kind = kind
            self.name = name
            self.region = region
            self.count = count
            self.errors = errors
            self.rate = rate
            self.response = response
            self.service = service
        }
    }
}

public import LoadMetrics

/// An accepted run: where it came from and what it measured.
public struct Baseline: Sendable {
    /// Where it came from.
    public var provenance: Provenance
    /// Its series.
    public var series: [SeriesKey]
    /// What it measured, by series and clock (response and service time).
    public var totals: [[SampleClock: Histogram]]

    /// An accepted run.
    public init(provenance: Provenance, series: [SeriesKey], totals: [[SampleClock: Histogram]]) {
        self.provenance = provenance
        self.series = series
        self.totals = totals
    }

    /// A run as it would be accepted, for judging another by it; nothing is written.
    public init(_ run: StoredRun, verdict: Verdict.Outcome) {
        self.init(
            provenance: Provenance(run, verdict: verdict),
            series: run.record.series,
            totals: run.totals
        )
    }

    /// Where an accepted run came from.
    public struct Provenance: Sendable, Codable, Hashable {
        /// ``RunRecord/id``.
        public var id: String
        /// Tool and version.
        public var tool: String
        /// What was run.
        public var scenario: RunRecord.ScenarioFacts
        /// The base URL that was loaded.
        public var target: String
        /// The run's seed.
        public var seed: UInt64
        /// The load.
        public var load: RunRecord.LoadFacts
        /// Wall-clock start, seconds since 1970 UTC.
        public var startedAt: Double
        /// The measured part's length in nanoseconds.
        public var measured: UInt64
        /// The machine that the load came from.
        public var host: HostFingerprint
        /// What its verdict was.
        public var verdict: Verdict.Outcome
        /// It was accepted although its machine differed from the others'.
        public let acceptedFromOtherHost: Bool
    }

    /// All its samples as a run, to be measured as one; it has no time in it.
    var asRun: StoredRun {
        var record = RunRecord(
            id: provenance.id,
            state: .complete,
            tool: provenance.tool,
            scenario: provenance.scenario,
            target: provenance.target,
            seed: provenance.seed,
            load: provenance.load,
            startedAt: provenance.startedAt,
            measuredFrom: 0,
            measuredTo: provenance.measured,
            objectives: [],
            thresholds: [],
            regions: [],
            series: series,
            host: provenance.host
        )
        record.series = series
        return StoredRun(record: record, timeline: [], totals: totals)
    }
}

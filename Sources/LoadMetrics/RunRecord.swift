public import Groundwork

/// All that is known of a run but its histograms and its timeline: the content of `run.json`.
///
/// It is written when the run starts (``State/running``) and again when it ends, so a killed run leaves a record that
/// says so. ``RunArchive`` joins it with `histograms.hlog` and `timeline.ndjson`.
public struct RunRecord: Sendable, Codable {
    /// Most cells of step × region × tenant × phase × outcome that one run keeps apart: each has histograms of its own, and
    /// whoever judges the run reads them all.
    public static let mostSeries = 200_000

    /// The version of this shape; a reader refuses a higher one.
    public static let schemaVersion = 1

    /// How far the run came.
    public enum State: String, Sendable, Codable {
        /// Under way, or killed.
        case running
        /// To its planned end.
        case complete
        /// Ended early by a signal; what was measured until then is whole.
        case interrupted
        /// Ended early by the tool itself; ``RunRecord/endReason`` says why.
        case aborted
    }

    /// ``schemaVersion`` of the tool that wrote it.
    public var schema: Int = RunRecord.schemaVersion
    /// The run's name: `20261121T060800Z-4f2a`.
    public var id: String
    /// How far the run came.
    public var state: State
    /// Why it ended early, in words.
    public var endReason: String?
    /// Tool and version: `zonda 0.1.0 (614e886)`.
    public var tool: String
    /// The scenario.
    public var scenario: ScenarioFacts
    /// The base URL that was loaded.
    public var target: String
    /// The run's seed.
    public var seed: UInt64
    /// The load as planned.
    public var load: LoadFacts
    /// Wall-clock start of the load, seconds since 1970 UTC.
    public var startedAt: Double
    /// The measured part, in nanoseconds since the start of the load: from the end of the warm-up to the end.
    public var measuredFrom: UInt64
    /// Its end; while the run is under way, its planned end.
    public var measuredTo: UInt64
    /// The objectives as written, for judging the run again.
    public var objectives: [ObjectiveText]
    /// Latency limits, named by objectives, for which samples beyond are counted exactly.
    public var thresholds: [LatencyLimit]
    /// The vantage of each region: `here`, `model …`, `via …`.
    public var regions: [RegionFacts]
    /// Every series; its index is its number in the timeline.
    public var series: [SeriesKey]
    /// Where the load came from.
    public var host: HostFingerprint
    /// What the generator measured of itself.
    public var audit: GeneratorAudit
    /// Failures, by place and kind.
    public var failures: [FailureCount]
    /// The scenario's own counters.
    public var counters: [String: Double]
    /// The scenario's own gauges; `nil` where none showed anything.
    public var gauges: [String: GaugeFacts]?
    /// What a reader of the run should know besides its figures, one sentence each.
    public var remarks: [String]?
    /// Changes of the load while it ran, with the time that no objective counts because of them.
    public var interventions: [Intervention]?
    /// What must be true across all users, and what was found out about it; `nil` where there is nothing of the kind.
    public var invariants: [InvariantFacts]?
    /// What spoke HTTP: `exchange`, `transfer` or both; `nil` in records of before there was a choice, which is `transfer`.
    public var carriers: [String]?
    /// How the verdict was looked for while the run was under way; nil where it was looked for at the end only.
    public var looks: Looks?
    /// Which part of a run this is, where several processes share its load; its own figures are those of its share.
    public var part: Part?
    /// The names of the runs that it was put together from; `nil` where it is one run.
    public var parts: [String]?

    /// What spoke HTTP, in words.
    public var spokenBy: String { (carriers ?? ["transfer"]).joined(separator: " and ") }

    /// A record.
    public init(
        id: String,
        state: State,
        tool: String,
        scenario: ScenarioFacts,
        target: String,
        seed: UInt64,
        load: LoadFacts,
        startedAt: Double,
        measuredFrom: UInt64,
        measuredTo: UInt64,
        objectives: [ObjectiveText],
        thresholds: [LatencyLimit],
        regions: [RegionFacts],
        series: [SeriesKey],
        host: HostFingerprint
    ) {
        self.id = id
        self.state = state
        self.tool = tool
        self.scenario = scenario
        self.target = target
        self.seed = seed
        self.load = load
        self.startedAt = startedAt
        self.measuredFrom = measuredFrom
        self.measuredTo = measuredTo
        self.objectives = objectives
        self.thresholds = thresholds
        self.regions = regions
        self.series = series
        self.host = host
        audit = GeneratorAudit()
        failures = []
        counters = [:]
    }

    /// What was run.
    public struct ScenarioFacts: Sendable, Codable, Hashable {
        /// Its title.
        public var title: String
        /// Its short name.
        public var name: String
        /// Its file.
        public var path: String
        /// SHA-256 of its content.
        public var hash: String
        /// Its parameters with the values in force.
        public var parameters: [String: String]

        /// What was run.
        public init(title: String, name: String, path: String, hash: String, parameters: [String: String]) {
            self.title = title
            self.name = name
            self.path = path
            self.hash = hash
            self.parameters = parameters
        }
    }

    /// The load as planned.
    public struct LoadFacts: Sendable, Codable, Hashable {
        /// What its level means.
        public var model: LoadModel
        /// `poisson` or `constant`, of an open model.
        public var arrivals: String?
        /// The highest level: users, or arrivals a second.
        public var peak: Double
        /// Nanoseconds of warm-up.
        public var warmup: UInt64
        /// Nanoseconds of load, warm-up included.
        public var duration: UInt64
        /// The curve in words: `0 -> 2000 over 2m, 2000 for 5m`.
        public var curve: String
        /// Most iterations in progress at once (open model); an arrival past it waits for a free user.
        public var cap: Int?
        /// Iterations after which the load ends, over all users or arrivals; `nil` where only time ends it.
        public var iterations: UInt64?

        /// The load as planned.
        public init(
            model: LoadModel,
            arrivals: String?,
            peak: Double,
            warmup: UInt64,
            duration: UInt64,
            curve: String,
            cap: Int? = nil,
            iterations: UInt64? = nil
        ) {
            self.model = model
            self.arrivals = arrivals
            self.peak = peak
            self.warmup = warmup
            self.duration = duration
            self.curve = curve
            self.cap = cap
            self.iterations = iterations
        }
    }

    /// An objective as written, and where.
    public struct ObjectiveText: Sendable, Codable, Hashable {
        /// The text.
        public var text: String
        /// The file.
        public var file: String
        /// Line, from 1.
        public var line: Int
        /// Column, from 1.
        public let column: Int

        /// An objective as written.
        public init(text: String, file: String, line: Int, column: Int) {
            self.text = text
            self.file = file
            self.line = line
            self.column = column
        }
    }
}

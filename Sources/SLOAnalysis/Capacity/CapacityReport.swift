public import Groundwork
public import LoadMetrics

/// What a search for capacity found: the content of `capacity.json`. A value without rendering.
public struct CapacityReport: Sendable, Codable {
    /// The version of this shape; a reader refuses a higher one.
    public static let schemaVersion = 1

    /// ``schemaVersion`` of the tool that wrote it.
    public var schema = CapacityReport.schemaVersion
    /// The search's name: `20261121T060800Z-4f2a`.
    public var id: String
    /// Tool and version.
    public var tool: String
    /// The scenario.
    public var scenario: RunRecord.ScenarioFacts
    /// The base URL that was loaded.
    public var target: String
    /// Pods that shared the load; nil where the search did not set them.
    public var pods: Int?
    /// The seed of the first level; each further one has the next.
    public var seed: UInt64
    /// Wall-clock start, seconds since 1970 UTC.
    public var startedAt: Double
    /// What levels are: `rate` (arrivals a second) or `users`.
    public var model: LoadModel
    /// What was looked between, and how closely.
    public var bounds: CapacitySearch.Bounds
    /// Seconds of a level's measured part; a confirmation has twice as many.
    public let levelSeconds: Double
    /// Seconds before it that nobody judges.
    public var warmupSeconds: Double
    /// Objectives that every level was judged by.
    public var objectives: [String]
    /// Objectives of the scenario that say nothing about a level, each with the reason.
    public var leftOut: [String]
    /// Levels in the order in which they were tried.
    public var levels: [CapacityLevel]
    /// How it ended; nil while it is under way.
    public var end: CapacityEnd?
    /// Why it could not go on, where it could not.
    public var problem: String?
    /// The highest level that holds.
    public var holds: Double?
    /// That level was tried twice and held both times.
    public var isConfirmed: Bool
    /// The lowest level that was not shown to hold.
    public var doesNotHold: Double?
    /// The answer in words.
    public var answer: String
    /// What the levels look like together; describes and decides nothing.
    public var description: CapacityDescription?

    /// A search that begins.
    public init(
        id: String,
        tool: String,
        scenario: RunRecord.ScenarioFacts,
        target: String,
        pods: Int? = nil,
        seed: UInt64,
        startedAt: Double,
        model: LoadModel,
        bounds: CapacitySearch.Bounds,
        levelSeconds: Double,
        warmupSeconds: Double,
        objectives: [String],
        leftOut: [String]
    ) {
        self.id = id
        self.tool = tool
        self.scenario = scenario
        self.target = target
        self.pods = pods
        self.seed = seed
        self.startedAt = startedAt
        self.model = model
        self.bounds = bounds
        self.levelSeconds = levelSeconds
        self.warmupSeconds = warmupSeconds
        self.objectives = objectives
        self.leftOut = leftOut
        levels = []
        isConfirmed = false
        answer = ""
    }

    /// Takes over what a search knows by now, and says it.
    public mutating func conclude(_ search: CapacitySearch, end: CapacityEnd?, problem: String? = nil) {
        self.end = end
        self.problem = problem
        holds = search.highestHeld
        doesNotHold = search.lowestRefused
        isConfirmed = end == .bracket || end == .ceiling
        description = CapacityDescription(levels)
        answer = CapacityAnswer(self).text
    }

    /// A level with its unit: `420/s`, `300 users`.
    public func text(_ level: Double) -> String {
        model == .users ? Noun.counted(Figures.count(level), "user") : Self.rate(level)
    }

    /// A number a second, with thousands apart.
    static func rate(_ perSecond: Double) -> String {
        perSecond < 1_000 ? Figures.rate(perSecond) : "\(Figures.count(perSecond))/s"
    }
}

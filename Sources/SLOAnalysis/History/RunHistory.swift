import Groundwork

/// All runs of a scenario in order of time, and where they changed for good. A value without rendering.
public struct RunHistory: Sendable, Codable, Hashable {
    /// The scenario's name.
    public var scenario: String
    /// Every run, oldest first.
    public var runs: [Run]
    /// Figures that are followed: all steps together first, then each step.
    public var series: [Line]
    /// Runs that could not be read, with the reason in words.
    public var unreadable: [String]

    /// A history.
    public init(
        scenario: String,
        runs: [Run],
        series: [Line],
        unreadable: [String]
    ) {
        self.scenario = scenario
        self.runs = runs
        self.series = series
        self.unreadable = unreadable
    }

    /// A run.
    public struct Run: Sendable, Codable, Hashable {
        /// ``RunRecord/id``.
        public var id: String
        /// Wall-clock start, seconds since 1970 UTC.
        public var startedAt: Double
        /// Its verdict; nil if it has none.
        public var verdict: Verdict.Outcome?
        /// It is accepted as a baseline.
        public var isAccepted: Bool
        /// Why its figures are not followed; nil if they are.
        public var leftOut: String?
        /// Requests.
        public var count: UInt64
        /// Of them, failed or throttled.
        public var errors: UInt64
        /// Requests a second.
        public var rate: Double
        /// Response times of all steps.
        public var p50: UInt64?
        /// Response times of all steps.
        public var p95: UInt64?
        /// Response times of all steps.
        public var p99: UInt64?

        /// A run.
        public init(
            id: String,
            startedAt: Double,
            verdict: Verdict.Outcome?,
            isAccepted: Bool,
            leftOut: String?,
            count: UInt64,
            errors: UInt64,
            rate: Double,
            p50: UInt64?,
            p95: UInt64?,
            p99: UInt64?
        ) {
            self.id = id
            self.startedAt = startedAt
            self.verdict = verdict
            self.isAccepted = isAccepted
            self.leftOut = leftOut
            self.count = count
            self.errors = errors
            self.rate = rate
            self.p50 = p50
            self.p95 = p95
            self.p99 = p99
        }
    }

    /// One figure over all runs that are followed.
    public struct Line: Sendable, Codable, Hashable {
        /// The step; "all" for all together.
        public var name: String
        /// The quantile, 0 to 1.
        public let quantile: Double
        /// The value of each run that has one.
        public var points: [Point]
        /// Where it changed for good, in order.
        public var changes: [Change]

        /// One figure.
        public init(
            name: String,
            quantile: Double,
            points: [Point],
            changes: [Change]
        ) {
            self.name = name
            self.quantile = quantile
            self.points = points
            self.changes = changes
        }
    }

    /// The value of one run.
    public struct Point: Sendable, Codable, Hashable {
        /// The run's number in ``RunHistory/runs``.
        public var run: Int
        /// Nanoseconds.
        public var value: Double

        /// The value of one run.
        public init(
            run: Int,
            value: Double
        ) {
            self.run = run
            self.value = value
        }
    }

    /// A change for good.
    public struct Change: Sendable, Codable, Hashable {
        /// The first run after it, by its number in ``RunHistory/runs``.
        public var run: Int
        /// The geometric mean before it, back to the change before that; nanoseconds.
        public var before: Double
        /// The geometric mean after it, up to the next change; nanoseconds.
        public var after: Double
        /// The probability to see two such stretches although nothing changed.
        public let chance: Double

        /// A change.
        public init(
            run: Int,
            before: Double,
            after: Double,
            chance: Double
        ) {
            self.run = run
            self.before = before
            self.after = after
            self.chance = chance
        }

        /// The relative change.
        public var change: Double { before > 0 ? after / before - 1 : 0 }
    }
}

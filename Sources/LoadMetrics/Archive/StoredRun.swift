/// A run as it was read back from its folder: all that verdicts and reports are made from.
public struct StoredRun: Sendable {
    /// What was run, how, and how far it came.
    public var record: RunRecord
    /// What happened, tick by tick.
    public var timeline: [TimelineTick]
    /// Response times, slice by slice, in order of time.
    public var slices: [Slice]
    /// All samples of the measured part, by series (index in ``RunRecord/series``) and clock.
    public var totals: [[SampleClock: Histogram]]
    /// What is wrong with the files, in words: lines that were cut off, counts that do not agree. Empty for a sound run.
    public var problems: [String]

    /// A run; without totals no series has a sample.
    public init(
        record: RunRecord,
        timeline: [TimelineTick],
        slices: [Slice] = [],
        totals: [[SampleClock: Histogram]] = [],
        problems: [String] = []
    ) {
        self.record = record
        self.timeline = timeline
        self.slices = slices
        self.totals = totals
        self.problems = problems
        while self.totals.count < record.series.count { self.totals.append([:]) }
    }

    /// Response times of a piece of the run.
    public struct Slice: Sendable {
        /// Start, nanoseconds since the start of the load.
        public var start: UInt64
        /// Length in nanoseconds.
        public var length: UInt64
        /// Response times by series, of those that have any.
        public var series: [Entry]

        /// A piece of the run.
        public init(start: UInt64, length: UInt64, series: [Entry]) {
            self.start = start
            self.length = length
            self.series = series
        }
    }

    /// Response times of one series.
    public struct Entry: Sendable {
        /// Index in ``RunRecord/series``.
        public var series: Int
        /// Response times.
        public var response: SparseHistogram

        /// Response times of one series.
        public init(series: Int, response: SparseHistogram) {
            self.series = series
            self.response = response
        }
    }

    /// All samples of a series by a clock, if there are any.
    public func total(_ series: Int, _ clock: SampleClock) -> Histogram? {
        totals.indices.contains(series) ? totals[series][clock] : nil
    }

    /// The measured part in nanoseconds.
    public var measured: UInt64 {
        record.undisturbed(from: record.measuredFrom, to: record.measuredTo)
    }
}

/// Histograms of a piece of the run: what is appended to `histograms.hlog` at a time.
public struct HistogramSlice: Sendable {
    /// Start, nanoseconds since the start of the load.
    public var start: UInt64
    /// Length in nanoseconds.
    public var length: UInt64
    /// What was recorded in it, by series (index in ``RunRecord/series``) and clock.
    public var histograms: [(series: Int, clock: SampleClock, histogram: Histogram)]

    /// A slice.
    public init(
        start: UInt64,
        length: UInt64,
        histograms: [(series: Int, clock: SampleClock, histogram: Histogram)]
    ) {
        self.start = start
        self.length = length
        self.histograms = histograms
    }
}

import Groundwork
public import LoadMetrics

/// The state of a run under way, delivered about once a second.
public struct LiveState: Sendable {
    /// Nanoseconds since the start of the load.
    public var elapsed: UInt64
    /// The load's whole length, nanoseconds.
    public var duration: UInt64
    /// Its warm-up, nanoseconds.
    public var warmup: UInt64
    /// The load is over, the last answers are awaited.
    public var draining: Bool
    /// What happened since the last state.
    public var tick: TimelineTick
    /// The run's series.
    public var keys: [SeriesKey]
    /// Response times of the measured part so far, by series.
    public var totals: [Histogram?]
    /// Exact counts of the measured part so far, by series.
    public var counts: [TimelineTick.SeriesCount?]
    /// Response times of all steps since the last state, warm-up included.
    public var recent: Histogram
    /// Requests answered so far, warm-up included.
    public var requests: UInt64
    /// Requests that failed so far, warm-up included.
    public var errors: UInt64
}

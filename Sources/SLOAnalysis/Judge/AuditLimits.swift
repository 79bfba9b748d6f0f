import Groundwork

/// From where on a measurement is doubted (measurement.md 7.2).
public struct AuditLimits: Sendable, Hashable {
    /// Share of arrivals that may be dropped; each counts as a bad sample all the same.
    public var dropped = 0.001
    /// Send lateness (p99) that never matters, nanoseconds.
    public var latenessFloor = 1_000_000.0
    /// Send lateness (p99) as a share of the tightest latency limit.
    public var latenessShare = 0.01
    /// Send lateness (p99) as a share of the tightest latency limit from which on the load was not the planned one.
    /// Below it a breach is a warning: lateness is part of response time, so a run that passes in spite of it has passed
    /// a harder test, and one that is missed because of it is found out by its service time.
    public var latenessInvalid = 0.10
    /// Samples that are bad only because they were sent late, as a share of the bad ones that an objective allows.
    public var lateBad = 0.10
    /// The longest pause of the process, as a share of the tightest latency limit.
    public var pauseShare = 0.5
    /// The 99th percentile of how long a thread oversleeps, nanoseconds.
    public var pauseP99 = 1_000_000.0
    /// How long a generator with users must stand still, nanoseconds,
    public var standstill: UInt64 = 1_000_000_000
    /// and for what share of the measured part, for its run to be none.
    public var standstillShare = 0.05
    /// The busiest shard's share of its core: a warning from here on,
    public var busyWarning = 0.70
    /// and from here on the cause of lateness, where there is any.
    public var busyLimit = 0.95
    /// Nanoseconds at that limit in a stretch that make the generator the bottleneck.
    public var saturated: UInt64 = 3_000_000_000
    /// Processor time taken by other machines of the same host.
    public var steal = 0.05
    /// Relative difference of the measured mean in flight from Little's law.
    public var little = 0.02
    /// The same for runs below ``fewSamples`` or twenty seconds, whose ends weigh more.
    public var littleShort = 0.05
    /// Relative difference of arrivals from the plan.
    public var rate = 0.01
    /// Anderson–Darling statistic of the arrivals' gaps: twice the critical value at 1 %, so that only what matters is said.
    public var gaps = 2 * 3.857
    /// Probability below which the arrivals' places are called uneven.
    public var places = 1e-4
    /// Constant arrivals: error of a gap (p99) as a share of the mean gap, or ``latenessFloor`` where that is more.
    public var gapError = 0.10
    /// Arrivals of one tick off the wanted ones, in standard deviations of a Poisson count.
    public var rateDeviations = 5.0
    /// The 99th percentile of a shard's turns, nanoseconds: what is ready waits so long.
    public var turn = 2_000_000.0
    /// Seconds that threads waited for a processor, as a share of the measured part.
    public var runQueue = 0.05
    /// Probability below which the run's halves are called different.
    public var stationarity = 0.01
    /// Samples below which a share of 1 % is tested instead of read off.
    public var fewSamples = 1000.0

    /// The defaults.
    public init() {}
}

import Groundwork

/// Where a shard reads the time: the machine's clock in a run, a hand-set one in tests.
protocol LoadClock {
    /// Nanoseconds on a clock that never goes back.
    func now() -> UInt64
}

/// CLOCK_MONOTONIC.
struct MonotonicClock: LoadClock {
    @inline(__always)
    func now() -> UInt64 { SystemTime.monotonic() }
}

import Glibc
import Groundwork

/// Where a shard reads the time: the machine's clock in a run, a hand-set one in tests.
protocol LoadClock {
    /// Nanoseconds on a clock that never goes back.
    func now() -> UInt64
}

/// CLOCK_MONOTONIC.
struct MonotonicClock: LoadClock {
    @inline(__always)
    func now() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec)
    }
}

/// The calendar's clock, nanoseconds since 1970-01-01T00:00:00Z.
func wallClockNow() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
}

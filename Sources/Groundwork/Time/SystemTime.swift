import Glibc

/// The machine's two clocks.
public enum SystemTime {
    /// Nanoseconds on CLOCK_MONOTONIC (clock_gettime(2)): it never goes back, and its zero means nothing.
    public static func monotonic() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec)
    }

    /// Nanoseconds since 1970-01-01T00:00:00Z on CLOCK_REALTIME, which jumps when the machine's clock is set.
    public static func wall() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
    }
}

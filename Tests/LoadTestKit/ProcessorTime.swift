import Glibc

/// Processor time of the calling thread: unlike the time of day it does not depend on what else the machine does.
public enum ProcessorTime {
    /// What `work` costs, where it stays on the calling thread (clock_gettime(2), `CLOCK_THREAD_CPUTIME_ID`).
    public static func measure(_ work: () throws -> Void) rethrows -> Duration {
        let start = now()
        try work()
        return now() - start
    }

    private static func now() -> Duration {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}

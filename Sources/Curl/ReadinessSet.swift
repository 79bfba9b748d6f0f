internal import CEpoll
internal import CLibcurl
import Glibc

/// An epoll(7) instance with a timerfd(2) in it: one descriptor that becomes readable when any socket of a shard is
/// ready or the shard's next deadline has come.
///
/// Not thread-safe: it belongs to one shard's queue.
public final class ReadinessSet {
    /// The epoll descriptor, for a Dispatch source.
    public let descriptor: Int32
    let timer: Int32
    var armed: UInt64 = .max
    let capacity = 256
    let events: UnsafeMutablePointer<epoll_event>
    /// How many of ``events`` are filled.
    public internal(set) var readyCount = 0

    /// The mark of the timer among the events' user data.
    static let timerMark = UInt64.max

    /// A new set; `nil` when the process is out of descriptors.
    public init?() {
        descriptor = epoll_create1(Int32(EPOLL_CLOEXEC))
        timer = timerfd_create(CLOCK_MONOTONIC, Int32(TFD_NONBLOCK | TFD_CLOEXEC))
        events = .allocate(capacity: capacity)
        events.initialize(repeating: epoll_event(), count: capacity)
        guard descriptor >= 0, timer >= 0 else { return nil }
        var event = epoll_event()
        event.events = EPOLLIN.rawValue
        event.data.u64 = Self.timerMark
        guard epoll_ctl(descriptor, EPOLL_CTL_ADD, timer, &event) == 0 else { return nil }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
        if timer >= 0 { close(timer) }
        events.deallocate()
    }

    /// Makes the set readable at `deadline` (nanoseconds on CLOCK_MONOTONIC; `.max`: never). Costs a system call only
    /// when the deadline changed.
    public func arm(at deadline: UInt64) {
        guard deadline != armed else { return }
        armed = deadline
        var setting = itimerspec()
        if deadline != .max {
            // Zero would disarm the timer instead of firing at once.
            let moment = max(deadline, 1)
            setting.it_value.tv_sec = Int(moment / 1_000_000_000)
            setting.it_value.tv_nsec = Int(moment % 1_000_000_000)
        }
        _ = timerfd_settime(timer, Int32(TFD_TIMER_ABSTIME), &setting, nil)
    }

    /// Waits at most `limit` nanoseconds (0: only looks) and fills the ready events.
    ///
    /// epoll_pwait2(2) takes nanoseconds; kernels before 5.11 lack it, there the wait is rounded to milliseconds.
    /// - Returns: how many are ready.
    @discardableResult
    public func wait(atMost limit: UInt64) -> Int {
        var count: Int32
        if limit == 0 {
            count = epoll_wait(descriptor, events, Int32(capacity), 0)
        } else {
            var length = timespec(tv_sec: Int(limit / 1_000_000_000), tv_nsec: Int(limit % 1_000_000_000))
            count = epoll_pwait2(descriptor, events, Int32(capacity), &length, nil)
            if count < 0, errno == ENOSYS {
                count = epoll_wait(descriptor, events, Int32(capacity), Int32(min(limit / 1_000_000 + 1, 1000)))
            }
        }
        readyCount = max(0, Int(count))
        return readyCount
    }

    /// All ready events were acted on, by every carrier whose sockets are in the set.
    public func finishEvents() {
        for index in 0..<readyCount where events[index].data.u64 == Self.timerMark { acknowledgeTimer() }
        readyCount = 0
    }

    /// The timer fired: it stays readable until read.
    private func acknowledgeTimer() {
        var expirations: UInt64 = 0
        _ = read(timer, &expirations, 8)
        armed = .max
    }

    func control(_ operation: Int32, socket: Int32, interest: UInt32, mark: UInt64) -> Bool {
        var event = epoll_event()
        event.events = interest
        event.data.u64 = mark
        return epoll_ctl(descriptor, operation, socket, &event) == 0
    }
}

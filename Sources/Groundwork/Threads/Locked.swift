import Glibc

/// A value that threads share: it is reached with its lock held, or not at all.
///
/// It does what `Mutex` of Swift's Synchronization does, on a POSIX mutex. That one waits in the kernel in a way that the
/// thread sanitizer cannot see (`FUTEX_LOCK_PI`, futex(2)), so each wait looked like a race there.
///
/// Not for the hot path: a shard's state is reached on its queue only.
///
/// `@unchecked Sendable`: its value is touched with its lock held, and reached no other way.
public struct Locked<Value: ~Copyable>: ~Copyable, @unchecked Sendable {
    // Both stay where they are as long as this lives, as pthread_mutex_lock(3) wants; `value` is touched under `lock` only.
    private let lock: UnsafeMutablePointer<pthread_mutex_t>
    private let value: UnsafeMutablePointer<Value>

    /// Shares a value from here on.
    public init(_ initial: consuming sending Value) {
        lock = .allocate(capacity: 1)
        lock.initialize(to: pthread_mutex_t())
        pthread_mutex_init(lock, nil)
        value = .allocate(capacity: 1)
        value.initialize(to: initial)
    }

    deinit {
        pthread_mutex_destroy(lock)
        lock.deallocate()
        value.deinitialize(count: 1)
        value.deallocate()
    }

    /// Waits until no other thread is in here, and hands the value over. Not from within `body`: it would wait for itself.
    public borrowing func withLock<Result: ~Copyable, Failure: Error>(
        _ body: (inout sending Value) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        return try body(&value.pointee)
    }
}

import Dispatch

/// A pause between two levels that a signal ends.
enum CoolDown {
    /// Waits so many nanoseconds.
    /// - Returns: false where SIGINT or SIGTERM came, now or since the level's end.
    static func wait(_ nanoseconds: UInt64) -> Bool {
        let signalled = DispatchSemaphore(value: 0)
        SignalRelay.shared.hand(to: { _ in signalled.signal() })
        defer { SignalRelay.shared.hand(to: nil) }
        return signalled.wait(timeout: .now() + .nanoseconds(Int(clamping: nanoseconds))) == .timedOut
    }
}

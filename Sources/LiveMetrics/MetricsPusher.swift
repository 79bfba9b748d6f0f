import Dispatch
import Groundwork

/// Sends snapshots to a receiver from a queue of its own: at most one waits while another is under way, and what comes
/// beyond that replaces the one that waits and is counted. A slow or dead receiver costs the load nothing.
public final class MetricsPusher: Sendable {
    /// What became of the snapshots.
    public struct Tally: Sendable, Hashable {
        /// Taken by the receiver.
        public var sent: UInt64 = 0
        /// Replaced by a later one before they could be sent.
        public var dropped: UInt64 = 0
        /// Refused or not answered.
        public var failed: UInt64 = 0
        /// What the last failure was.
        public var lastFailure: String?
    }

    private struct State {
        var waiting: MetricsSnapshot?
        var isSending = false
        var tally = Tally()
    }

    private let queue = DispatchQueue(label: "zonda.metrics", qos: .utility)
    private let state = Locked(State())
    private let send: @Sendable (MetricsSnapshot) -> String?

    /// A pusher.
    /// - Parameter send: sends a snapshot and says what went wrong, if anything; it is called on the pusher's queue and
    ///   must come back within seconds.
    public init(send: @escaping @Sendable (MetricsSnapshot) -> String?) {
        self.send = send
    }

    /// Sends a snapshot as soon as that can be done.
    public func push(_ snapshot: MetricsSnapshot) {
        let starts = state.withLock { state in
            if state.waiting != nil { state.tally.dropped += 1 }
            state.waiting = snapshot
            if state.isSending { return false }
            state.isSending = true
            return true
        }
        if starts { queue.async { [self] in work() } }
    }

    private func work() {
        while true {
            let next = state.withLock { state -> MetricsSnapshot? in
                defer { state.waiting = nil }
                if state.waiting == nil { state.isSending = false }
                return state.waiting
            }
            guard let next else { return }
            let failure = send(next)
            state.withLock { state in
                if let failure {
                    state.tally.failed += 1
                    state.tally.lastFailure = failure
                } else {
                    state.tally.sent += 1
                }
            }
        }
    }

    /// Waits until nothing is left to send, but no longer than so many seconds.
    public func finish(within seconds: Double) -> Tally {
        let done = DispatchSemaphore(value: 0)
        queue.async { done.signal() }
        _ = done.wait(timeout: .now() + seconds)
        return state.withLock { $0.tally }
    }
}

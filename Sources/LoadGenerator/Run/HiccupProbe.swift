import Foundation
import Glibc
import Groundwork
import LoadMetrics

/// A thread that does nothing but sleep and look how long it overslept: pauses of the process or the machine that
/// would otherwise be taken for the service's (Tene, jHiccup).
final class HiccupProbe: Sendable {
    /// How long it means to sleep: 2 ms costs well under a percent of a core.
    static let period: UInt64 = 2_000_000

    private struct State {
        var running = true
        var oversleep = Histogram(layout: .phase)
    }

    private let state = Locked(State())

    /// Starts the thread.
    func start() {
        let thread = Thread { [self] in
            let clock = MonotonicClock()
            var last = clock.now()
            while true {
                var pause = timespec(tv_sec: 0, tv_nsec: Int(Self.period))
                nanosleep(&pause, nil)
                let now = clock.now()
                let over = now &- last > Self.period ? now &- last &- Self.period : 0
                last = now
                let goOn = state.withLock { state in
                    state.oversleep.record(over)
                    return state.running
                }
                if !goOn { return }
            }
        }
        thread.name = "zonda.hiccups"
        thread.start()
    }

    /// Forgets what was measured so far.
    func reset() { state.withLock { $0.oversleep.reset() } }

    /// Stops the thread.
    /// - Returns: how long it overslept.
    func stop() -> Histogram {
        state.withLock { state in
            state.running = false
            return state.oversleep
        }
    }
}

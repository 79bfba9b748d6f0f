import Dispatch
import Foundation

/// A pause between two levels that a signal ends.
enum CoolDown {
    /// Waits so many nanoseconds.
    /// - Returns: false where SIGINT or SIGTERM came.
    static func wait(_ nanoseconds: UInt64) -> Bool {
        let signalled = DispatchSemaphore(value: 0)
        let queue = DispatchQueue(label: "zonda.cool-down")
        let sources = [SIGINT, SIGTERM].map { number in
            // The default action would end the process before the source is told.
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler { signalled.signal() }
            source.activate()
            return source
        }
        defer { sources.forEach { $0.cancel() } }
        return signalled.wait(timeout: .now() + .nanoseconds(Int(clamping: nanoseconds))) == .timedOut
    }
}

import Foundation
import Groundwork
import LoadGenerator
import LoadPlan

/// Waits for a target that is still being started, as services beside a pipeline's job are.
enum Readiness {
    /// Tries until the target can be reached or the time is up.
    /// - Parameters:
    ///   - limit: nanoseconds.
    ///   - pause: between two tries, nanoseconds.
    /// - Throws: why the last try failed.
    static func wait(
        for limit: Nanoseconds,
        pause: Nanoseconds = 500_000_000,
        now: () -> UInt64 = SystemTime.monotonic,
        sleep: (Nanoseconds) -> Void = { usleep(UInt32(clamping: $0 / 1000)) },
        reach: () throws(GeneratorError) -> Void
    ) throws(GeneratorError) {
        let end = now() &+ limit
        while true {
            do throws(GeneratorError) {
                return try reach()
            } catch {
                // A plan that this machine cannot carry does not become one by waiting.
                guard case .unreachable = error, now() &+ pause < end else { throw error }
            }
            sleep(pause)
        }
    }
}

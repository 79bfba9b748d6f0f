import Glibc
import Groundwork
public import LoadPlan

/// Measures round trips by real TCP handshakes: from connect(2) to the socket being writable is one round trip.
public enum ConnectProbe {
    /// What was measured.
    public struct Result: Sendable {
        /// Nanoseconds of each handshake that came to an end, in the order in which they were made.
        public var times: [UInt64] = []
        /// Handshakes that failed.
        public var failures = 0
        /// The last failure's error number.
        public var error: Int32 = 0
    }

    /// Makes `count` handshakes with the target, one after the other.
    /// - Parameters:
    ///   - pause: nanoseconds between them.
    ///   - each: told of each handshake that came to an end.
    /// - Throws: ``GeneratorError`` where the target has no address.
    public static func measure(
        _ target: Plan.Target,
        count: Int,
        pause: UInt64,
        each: (UInt64) -> Void = { _ in }
    ) throws(GeneratorError) -> Result {
        let addresses = try TargetAddress.resolve(target.host, port: target.port)
        guard let address = addresses.first else { throw .unreachable("no address for \(target.host)") }
        let clock = MonotonicClock()
        var result = Result()
        for number in 0..<max(0, count) {
            if number > 0 { usleep(UInt32(clamping: pause / 1000)) }
            let start = clock.now()
            let error = TargetAddress.connect(to: address, port: target.port)
            let time = clock.now() - start
            if error == 0 {
                result.times.append(time)
                each(time)
            } else {
                result.failures += 1
                result.error = error
                // Nothing answers: no need to ask a hundred times.
                if result.times.isEmpty, result.failures >= 3 { break }
            }
        }
        return result
    }
}

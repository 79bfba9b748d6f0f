@testable import LoadGenerator

/// A clock that a test sets by hand.
final class ManualClock: LoadClock {
    var time: UInt64 = 0

    func now() -> UInt64 { time }
}

import Synchronization

/// Decides, with a seed, which answers come late, fail or are held.
final class Trouble: Sendable {
    private let slow: [RouteGroup: LatencyFit]
    private let fail: [RouteGroup: FailOption]
    private let stalls: [StallOption]
    private let random: Mutex<SeededRandom>
    private let start = Mutex(ContinuousClock.now)

    /// A later option for the same group replaces an earlier one.
    init(slow: [SlowOption], fail: [FailOption], stalls: [StallOption], seed: UInt64) {
        var slowByGroup: [RouteGroup: LatencyFit] = [:]
        for option in slow { for group in option.groups { slowByGroup[group] = option.latency } }
        var failByGroup: [RouteGroup: FailOption] = [:]
        for option in fail { for group in option.groups { failByGroup[group] = option } }
        self.slow = slowByGroup
        self.fail = failByGroup
        self.stalls = stalls
        random = Mutex(SeededRandom(seed: seed ^ 0x7472_6F75_626C_6500))
    }

    /// From here on stalls are timed.
    func begin() { start.withLock { $0 = .now } }

    /// Nanoseconds to add before the work; 0 for none.
    func delay(_ group: RouteGroup) -> UInt64 {
        guard let latency = slow[group] else { return 0 }
        return random.withLock { latency.draw(&$0) }
    }

    /// The status to fail with, if this request is to fail.
    func failure(_ group: RouteGroup) -> Int? {
        guard let option = fail[group], random.withLock({ $0.unit() }) < option.share else { return nil }
        return option.status
    }

    /// Until when an answer that is ready now has to be held.
    func heldUntil() -> ContinuousClock.Instant? {
        guard !stalls.isEmpty else { return nil }
        let start = start.withLock { $0 }
        let now = ContinuousClock.now
        return stalls.compactMap { stall in
            let end = start + .nanoseconds(Int64(clamping: stall.end))
            return now >= start + .nanoseconds(Int64(clamping: stall.begin)) && now < end ? end : nil
        }.max()
    }
}

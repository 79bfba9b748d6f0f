import Groundwork
import LoadPlan

/// Notes when some arrivals really began, for the test of their gaps: a sample of about 2,000 over the whole run, and
/// the arrival behind each. Memory is taken once.
///
/// Which ones is a matter of their number alone, so shards choose alike and a chosen arrival's follower, which is
/// another shard's, is noted there.
struct ArrivalProbe {
    /// An arrival that began.
    struct Start {
        /// Its number in the run.
        var number: UInt64
        /// When its first request was sent, nanoseconds since the start of the load.
        var time: UInt64
    }

    /// Chosen arrivals at most, about.
    static let sample = 2000.0

    private let seed: UInt64
    /// Arrivals whose hash is below are chosen.
    private let threshold: UInt64
    private(set) var starts: [Start] = []
    private let capacity: Int

    /// A probe for a load of about `arrivals` arrivals in all.
    init(seed: UInt64, arrivals: Double) {
        self.seed = SeededRandom.value(seed: seed, index: 0x6A95)
        let share = arrivals > Self.sample ? Self.sample / arrivals : 1
        threshold = share >= 1 ? .max : UInt64(share * 0x1p64)
        capacity = Int(3 * Self.sample)
        starts.reserveCapacity(capacity)
    }

    /// Whether an arrival is one of the sample.
    func isChosen(_ number: UInt64) -> Bool {
        SeededRandom.value(seed: seed, index: number) <= threshold
    }

    /// An arrival began at `time`.
    mutating func note(_ number: UInt64, at time: UInt64) {
        guard starts.count < capacity, isChosen(number) || (number > 0 && isChosen(number - 1)) else { return }
        starts.append(Start(number: number, time: time))
    }
}

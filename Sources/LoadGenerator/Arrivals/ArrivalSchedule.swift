import Glibc
import Groundwork
import LoadPlan

/// When arrivals of an open load are due: one schedule for the whole run, of which each shard keeps every *k*-th.
///
/// Arrivals are events of a process of rate 1 (constant: `i + φ` with a seeded phase φ; Poisson: the sum of exponential
/// gaps) mapped through the inverse of the load curve's area. All shards compute all events from the same numbers, so
/// the union over any number of shards is the same schedule (k6 calls this striping; see docs/measurement.md).
struct ArrivalSchedule {
    private var curve: LoadCurve
    private let limit: UInt64
    private let arrivals: Load.Arrivals
    private let seed: UInt64
    private let stride: UInt64
    private let remainder: UInt64
    private var index: UInt64 = 0
    private var position: Double
    /// Where the arrival stands that was given out last.
    private var given: (index: UInt64, position: Double) = (0, 0)

    /// Shard `shard` of `shards`' part of the schedule.
    init(
        curve: LoadCurve,
        limit: UInt64 = .max,
        arrivals: Load.Arrivals,
        seed: UInt64,
        shard: Int,
        shards: Int
    ) {
        self.curve = curve
        self.limit = limit
        self.arrivals = arrivals
        var random = SeededRandom(seed: seed, 0xA221_7A15)
        self.seed = random.next()
        stride = UInt64(max(1, shards))
        remainder = UInt64(shard)
        switch arrivals {
        case .constant:
            position = random.unit()
        case .poisson:
            position = Self.gap(self.seed, 0)
        }
        given = (0, position)
    }

    private static func gap(_ seed: UInt64, _ index: UInt64) -> Double {
        let unit = Double(SeededRandom.value(seed: seed, index: index) >> 11) * 0x1p-53
        return -log(1 - unit)
    }

    /// Goes on by another curve, whose area up to now is the same.
    /// - Returns: when the arrival that was given out last is due by it, or the next one after it.
    mutating func follow(_ curve: LoadCurve) -> Arrival? {
        self.curve = curve
        (index, position) = given
        return next()
    }

    /// The next arrival of this shard: its number in the whole run, from 0, and when it is due since the start of the
    /// load; `nil` when there is none left.
    mutating func next() -> Arrival? {
        while true {
            given = (index, position)
            guard index < limit, let due = curve.time(ofArea: position) else { return nil }
            let number = index
            index += 1
            switch arrivals {
            // Added to the phase, never to each other: a whole number of steps stays exact.
            case .constant: position = position + 1
            case .poisson: position += Self.gap(seed, index)
            }
            if number % stride == remainder { return Arrival(number: number, due: due) }
        }
    }
}

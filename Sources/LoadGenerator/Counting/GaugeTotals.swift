/// What a gauge showed: figures that add up over shards.
struct GaugeTotals {
    private(set) var count: UInt64 = 0
    private(set) var sum = 0.0
    private(set) var least = Double.infinity
    private(set) var most = -Double.infinity
    private(set) var last = 0.0
    /// When ``last`` was noted, nanoseconds since the start of the load.
    private(set) var lastTime: UInt64 = 0

    mutating func add(_ value: Double, at time: UInt64) {
        guard value.isFinite else { return }
        count += 1
        sum += value
        least = min(least, value)
        most = max(most, value)
        if time >= lastTime {
            last = value
            lastTime = time
        }
    }

    /// Adds another shard's.
    mutating func add(_ other: GaugeTotals) {
        count += other.count
        sum += other.sum
        least = min(least, other.least)
        most = max(most, other.most)
        if other.count > 0, other.lastTime >= lastTime {
            last = other.last
            lastTime = other.lastTime
        }
    }
}

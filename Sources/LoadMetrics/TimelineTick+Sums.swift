// How ticks add up: the one place where all their amounts are listed.

extension TimelineTick.SeriesCount {
    /// Adds another count of the same series, from another shard, part or tick.
    public mutating func add(_ other: Self) {
        count = count &+ other.count
        // Both have the same list of thresholds.
        for place in beyond.indices where other.beyond.indices.contains(place) {
            beyond[place] = beyond[place] &+ other.beyond[place]
        }
        for place in serviceBeyond.indices where other.serviceBeyond.indices.contains(place) {
            serviceBeyond[place] = serviceBeyond[place] &+ other.serviceBeyond[place]
        }
    }
}

extension [TimelineTick.SeriesCount] {
    /// Adds counts, series by series; the order stays, and series that are new follow.
    public mutating func add(_ others: some Sequence<TimelineTick.SeriesCount>) {
        var places = Dictionary(indices.map { (self[$0].series, $0) }) { first, _ in first }
        for other in others {
            if let place = places[other.series] {
                self[place].add(other)
            } else {
                places[other.series] = count
                append(other)
            }
        }
    }
}

extension TimelineTick {
    /// This tick and the one that follows it, as one: amounts add up, and levels are those at the end.
    public func joined(with next: TimelineTick) -> TimelineTick {
        var whole = self
        whole.length = length &+ next.length
        (whole.users, whole.wanted, whole.inFlight) = (next.users, next.wanted, next.inFlight)
        whole.addAmounts(of: next)
        if let more = next.busiest { whole.busiest = (busiest ?? 0) + more }
        whole.series.sort { $0.series < $1.series }
        return whole
    }

    /// Adds what happened in another part's tick at the same time; of the busiest shards, the busier counts.
    mutating func addCounts(of other: TimelineTick) {
        addAmounts(of: other)
        if let share = other.busiest { busiest = max(busiest ?? 0, share) }
    }

    /// Adds another part's levels at the end of a tick.
    mutating func addLevels(of other: TimelineTick) {
        users = users &+ other.users
        inFlight = inFlight &+ other.inFlight
        wanted += other.wanted
    }

    private mutating func addAmounts(of other: TimelineTick) {
        scheduled = scheduled &+ other.scheduled
        started = started &+ other.started
        dropped = dropped &+ other.dropped
        requests = requests &+ other.requests
        connections = connections &+ other.connections
        bytesIn = bytesIn &+ other.bytesIn
        cpu += other.cpu
        series.add(other.series)
    }
}

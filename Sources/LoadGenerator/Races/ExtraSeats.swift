import LoadPlan

/// Seats that a shard keeps besides those of the load's users: for flows that run once, and for the users of races.
struct ExtraSeats {
    /// Of each flow that runs once, on shard 0: the flow and its seat.
    var once: [(flow: Int, seat: Int)] = []
    /// Of each race, this shard's seats.
    var races: [Range<Int>] = []
    /// How many.
    var count = 0

    init(_ plan: Plan, shard: Int, shards: Int, after first: Int) {
        if shard == 0 {
            for (index, flow) in plan.flows.enumerated() where flow.startsAt != nil {
                once.append((index, first + count))
                count += 1
            }
        }
        for race in plan.races {
            let seats = max(0, (race.users - shard + shards - 1) / shards)
            races.append(first + count..<first + count + seats)
            count += seats
        }
    }
}

import LoadPlan

/// Races, and flows that run once, as one shard sees them: who takes part, who is where, what came of it. It decides
/// nothing about users; the core asks it what is due and tells it what happened.
struct RaceHall {
    /// Seats besides those of the load's users.
    private let extra: ExtraSeats
    private var races: [RaceState]
    /// Flows that run once and have not come to their end.
    private var onceOpen = 0
    private let shards: Int

    init(_ extra: ExtraSeats, shards: Int) {
        self.extra = extra
        self.shards = shards
        races = extra.races.map { RaceState(seats: $0) }
    }

    /// There are none.
    var isEmpty: Bool { races.isEmpty }

    /// What came of each race.
    var results: [RaceResult] { races.map(\.result) }

    /// Whether no flow that runs once and no race has anything left to do here.
    var areDone: Bool { onceOpen == 0 && races.allSatisfy { $0.result.isFinished } }

    /// The race that a seat exists for.
    func race(of seat: Seat) -> Int? { races.firstIndex { $0.seats.contains(seat.int) } }

    // MARK: Flows that run once

    /// Each flow that runs once here, with its seat.
    var once: [(flow: FlowID, seat: Seat)] { extra.once.map { (FlowID($0.flow), Seat($0.seat)) } }

    /// A flow that runs once will.
    mutating func expectOnce() { onceOpen += 1 }

    /// It has come to its end.
    mutating func endOnce() { onceOpen -= 1 }

    // MARK: A race from call to end

    /// A flow's user comes to a race. It is led by this shard.
    mutating func call(_ race: Int, by seat: Seat) {
        races[race].caller = seat
        races[race].shardsReady = 0
        races[race].shardsFinished = 0
    }

    /// This shard's users prepare.
    /// - Returns: their seats.
    mutating func prepare(_ race: Int) -> Range<Int> {
        let seats = races[race].seats
        races[race].preparing = seats.count
        races[race].open = seats.count
        races[race].isReleased = false
        races[race].result = RaceResult()
        races[race].result.isBegun = true
        races[race].result.users = seats.count
        races[race].result.isFinished = seats.isEmpty
        return seats
    }

    /// A user has come to the start, or will not come.
    /// - Returns: whether it was the last of this shard.
    mutating func endPreparation(_ race: Int) -> Bool {
        races[race].preparing -= 1
        return races[race].preparing == 0
    }

    /// A shard's users have come as far as they can (leader only).
    /// - Returns: whether it was the last shard.
    mutating func noteReady(_ race: Int) -> Bool {
        races[race].shardsReady += 1
        return races[race].shardsReady == shards
    }

    /// A race begins at this moment.
    mutating func release(_ race: Int, at moment: UInt64) { races[race].due = moment }

    /// When the next race begins.
    var nextRelease: UInt64 { races.reduce(.max) { min($0, $1.due) } }

    /// Takes out a race that begins by now.
    mutating func popDue(_ now: UInt64) -> (race: Int, due: UInt64, seats: Range<Int>)? {
        guard let race = races.firstIndex(where: { $0.due <= now }) else { return nil }
        let due = races[race].due
        races[race].due = .max
        races[race].isReleased = true
        return (race, due, races[race].seats)
    }

    /// A user of the race sent its first request.
    mutating func noteSent(_ race: Int, at moment: UInt64) {
        races[race].result.firstSent = min(races[race].result.firstSent, moment)
        races[race].result.lastSent = max(races[race].result.lastSent, moment)
    }

    /// A request of the race was answered with a status, or not at all.
    mutating func noteAnswer(_ race: Int, status: Int?) {
        races[race].result.requests += 1
        if let status {
            races[race].result.statuses[status, default: 0] += 1
        } else {
            races[race].result.unanswered += 1
        }
    }

    /// A user has come to the end of the race, or of its preparation.
    /// - Returns: whether it was the last to prepare, and whether it was the last of all.
    mutating func finish(_ race: Int) -> (lastToPrepare: Bool, last: Bool) {
        var isLastToPrepare = false
        if !races[race].isReleased {
            races[race].result.lost += 1
            isLastToPrepare = endPreparation(race)
        }
        races[race].open -= 1
        if races[race].open == 0 { races[race].result.isFinished = true }
        return (isLastToPrepare, races[race].open == 0)
    }

    /// A shard's users are done (leader only).
    /// - Returns: the user that called the race, where it was the last shard.
    mutating func noteFinished(_ race: Int) -> Seat? {
        races[race].shardsFinished += 1
        return races[race].shardsFinished == shards ? races[race].caller : nil
    }
}

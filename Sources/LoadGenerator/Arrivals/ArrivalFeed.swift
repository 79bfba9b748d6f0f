import LoadPlan

/// Who arrives next in an open load, which seats are free for it, and who waits since none was. In a closed load it is
/// empty.
struct ArrivalFeed: ~Copyable {
    /// Arrivals that are begun in one turn: answers that come meanwhile must not wait for all of them.
    static let startsInATurn = 64
    /// Users without a connection among them.
    static let freshUsersInATurn = 4
    /// Arrivals that are begun at the end of the load, of those that were due before it.
    static let startsAtTheEnd = 1024
    /// An arrival that is not begun within this time is late by the generator's fault.
    static let late: UInt64 = 1_000_000

    private var schedule: ArrivalSchedule?
    /// The arrival that comes next.
    private(set) var next: Arrival?
    /// Seats of nobody, taken from the end.
    private var idle: [Seat] = []
    /// Arrivals that found no free seat, in order; they keep their intended start.
    private var backlog = FIFO<Arrival>()
    /// When arrivals really began.
    private(set) var probe: ArrivalProbe

    /// The arrivals of a load.
    init(_ load: Load, seed: UInt64) {
        var isOpen = false
        if case .rate = load.model { isOpen = true }
        probe = ArrivalProbe(seed: seed, arrivals: isOpen ? load.curve.area : 0)
    }

    /// Begins with an open load's schedule, every seat free.
    mutating func begin(_ schedule: ArrivalSchedule, seats: Int) {
        idle = (0..<seats).reversed().map { Seat($0) }
        self.schedule = schedule
        next = self.schedule?.next()
    }

    /// Goes on by another curve, whose area up to now is the same.
    mutating func follow(_ curve: LoadCurve) { next = schedule?.follow(curve) }

    /// No more arrive.
    mutating func end() { next = nil }

    /// The arrival that comes next does.
    mutating func advance() { next = schedule?.next() }

    /// How many users without a connection may begin in a turn at `time` since the start of the load.
    func freshUsers(at time: UInt64) -> Int {
        guard let due = next?.due, time > due, time - due > Self.late else { return Self.freshUsersInATurn }
        return 1
    }

    /// The seat that the next arrival would take.
    var freeSeat: Seat? { idle.last }

    /// Gives an arrival a free seat, or lets it wait for one.
    mutating func seat(_ arrival: Arrival) -> Seat? {
        if let seat = idle.popLast() { return seat }
        backlog.push(arrival)
        return nil
    }

    /// A seat is free again.
    mutating func free(_ seat: Seat) { idle.append(seat) }

    /// The arrival that has waited longest, and a seat for it, where there are both.
    mutating func popWaiting() -> (seat: Seat, arrival: Arrival)? {
        while backlog.count > 0, let seat = idle.popLast() {
            if let arrival = backlog.pop() { return (seat, arrival) }
        }
        return nil
    }

    /// Takes out an arrival that waits and will get no seat.
    mutating func dropWaiting() -> Arrival? { backlog.pop() }

    /// Nobody arrives any more, waits or is there; of so many seats.
    func isDone(seats: Int) -> Bool { next == nil && backlog.count == 0 && idle.count == seats }

    /// An arrival's first request was sent at `time` since the start of the load.
    mutating func noteStart(_ number: UInt64, at time: UInt64) { probe.note(number, at: time) }
}

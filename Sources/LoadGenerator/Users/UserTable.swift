import Curl
import Groundwork
import LoadPlan

/// The users of a shard with all that is each one's own: states, deadlines, rows of data, cells of loops and groups, what
/// they know of answers. Laid out once; nothing here allocates later.
struct UserTable: ~Copyable {
    /// How much room there is for what.
    struct Size {
        var seats: Int
        /// Lanes of each seat; 1 where no flow sends requests at the same time.
        var lanes: Int
        var tables: Int
        /// Groups and loops inside one another.
        var groupDepth: Int
        var loopDepth: Int
        /// Requests that ask only for what has changed.
        var conditionals: Int
        /// Distinct time limits of requests.
        var timeouts: [UInt64]
    }

    /// Users that there is room for.
    let seatCount: Int
    let lanesPerSeat: Int
    private let users: UnsafeMutablePointer<VirtualUser>
    private let rows: UnsafeMutablePointer<Int32>
    private let tables: Int
    private let sequenceCalls: UnsafeMutablePointer<UInt64>
    private let groupStarts: UnsafeMutablePointer<UInt64>
    private let groupDepth: Int
    private let cells: UnsafeMutablePointer<Int64>
    private let loopDepth: Int
    private var waiting: DeadlineHeap
    private var timeouts: TimeoutQueue
    private var unstarted: [Lane] = []
    let validators: ValidatorStore
    let population: Population

    init(_ size: Size, _ population: Population) {
        self.population = population
        seatCount = size.seats
        lanesPerSeat = size.lanes
        tables = size.tables
        groupDepth = size.groupDepth
        loopDepth = size.loopDepth
        let lanes = size.seats * size.lanes
        users = Self.memory(lanes, of: VirtualUser())
        rows = Self.memory(size.seats * tables, of: -1)
        sequenceCalls = Self.memory(size.seats, of: 0)
        groupStarts = Self.memory(size.seats * groupDepth, of: 0)
        cells = Self.memory(size.seats * loopDepth, of: 0)
        waiting = DeadlineHeap(capacity: size.seats)
        timeouts = TimeoutQueue(limits: size.timeouts, capacity: lanes)
        validators = ValidatorStore(users: size.seats, requests: size.conditionals)
        unstarted.reserveCapacity(64)
    }

    private static func memory<Element>(_ count: Int, of element: Element) -> UnsafeMutablePointer<Element> {
        let memory = UnsafeMutablePointer<Element>.allocate(capacity: max(1, count))
        memory.initialize(repeating: element, count: max(1, count))
        return memory
    }

    deinit {
        for lane in 0..<seatCount * lanesPerSeat {
            users[lane].url.free()
            users[lane].body.free()
            users[lane].headers.free()
        }
        users.deallocate()
        rows.deallocate()
        sequenceCalls.deallocate()
        groupStarts.deallocate()
        cells.deallocate()
    }

    // MARK: Who is where

    /// The user of a seat.
    @inline(__always)
    subscript(seat: Seat) -> UnsafeMutablePointer<VirtualUser> { users + seat.int }

    /// A lane: the user itself, or what a further one of its requests needs.
    @inline(__always)
    subscript(lane: Lane) -> UnsafeMutablePointer<VirtualUser> { users + lane.int }

    /// Changes a user's state. In two steps for a reason: with the thread sanitizer the compiler (Swift 6.3) fails on a
    /// method that changes in place what the subscript of a table points to.
    @inline(__always)
    func move(_ seat: Seat, to state: VirtualUser.State) {
        let user = self[seat]
        user.pointee.move(to: state)
    }

    /// Changes the state of a lane.
    @inline(__always)
    func move(_ lane: Lane, to state: VirtualUser.State) {
        let user = self[lane]
        user.pointee.move(to: state)
    }

    /// The seat that a lane belongs to.
    @inline(__always)
    func owner(of lane: Lane) -> Seat { Seat(lanesPerSeat == 1 ? lane.int : lane.int % seatCount) }

    /// Lane number `number` of a seat.
    @inline(__always)
    func lane(_ number: Int, of seat: Seat) -> Lane { Lane(seat.int + number * seatCount) }

    /// All lanes of a seat, the first one first.
    @inline(__always)
    func forEachLane(of seat: Seat, _ body: (Lane) -> Void) {
        for number in 0..<lanesPerSeat { body(lane(number, of: seat)) }
    }

    /// The seat's rows, one a table.
    @inline(__always)
    func rows(of seat: Seat) -> UnsafeMutablePointer<Int32> { rows + seat.int * tables }

    /// How often the user has asked for the next number of the run's sequence.
    @inline(__always)
    func sequenceCalls(of seat: Seat) -> UnsafeMutablePointer<UInt64> { sequenceCalls + seat.int }

    /// When the user's group at a depth began.
    @inline(__always)
    func groupStart(of seat: Seat, depth: Int) -> UnsafeMutablePointer<UInt64> {
        groupStarts + seat.int * groupDepth + depth
    }

    /// What the user's loops keep from a depth on: rounds that are left, or where a `for` is.
    @inline(__always)
    func cells(of seat: Seat, depth: Int) -> UnsafeMutablePointer<Int64> { cells + seat.int * loopDepth + depth }

    // MARK: Waiting

    /// Users that wait for a deadline.
    var waitingCount: Int { waiting.count }

    /// When the next one's deadline comes; `.max` where nobody waits.
    var nextDeadline: UInt64 { min(waiting.earliest, timeouts.earliest) }

    /// When the next request's time is up; `.max` where none is under way.
    var nextTimeout: UInt64 { timeouts.earliest }

    /// The user waits until a moment.
    mutating func wait(_ seat: Seat, _ reason: VirtualUser.Reason, until deadline: UInt64) {
        move(seat, to: .waiting(reason))
        waiting.insert(seat.int, at: deadline)
    }

    /// Takes out the user whose deadline came first, if it has come.
    mutating func popDue(_ now: UInt64) -> (seat: Seat, deadline: UInt64)? {
        waiting.popDue(now).map { (Seat($0.user), $0.deadline) }
    }

    /// The user's deadline does not matter any more.
    mutating func stopWaiting(_ seat: Seat) { waiting.remove(seat.int) }

    // MARK: Requests

    /// A lane's request is sent.
    @inline(__always)
    mutating func send(_ lane: Lane, limit: Int, now: UInt64) {
        move(lane, to: .inFlight)
        users[lane.int].sent = now
        timeouts.start(lane.int, list: limit, now: now)
    }

    /// The service is done with a lane's request.
    /// - Returns: how long it took from the actual send on, nanoseconds.
    @inline(__always)
    mutating func settle(_ lane: Lane, now: UInt64) -> UInt64 {
        timeouts.stop(lane.int)
        return now > users[lane.int].sent ? now - users[lane.int].sent : 0
    }

    /// Takes out a lane whose request's time is up.
    mutating func popTimedOut(_ now: UInt64) -> Lane? { timeouts.popExpired(now).map { Lane($0) } }

    /// A time limit, nanoseconds.
    @inline(__always)
    func timeLimit(_ list: Int) -> UInt64 { timeouts.limit(of: list) }

    /// Requests could not be started and have not been told of yet.
    var hasUnstarted: Bool { !unstarted.isEmpty }

    /// A lane's request could not be started. Told of at once, its user could go on with the next one, and so on, until
    /// the stack is full.
    mutating func noteUnstarted(_ lane: Lane) { unstarted.append(lane) }

    /// Takes out the lanes whose requests could not be started.
    mutating func takeUnstarted() -> [Lane] {
        defer { unstarted.removeAll(keepingCapacity: true) }
        return unstarted
    }
}

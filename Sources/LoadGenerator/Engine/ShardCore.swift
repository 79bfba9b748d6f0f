import Curl
import LoadMetrics
import LoadPlan
import NetworkModel

/// The load loop of one shard: users, their deadlines, their requests, their samples. It knows nothing of Dispatch and
/// reads time only through its clock, so tests drive it with a manual clock and a scripted transport and get the same
/// numbers each time.
///
/// Used by one thread at a time: the shard's queue, or a test.
final class ShardCore<T: Transport, C: LoadClock> {
    /// What a shard is told before it starts.
    struct Settings {
        var shard = 0
        var shards = 1
        var seed: UInt64 = 1
        /// Users of this shard: slots of the closed model, most iterations at once of the open model.
        var slots: Int
        /// The calendar's time minus the clock's, nanoseconds.
        var wallOffset: Int64 = 0
        /// What is left of budgets; `nil` for a shard that is alone.
        var ledger: BudgetLedger?
    }

    let plan: Plan
    let settings: Settings
    let transport: T
    let clock: C
    let layout: SeriesLayout
    let evaluator: Evaluator
    /// Users, and behind them their further lanes: what requests at the same time need beside the user itself. Lane *l*
    /// of a user stands *l* × ``seats`` behind it, and so does its connection at the transport.
    let users: UnsafeMutablePointer<VirtualUser>
    /// Users that there is room for.
    let seats: Int
    /// Lanes of each user; 1 where no flow sends requests at the same time.
    let lanes: Int
    let rows: UnsafeMutablePointer<Int32>
    /// How often each user has asked for the next number of the run's sequence.
    let sequenceCalls: UnsafeMutablePointer<UInt64>
    let groupStarts: UnsafeMutablePointer<UInt64>
    let instructions: UnsafeMutableBufferPointer<Program.Instruction>
    let requests: UnsafeMutableBufferPointer<PreparedRequest>
    /// Rounds left of each user's `repeat`s, by depth, and where its `for`s stand.
    let roundsLeft: UnsafeMutablePointer<Int64>
    let repeatDepth: Int
    let polls: [Program.PollStep]
    let alternatives: [Program.Alternative]
    let parallels: [Program.ParallelStep]
    let eachSteps: [Program.EachStep]
    let retries: [Program.RetryStep]
    let distributions: [ThinkDistribution]
    let raceBodies: [Int32]
    let takes: [Program.TakeStep]
    let queues: [ValueQueue]
    /// Counts the times that users waited at queues.
    var lastTicket: UInt64 = 0
    /// Tallies of each counter, by its index.
    let counterTallies: [Int]
    /// The budget of each series, and what is left of all.
    let budgets: [Int32]
    let ledger: BudgetLedger
    let faults: [Program.Fault]
    /// The fault of each flow and table, flow by flow: no row is left.
    let tableFaults: [Int32]
    let entries: [Program.Entry]
    let groupDepth: Int
    /// How likely each flow is; by level at the moment where flows have loads of their own.
    var flowWeights: [Double]
    /// The load that is followed: the plan's, unless it was changed while running.
    var load: Load
    let population: Population
    /// Each iteration opens connections of its own.
    let opensAnew: Bool
    /// Users keep cookies.
    let keepsCookies: Bool
    let validators: ValidatorStore
    /// Where samples go; swapped by whoever collects, between turns.
    var recorder: SampleRecorder
    var failures = FailureTable()
    var progress = ShardProgress()
    var counters: [Double]
    var gauges: [GaugeTotals]
    /// Users that left since a table had no row for them, by table.
    var usersWithoutRow: [UInt64]
    /// What is counted for the invariants.
    var tallies: TallyBoard
    let keyTables: [KeyTable]
    /// Seats beside those of the load's users.
    let extra: ExtraSeats
    var races: [RaceState]
    /// Flows that run once and have not come to their end.
    var onceOpen = 0
    /// Messages about races: to this shard, and to others.
    var inbox: [ShardMessage] = []
    var outbox: [ShardMessage] = []
    var waiting: DeadlineHeap
    var timeouts: TimeoutQueue
    /// What the distance of each region costs; none where no region has a modelled one.
    let distances: [DistanceModel?]
    /// Where lanes are on their modelled way, beside ``users``; nothing where no region is modelled.
    let journeys: UnsafeMutablePointer<Journey>
    /// When each of them arrives.
    var travelling: DeadlineHeap
    /// Round trips of a TLS handshake with the service, as last seen; 0 without TLS.
    var handshakeRounds: Int
    /// For how long users with a modelled distance know the service's address; nil where they need not look it up.
    let nameLifetime: UInt64?
    /// The way in which each region's connections are made, by its number.
    let egresses: [Int]
    /// Open model: users not in the run, taken from the end.
    var idle: [Int32] = []
    /// Slots whose request could not be started.
    var unstarted: [Int32] = []
    /// Open model: arrivals that found no free user, in order; they keep their intended start.
    var backlog = ArrivalQueue()
    var arrivals: ArrivalSchedule?
    var nextArrival: (number: UInt64, due: UInt64)?
    /// When arrivals really began.
    var probe: ArrivalProbe
    /// The clock's time at the start of the load.
    var start: UInt64 = 0
    /// Nothing new begins after this.
    var end: UInt64 = .max
    /// What is still unanswered then is cut off.
    var cutOff: UInt64 = .max
    var warmupEnd: UInt64 = 0
    /// Times in which the load was changed by hand.
    var exclusions: [Range<UInt64>] = []
    var phaseEnds: [UInt64] = []
    var draining = false
    /// A failed request does not end the iteration: cleaning up goes on with what is left.
    var goesOnAfterFailure = false
    /// A debug run's listener; none in a load run.
    var trace: DebugTrace?

    /// A shard of a plan. Everything it will need is allocated here.
    init(
        plan: Plan,
        settings: Settings,
        transport: T,
        clock: C,
        layout: SeriesLayout,
        recorder: SampleRecorder,
        trace: DebugTrace? = nil
    ) throws(GeneratorError) {
        self.plan = plan
        self.settings = settings
        self.transport = transport
        self.clock = clock
        self.layout = layout
        self.recorder = recorder
        self.trace = trace
        let pool = ExpressionPool(secrets: plan.secrets, zones: plan.zones)
        var program = ProgramBuilder(plan: plan, pool: pool).program
        for index in program.requests.indices {
            if trace != nil { program.requests[index].shape.keepEverything() }
            guard let shape = transport.add(program.requests[index].shape) else {
                throw .internalError(
                    "\(program.requests[index].place): the URL of \(program.requests[index].label) cannot be used"
                )
            }
            program.requests[index].shapeNumber = shape
        }
        extra = ExtraSeats(plan, shard: settings.shard, shards: settings.shards, after: settings.slots)
        races = extra.races.map { RaceState(seats: $0) }
        let slots = max(1, settings.slots + extra.count)
        evaluator = Evaluator(
            pool: pool,
            plan: plan,
            users: slots,
            library: FunctionLibrary(plan: plan, seed: settings.seed, sequencePlaces: pool.sequencePlaces)
        )
        evaluator.library.seed = settings.seed
        seats = slots
        lanes = plan.connectionsPerUser
        users = .allocate(capacity: slots * lanes)
        users.initialize(repeating: VirtualUser(), count: slots * lanes)
        rows = .allocate(capacity: max(1, slots * plan.tables.count))
        rows.initialize(repeating: -1, count: max(1, slots * plan.tables.count))
        sequenceCalls = .allocate(capacity: slots)
        sequenceCalls.initialize(repeating: 0, count: slots)
        for (race, seats) in extra.races.enumerated() {
            for seat in seats { sequenceCalls[seat] = FunctionLibrary.firstCall(ofRace: race) }
        }
        for (_, seat) in extra.once { sequenceCalls[seat] = FunctionLibrary.firstCall(ofRace: extra.races.count) }
        groupDepth = program.groupDepth
        groupStarts = .allocate(capacity: max(1, slots * program.groupDepth))
        groupStarts.initialize(repeating: 0, count: max(1, slots * program.groupDepth))
        repeatDepth = program.repeatDepth
        roundsLeft = .allocate(capacity: max(1, slots * program.repeatDepth))
        roundsLeft.initialize(repeating: 0, count: max(1, slots * program.repeatDepth))
        instructions = .allocate(capacity: program.instructions.count)
        _ = instructions.initialize(from: program.instructions)
        requests = .allocate(capacity: program.requests.count)
        _ = requests.initialize(from: program.requests)
        polls = program.polls
        alternatives = program.alternatives
        parallels = program.parallels
        eachSteps = program.eachSteps
        retries = program.retries
        distributions = program.distributions
        raceBodies = program.raceBodies
        budgets = Self.budgets(of: plan)
        ledger = settings.ledger ?? BudgetLedger(plan.budgets)
        takes = program.takes
        queues = plan.queues.map { ValueQueue(dropped: $0.dropped) }
        tallies = TallyBoard(tallies: plan.tallies.count, seats: slots)
        keyTables = plan.keyedTallies.map { _ in KeyTable() }
        counterTallies = plan.counters.indices.map { counter in
            plan.tallies.firstIndex { $0.source == .counter(counter) } ?? -1
        }
        faults = program.faults
        entries = program.entries
        flowWeights = plan.flows.map { $0.weight }
        load = plan.load
        var isOpen = false
        if case .rate = plan.load.model { isOpen = true }
        probe = ArrivalProbe(seed: settings.seed, arrivals: isOpen ? plan.load.curve.area : 0)
        population = Population(plan)
        opensAnew = plan.connection.sharing == .newPerIteration
        keepsCookies = plan.connection.cookies
        validators = ValidatorStore(users: slots, requests: program.conditionals)
        counters = [Double](repeating: 0, count: plan.counters.count)
        gauges = [GaugeTotals](repeating: GaugeTotals(), count: plan.gauges.count)
        usersWithoutRow = [UInt64](repeating: 0, count: plan.tables.count)
        tableFaults = program.tableFaults
        waiting = DeadlineHeap(capacity: slots)
        timeouts = TimeoutQueue(limits: program.timeouts, capacity: slots * lanes)
        distances = Journey.distances(of: plan)
        let travellers = distances.isEmpty ? 0 : slots * lanes
        journeys = .allocate(capacity: max(1, travellers))
        journeys.initialize(repeating: Journey(), count: travellers)
        travelling = DeadlineHeap(capacity: max(1, travellers))
        handshakeRounds = plan.target.scheme == "https" ? 1 : 0
        nameLifetime = plan.looksUpNames ? plan.nameLifetime : nil
        egresses = plan.egresses.count > 1 ? plan.egressNumbers : []
    }

    deinit {
        for slot in 0..<seats * lanes {
            users[slot].url.free()
            users[slot].body.free()
            users[slot].headers.free()
        }
        users.deallocate()
        rows.deallocate()
        sequenceCalls.deallocate()
        groupStarts.deallocate()
        roundsLeft.deallocate()
        instructions.deinitialize()
        instructions.deallocate()
        requests.deinitialize()
        requests.deallocate()
        journeys.deallocate()
    }

    /// Lays out the first deadlines; the load begins at `start` on the clock.
    func begin(at start: UInt64) {
        self.start = start
        end = start &+ load.curve.duration
        cutOff = end &+ load.gracefulStop
        warmupEnd = start &+ load.warmup
        phaseEnds = load.phases.map { start &+ $0.end }
        admitOnce()
        switch load.model {
        case .users:
            for slot in 0..<settings.slots {
                users[slot].number = UInt64(slot * settings.shards + settings.shard)
                users[slot].left = load.iterations(ofUser: Int(users[slot].number))
                admit(slot, span: 0)
            }
        case .rate(let kind):
            idle = (0..<settings.slots).reversed().map { Int32($0) }
            arrivals = ArrivalSchedule(
                curve: load.curve,
                limit: load.arrivalLimit,
                arrivals: kind,
                seed: settings.seed,
                shard: settings.shard,
                shards: settings.shards
            )
            nextArrival = arrivals?.next()
        }
    }

    /// Gives the run's values new content; between turns only.
    func share(_ values: [Int: StoredValue]) {
        for (number, value) in values {
            value.lend { evaluator.shared.set(user: 0, number, $0) }
        }
    }
}

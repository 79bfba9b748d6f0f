import Curl
import LoadMetrics
import LoadPlan

/// The load loop of one shard: it lets users act, and carries what follows between the rooms below. It knows nothing of
/// Dispatch and reads time only through its clock, so tests drive it with a manual clock and a scripted transport and
/// get the same numbers each time.
///
/// Each room owns its state and can be read and tested without the others; `ARCHITECTURE.md` has a table of what each
/// owns and what may change it. They are stored inline: nothing here is reached through a reference but the evaluator
/// and the transport.
///
/// Used by one thread at a time: the shard's queue, or a test.
final class ShardCore<T: Transport, C: LoadClock> {
    /// What a shard is told before it starts.
    struct Settings {
        var shard = 0
        var shards = 1
        var seed: UInt64 = 1
        /// Tells what the service must see once from that of other runs; 0 makes it the seed's alone.
        var nonce: UInt64 = 0
        /// Users of this shard: slots of the closed model, most iterations at once of the open model.
        var slots: Int
        /// The calendar's time minus the clock's, nanoseconds.
        var wallOffset: Int64 = 0
        /// What is left of budgets; `nil` for a shard that is alone.
        var ledger: BudgetLedger?
        /// A failed request does not end the iteration: cleaning up goes on with what is left.
        var goesOnAfterFailure = false
    }

    let plan: Plan
    let settings: Settings
    let transport: T
    let clock: C
    /// What users do, as instructions.
    let program: Program
    let evaluator: Evaluator
    var users: UserTable
    var arrivals: ArrivalFeed
    var window: LoadWindow
    var travel: Travel
    var races: RaceHall
    var queues: QueueHall
    var counts: RunCounts
    var mail: Mailbox
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
        self.trace = trace
        let pool = ExpressionPool(secrets: plan.secrets, zones: plan.zones)
        var parts = ProgramBuilder(plan: plan, pool: pool).parts
        try Self.register(&parts.requests, at: transport, keepsEverything: trace != nil)
        program = Program(parts, layout: layout)
        let extra = ExtraSeats(plan, shard: settings.shard, shards: settings.shards, after: settings.slots)
        let seats = max(1, settings.slots + extra.count)
        evaluator = Evaluator(
            pool: pool,
            plan: plan,
            users: seats,
            library: FunctionLibrary(
                plan: plan,
                seed: settings.seed,
                nonce: settings.nonce,
                sequencePlaces: pool.sequencePlaces
            )
        )
        users = UserTable(
            UserTable.Size(
                seats: seats,
                lanes: plan.connectionsPerUser,
                tables: plan.tables.count,
                groupDepth: parts.groupDepth,
                loopDepth: parts.loopDepth,
                conditionals: parts.conditionals,
                timeouts: parts.timeouts
            ),
            Population(plan)
        )
        for (race, seats) in extra.races.enumerated() {
            for seat in seats { users.sequenceCalls(of: Seat(seat)).pointee = FunctionLibrary.firstCall(ofRace: race) }
        }
        for (_, seat) in extra.once {
            users.sequenceCalls(of: Seat(seat)).pointee = FunctionLibrary.firstCall(ofRace: extra.races.count)
        }
        arrivals = ArrivalFeed(plan.load, seed: settings.seed)
        window = LoadWindow(plan.load, flows: plan.flows, tellsPhases: layout.phaseCount > 1)
        travel = Travel(plan, lanes: seats * plan.connectionsPerUser, seed: settings.seed)
        races = RaceHall(extra, shards: settings.shards)
        queues = QueueHall(dropped: plan.queues.map(\.dropped), seats: seats)
        counts = RunCounts(plan, seats: seats, ledger: settings.ledger, recorder: recorder)
        mail = Mailbox(shards: settings.shards)
    }

    /// Gives each request's shape its number at the transport.
    private static func register(
        _ requests: inout [PreparedRequest],
        at transport: T,
        keepsEverything: Bool
    ) throws(GeneratorError) {
        for index in requests.indices {
            if keepsEverything { requests[index].shape.keepEverything() }
            do throws(ShapeFailure) {
                requests[index].shapeNumber = try transport.add(requests[index].shape)
            } catch {
                throw .internalError("\(requests[index].place): \(requests[index].label): \(error)")
            }
        }
    }

    /// Lays out the first deadlines; the load begins at `start` on the clock.
    func begin(at start: UInt64) {
        window.begin(at: start)
        admitOnce()
        switch plan.load.model {
        case .users:
            for number in 0..<settings.slots {
                let user = users[Seat(number)]
                user.pointee.number = UInt64(number * settings.shards + settings.shard)
                user.pointee.stay.left = plan.load.iterations(ofUser: Int(user.pointee.number))
                admit(Seat(number), span: 0)
            }
        case .rate(let kind):
            arrivals.begin(
                ArrivalSchedule(
                    curve: plan.load.curve,
                    limit: plan.load.arrivalLimit,
                    arrivals: kind,
                    seed: settings.seed,
                    shard: settings.shard,
                    shards: settings.shards
                ),
                seats: settings.slots
            )
        }
    }

    /// Gives the run's values new content; between turns only.
    func share(_ values: [Int: StoredValue]) {
        for (number, value) in values {
            value.lend { evaluator.shared.set(user: 0, number, $0) }
        }
    }

    /// What a failure was, in words.
    func describe(_ key: FailureTable.Key, _ example: String? = nil) -> FailureCount {
        FailureText(plan).describe(key, example, in: program)
    }
}

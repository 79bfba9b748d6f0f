import Curl
import Foundation
import Groundwork
public import LoadMetrics
public import LoadPlan

/// One run of a plan: lays everything out, starts the shards, collects, ends.
///
/// All methods may be called from any thread.
public final class LoadRun: Sendable {
    private let plan: Plan
    private let record: RunRecord
    private let journal: RunJournal
    private let shards: [Shard]
    private let limits: SampleRecorder.Limits
    private let routes: ServiceRoutes
    private let collector = Locked<Collector?>(nil)
    private let steering: LoadSteering
    private let frame: RunFrame

    /// Lays out a run; nothing is sent yet.
    /// - Parameters:
    ///   - plan: what to run.
    ///   - options: choices that are not the scenario's.
    ///   - folder: where results go; it is created.
    /// - Throws: ``GeneratorError`` when the target has no address, the machine is too small or the folder cannot be
    ///   written.
    public init(plan: Plan, options: GeneratorOptions, folder: RunFolder) throws(GeneratorError) {
        CurlLibrary.initialise()
        if let shortage = plan.shortageOfRows { throw .limits(shortage) }
        if let excess = Self.excess(of: plan) { throw .limits(excess) }
        var plan = plan
        if let part = options.part { try Self.divide(&plan, part) }
        let routes = try ServiceRoutes(plan)
        self.routes = routes
        let count = Self.shardCount(plan, options)
        plan.load.maxInFlight = Self.inFlightThatFits(plan, routes)
        let users = Self.users(plan, room: options.room)
        try ResourceLimits.check(
            users: (users / (options.part?.of ?? 1) + ExtraSeats(plan, shard: 0, shards: 1, after: 0).count)
                * plan.connectionsPerUser,
            services: routes.endpoints.count,
            slotsPerMulti: routes.slotsPerMulti,
            addresses: routes.endpoints[0].addresses.count
        )
        let planned = plan
        if let end = options.looks?.extendTo, let load = plan.load.held(until: end) { plan.load = load }
        let layout = SeriesLayout(plan)
        let limits = SampleRecorder.Limits(series: layout.keys, thresholds: layout.thresholds)
        let wallOffset = SystemTime.wall() - Int64(bitPattern: MonotonicClock().now())
        let ledger = BudgetLedger(plan.budgets)
        let nonce = UInt64.random(in: 1 ... .max)
        var shards: [Shard] = []
        var firstSlot = 0
        let parts = options.part?.of ?? 1
        for place in 0..<count {
            // Every shard of every part takes its own of the users and arrivals, whatever the others' numbers of shards.
            let number = (options.part?.number ?? 1) - 1 + parts * place
            let slots = max(1, (users - number + count * parts - 1) / (count * parts))
            let extra = ExtraSeats(plan, shard: number, shards: count * parts, after: slots).count
            var settings = routes.settings(users: slots + extra)
            settings.firstSlot = firstSlot
            firstSlot += settings.slots
            guard let transport = CarrierTransport(settings) else {
                throw .limits("no descriptor is left for shard \(place + 1) of \(count)")
            }
            shards.append(
                try Shard(
                    plan: plan,
                    settings: .init(
                        shard: number,
                        shards: count * parts,
                        seed: options.seed,
                        nonce: nonce,
                        slots: slots,
                        wallOffset: wallOffset,
                        ledger: ledger
                    ),
                    transport: transport,
                    layout: layout,
                    recorder: SampleRecorder(limits: limits)
                )
            )
        }
        self.plan = plan
        self.shards = shards
        steering = LoadSteering(plan.load, room: users)
        self.limits = limits
        var record = RunFacts.record(
            of: planned,
            options: options,
            layout: layout,
            startedAt: Double(SystemTime.wall()) / 1e9
        )
        record.measuredTo = plan.load.curve.duration
        record.looks = options.looks
        record.part = options.part
        self.record = record
        do {
            journal = try RunJournal(folder: folder, record: record)
            frame = try RunFrame(plan: plan, seed: options.seed, shards: shards, folder: folder)
        } catch {
            throw .journal("\(error)")
        }
    }

    /// What of a plan would be more than one run keeps apart, in words; nil where all fits.
    public static func excess(of plan: Plan) -> String? {
        let count = SeriesLayout(plan).keys.count
        guard count > RunRecord.mostSeries else { return nil }
        return "\(plan.series.count) steps, groups and flows in \(plan.regions.count) regions make \(count) series, "
            + "and a run keeps at most \(RunRecord.mostSeries) apart: name fewer regions, or ask no objective of single "
            + "tenants or phases"
    }

    /// Leaves a part of a load what is its own of what is divided by number.
    private static func divide(_ plan: inout Plan, _ part: RunRecord.Part) throws(GeneratorError) {
        let seats = ExtraSeats(plan, shard: 0, shards: 1, after: 0).count
        guard seats == 0, plan.queues.isEmpty, plan.invariants.isEmpty else {
            throw .limits(
                "races, queues, invariants and flows at a moment are about all users at once: this load has no parts"
            )
        }
        for index in plan.budgets.indices { plan.budgets[index].limit = part.share(of: plan.budgets[index].limit) }
    }

    /// Users that need a connection at once at most.
    private static func users(_ plan: Plan, room: Int?) -> Int {
        switch plan.load.model {
        case .users: max(plan.load.userCount, room ?? 0)
        case .rate: max(1, plan.load.maxInFlight)
        }
    }

    /// The open model's cap, lowered to what descriptors and ports allow: an arrival past it waits, and that is seen.
    private static func inFlightThatFits(_ plan: Plan, _ routes: ServiceRoutes) -> Int {
        let spare = ResourceLimits.raiseDescriptors() - 160
        let fitting = spare * routes.slotsPerMulti / (routes.slotsPerMulti * routes.endpoints.count + 2) - 32
        let connections = min(fitting, ResourceLimits.ephemeralPorts()) / plan.connectionsPerUser
        return max(1, min(plan.load.maxInFlight, connections))
    }

    /// One shard a core, but no more than the load is worth: a shard for a handful of users only adds wake-ups.
    private static func shardCount(_ plan: Plan, _ options: GeneratorOptions) -> Int {
        if let wanted = options.shards { return max(1, min(wanted, 64)) }
        let worth: Int =
            switch plan.load.model {
            case .users: Int(plan.load.curve.peak / 64) + 1
            case .rate: Int(plan.load.curve.peak / 500) + 1
            }
        return max(1, min(HostProbe.coreCount(), worth))
    }

    /// Fails when nothing answers at a plan's target, as ``preflight()`` would: before anything is laid out.
    public static func reach(_ plan: Plan) throws(GeneratorError) {
        CurlLibrary.initialise()
        try ServiceRoutes(plan).preflight()
    }

    /// Fails when nothing answers at the target.
    public func preflight() throws(GeneratorError) {
        try routes.preflight()
    }

    /// Goes through the scenario's setup, and makes the values that users share, on the calling thread.
    /// - Throws: ``GeneratorError/setup(_:)`` when it fails or ``stop(reason:)`` ends it: ``tearDown()`` follows then too.
    public func setUp() throws(GeneratorError) {
        try frame.setUp()
    }

    /// Goes through the scenario's teardown, on the calling thread; a second time does nothing.
    /// - Returns: what went wrong, in words with its place.
    public func tearDown() -> [String] {
        frame.tearDown()
    }

    /// Starts the load.
    /// - Parameters:
    ///   - observer: told about once a second, on a private queue.
    ///   - completion: called once, on a private queue, when all is written.
    public func start(
        observer: @escaping @Sendable (LiveState) -> Void,
        completion: @escaping @Sendable (Result<RunRecord, GeneratorError>) -> Void
    ) {
        let refresh = nameRefresh()
        let collector = Collector(
            plan: plan,
            record: record,
            journal: journal,
            shards: shards,
            limits: limits,
            observer: observer,
            completion: {
                refresh?.end()
                completion($0)
            }
        )
        self.collector.withLock { $0 = collector }
        // A moment ahead, so that every shard is ready when the first user is due.
        let start = MonotonicClock().now() + 20_000_000
        collector.begin(at: start)
        steering.begin(at: start)
        let relay: @Sendable (ShardMessage) -> Void = { [shards] message in
            for (number, shard) in shards.enumerated() where message.isFor(number) { shard.deliver(message) }
        }
        for shard in shards { shard.begin(at: start, relay: relay) { collector.shardFinished() } }
        frame.beginRefreshing { collector.note($0) }
        guard plan.budgets.contains(where: { $0.endsRun }) else { return }
        for shard in shards {
            shard.watchBudgets { [self] in stop(reason: "the budget is used up: \(plan.budgets[$0].text)") }
        }
    }

    /// Looks names up again during the run, where the scenario says so.
    private func nameRefresh() -> NameRefresh? {
        guard case .every(let pause) = plan.connection.lookup else { return nil }
        let refresh = NameRefresh(
            routes.names,
            resolve: { try? TargetAddress.resolve($0, port: $1) },
            moved: { [shards] endpoint, addresses in
                for shard in shards { shard.move(endpoint: endpoint, to: addresses) }
            }
        )
        refresh.begin(every: pause)
        return refresh
    }

    /// Changes the load while it runs; what is measured under a changed load is in no figure, and the record says so.
    /// - Parameter words: what was asked for, for the record.
    public func change(_ change: LoadChange, words: String) throws(LoadControlError) {
        let (load, time) = try steering.change(change, now: MonotonicClock().now())
        let isPlanned = change == .resume
        collector.withLock { $0 }?.note(load, at: time, words: words, counting: isPlanned)
        for shard in shards { shard.follow(load, from: time, counting: isPlanned) }
    }

    /// Ends the load early: nothing new begins, requests under way may be answered for as long as the scenario's graceful
    /// stop lets them, everything is written.
    public func stop(reason: String) {
        frame.stop()
        collector.withLock { $0 }?.noteEnd(state: .interrupted, reason: reason)
        for shard in shards { shard.stop(grace: plan.load.gracefulStop) }
    }

    /// Ends the load because its verdict is decided: nothing new begins, requests under way may be answered, and the run
    /// is a complete one whose record says how it came to its end.
    /// - Parameters:
    ///   - decision: what was decided, in words; nil where time is over.
    ///   - looks: looks that were taken.
    public func conclude(decision: String?, looks: Int) {
        collector.withLock { $0 }?.noteConclusion(decision: decision, looks: looks)
        guard decision != nil else { return }
        for shard in shards { shard.stop(grace: plan.load.gracefulStop) }
    }

    /// Ends the load at once; what is unanswered is given up and counts for nothing.
    public func abort() {
        collector.withLock { $0 }?.noteEnd(state: .interrupted, reason: "ended at once")
        for shard in shards { shard.stop(grace: 0) }
    }
}

import LoadMetrics
import LoadPlan

@testable import LoadGenerator

/// The shards of a run under one manual clock and a scripted service each, with their messages carried between them.
struct ShardGroup {
    typealias Core = ShardCore<ScriptedTransport, ManualClock>

    let layout: SeriesLayout
    let cores: [Core]
    private let clock = ManualClock()
    /// Nanoseconds that pass during each turn of a shard.
    private let turnCost: UInt64
    /// When each shard must turn next.
    private var deadlines: [UInt64]

    /// Where the load begins on the clock: not zero, so that a mix-up of clock and elapsed time shows.
    static let start: UInt64 = 5_000_000_000

    /// Lays out the shards of a plan and begins its load.
    init(
        _ plan: Plan,
        shards: Int,
        seed: UInt64 = 1,
        nonce: UInt64 = 0,
        turnCost: UInt64 = 0,
        prepare: (ScriptedTransport) -> Void = { _ in },
        script: @escaping (ScriptedTransport.Call) -> ScriptedTransport.Answer
    ) throws {
        self.turnCost = turnCost
        layout = SeriesLayout(plan)
        clock.time = Self.start
        let users = plan.load.model == .users ? plan.load.userCount : plan.load.maxInFlight
        let ledger = BudgetLedger(plan.budgets)
        var cores: [Core] = []
        for shard in 0..<shards {
            let transport = ScriptedTransport(clock: clock, script: script)
            prepare(transport)
            let core = try Core(
                plan: plan,
                settings: .init(
                    shard: shard,
                    shards: shards,
                    seed: seed,
                    nonce: nonce,
                    slots: max(1, (users - shard + shards - 1) / shards),
                    wallOffset: 1_795_000_000_000_000_000,
                    ledger: ledger
                ),
                transport: transport,
                clock: clock,
                layout: layout,
                recorder: SampleRecorder(limits: .init(series: layout.keys, thresholds: layout.thresholds))
            )
            core.begin(at: Self.start)
            cores.append(core)
        }
        self.cores = cores
        deadlines = cores.map(\.nextDeadline)
    }

    /// Runs to the end, or until a time since the start of the load.
    mutating func run(until time: UInt64 = .max) {
        let end = time == .max ? .max : Self.start + time
        var turns = 0
        while turns < 20_000_000, cores.contains(where: { !$0.isFinished }) {
            let next = cores.indices.reduce(UInt64.max) {
                cores[$1].isFinished ? $0 : min($0, deadlines[$1], cores[$1].window.cutOff)
            }
            if next >= end { break }
            clock.time = max(clock.time, next)
            var turned: UInt64 = 0
            for index in cores.indices where !cores[index].isFinished {
                guard min(deadlines[index], cores[index].window.cutOff) <= clock.time else { continue }
                turned += 1
                deadlines[index] = cores[index].turn(now: clock.time)
            }
            clock.time += turned * turnCost
            turns += Int(turned)
            carryMessages()
        }
        if end < .max { clock.time = max(clock.time, end) }
    }

    /// Changes all shards at the present moment, and has them turn.
    mutating func change(_ change: (Core) -> Void) {
        for index in cores.indices {
            change(cores[index])
            deadlines[index] = cores[index].turn(now: clock.time)
        }
        carryMessages()
    }

    private mutating func carryMessages() {
        while cores.contains(where: { $0.mail.hasPost }) {
            for core in cores {
                for message in core.mail.takePost() {
                    for (number, other) in cores.enumerated() where message.isFor(number) && !other.isFinished {
                        other.receive(message)
                        deadlines[number] = 0
                    }
                }
            }
            for index in cores.indices where deadlines[index] == 0 && !cores[index].isFinished {
                deadlines[index] = cores[index].turn(now: clock.time)
            }
        }
    }
}

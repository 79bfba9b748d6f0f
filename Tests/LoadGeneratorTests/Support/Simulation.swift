import Groundwork
import LoadMetrics
import LoadPlan

@testable import LoadGenerator

/// Runs a plan's shards to their end under a manual clock, with a scripted service.
struct Simulation {
    typealias Core = ShardCore<ScriptedTransport, ManualClock>

    let layout: SeriesLayout
    let histograms: SeriesHistograms
    var counts: [Int: TimelineTick.SeriesCount] = [:]
    var progress = ShardProgress()
    var failures: [FailureTable.Key: UInt64] = [:]
    /// What the first failure of each kind found.
    var examples: [FailureTable.Key: String] = [:]
    var warmupSamples: UInt64 = 0
    var calls: [ScriptedTransport.Call] = []
    var counters: [Double] = []
    let cores: [Core]

    /// Where the simulated load begins on the clock: not zero, so that a mix-up of clock and elapsed time shows.
    static let start: UInt64 = 5_000_000_000

    /// Runs `plan` on `shards` shards, each with the whole script.
    init(
        _ plan: Plan,
        shards: Int = 1,
        seed: UInt64 = 1,
        keepsCalls: Bool = true,
        connected: @escaping (Int) -> Bool = { _ in true },
        cost: ((ScriptedTransport.Call, _ isNew: Bool) -> UInt64)? = nil,
        script: @escaping (ScriptedTransport.Call) -> ScriptedTransport.Answer
    ) throws {
        layout = SeriesLayout(plan)
        histograms = SeriesHistograms(series: layout.keys.count)
        let users: Int =
            switch plan.load.model {
            case .users: Int(plan.load.curve.peak.rounded())
            case .rate: plan.load.maxInFlight
            }
        var cores: [Core] = []
        let ledger = BudgetLedger(plan.budgets)
        for shard in 0..<shards {
            let clock = ManualClock()
            let transport = ScriptedTransport(clock: clock, script: script)
            transport.keepsCalls = keepsCalls
            transport.connected = connected
            transport.cost = cost
            let recorder = SampleRecorder(limits: .init(series: layout.keys, thresholds: layout.thresholds))
            let core = try Core(
                plan: plan,
                settings: .init(
                    shard: shard,
                    shards: shards,
                    seed: seed,
                    slots: max(1, (users - shard + shards - 1) / shards),
                    wallOffset: 1_795_000_000_000_000_000,
                    ledger: ledger
                ),
                transport: transport,
                clock: clock,
                layout: layout,
                recorder: recorder
            )
            clock.time = Self.start
            core.begin(at: Self.start)
            var turns = 0
            while !core.isFinished, turns < 20_000_000 {
                turns += 1
                let deadline = core.turn(now: clock.time)
                // Sending may have taken the generator some time, and then so does a turn.
                let turn: UInt64 = cost == nil ? 0 : 1000
                clock.time = max(clock.time + turn, min(deadline, core.window.cutOff))
            }
            cores.append(core)
        }
        self.cores = cores
        for core in cores { gather(core) }
        calls.sort { ($0.time, $0.url) < ($1.time, $1.url) }
    }

    private mutating func gather(_ core: Core) {
        for count in core.counts.recorder.drain(into: histograms) {
            if counts[count.series]?.add(count) == nil { counts[count.series] = count }
        }
        warmupSamples += core.counts.recorder.warmupSamples
        failures.merge(core.counts.failures.counts) { $0 + $1 }
        examples.merge(core.counts.failures.examples) { first, _ in first }
        calls += core.transport.calls
        counters = counters.isEmpty ? core.counts.counters : zip(counters, core.counts.counters).map(+)
    }

    /// Totals of all shards.
    var totals: ShardProgress { ShardProgress(sum: cores.map { $0.counts.progress }) }

    /// Samples by series name, kind and outcome.
    func count(_ name: String, _ outcome: String = "ok", kind: SeriesKind = .step, region: String? = nil) -> UInt64 {
        counts.values.reduce(0) { sum, count in
            let key = layout.keys[count.series]
            let fits = key.name == name && key.outcome.name == outcome && key.kind == kind
            return fits && (region == nil || key.region == region) ? sum + count.count : sum
        }
    }

    /// All samples of a series and clock, whatever their outcome.
    func merged(_ name: String, _ clock: SampleClock, kind: SeriesKind = .step) -> Histogram {
        var sum = Histogram(layout: clock.isPrecise ? .latency : .phase)
        for (index, key) in layout.keys.enumerated() where key.name == name && key.kind == kind {
            if let histogram = histograms[index, clock] { sum.add(histogram) }
        }
        return sum
    }

    /// What the failures say, most frequent first.
    var messages: [String] {
        failures.sorted { $0.value > $1.value }.map { cores[0].describe($0.key, examples[$0.key]).message }
    }
}

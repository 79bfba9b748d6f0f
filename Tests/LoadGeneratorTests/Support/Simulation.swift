import Groundwork
import LoadMetrics
import LoadPlan

@testable import LoadGenerator

/// What came of a plan whose shards ran to their end under a manual clock, with a scripted service.
struct Simulation {
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
    let cores: [ShardGroup.Core]

    /// Runs `plan` on `shards` shards, each with the whole script.
    init(
        _ plan: Plan,
        shards: Int = 1,
        seed: UInt64 = 1,
        nonce: UInt64 = 0,
        keepsCalls: Bool = true,
        connected: @escaping (Int) -> Bool = { _ in true },
        cost: ((ScriptedTransport.Call, _ isNew: Bool) -> UInt64)? = nil,
        script: @escaping (ScriptedTransport.Call) -> ScriptedTransport.Answer
    ) throws {
        // Sending may take the generator some time, and then so does a turn.
        var group = try ShardGroup(
            plan,
            shards: shards,
            seed: seed,
            nonce: nonce,
            turnCost: cost == nil ? 0 : 1000,
            prepare: { transport in
                transport.keepsCalls = keepsCalls
                transport.connected = connected
                transport.cost = cost
            },
            script: script
        )
        group.run()
        layout = group.layout
        cores = group.cores
        histograms = SeriesHistograms(series: layout.keys.count)
        for core in cores { gather(core) }
        calls.sort { ($0.time, $0.url) < ($1.time, $1.url) }
    }

    private mutating func gather(_ core: ShardGroup.Core) {
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

import Dispatch
import LoadMetrics
import LoadPlan

/// Gathers what the shards recorded, once a tick: adds it up, writes it to the run's folder, tells the observer.
///
/// Confined to its own serial queue. `@unchecked Sendable` for that reason.
final class Collector: @unchecked Sendable {
    /// How often what is in no slice yet is kept, nanoseconds: what a killed run may lose.
    static let keptEvery: UInt64 = 2_000_000_000
    /// Longest time between two slices of histograms in the log.
    static let longestSlice: UInt64 = 15_000_000_000
    /// Histograms that only reports use are written this often.
    static let otherClocksEvery: UInt64 = 30_000_000_000

    let queue = DispatchQueue(label: "zonda.collector", qos: .utility)
    let plan: Plan
    var record: RunRecord
    let journal: RunJournal
    let shards: [Shard]
    private let limits: SampleRecorder.Limits
    private let observer: @Sendable (LiveState) -> Void
    let clock = MonotonicClock()

    private var spare: [SampleRecorder]
    private var latest: [Shard.Handover?]
    private var timer: (any DispatchSourceTimer)?
    private var collecting = false
    var start: UInt64 = 0
    private var lastTick: UInt64 = 0
    var sliceStart: UInt64
    var otherStart: UInt64
    /// When what is in no slice yet is kept next.
    var keptNext: UInt64 = 0
    var slice: SeriesHistograms
    var totals: [Histogram?]
    private var counts: [TimelineTick.SeriesCount?]
    var pending: TimelineTick?
    private var before = ShardProgress()
    private var audit = SelfAudit()
    private var cpuBefore = 0.0
    private var busyBefore: [UInt64]
    private var warmupSamples: UInt64 = 0
    var journalFailure: String?
    /// What failed outside of the load: refreshing a value that users share.
    var otherFailures: [FailureCount] = []
    var load: Load
    private var completion: (@Sendable (Result<RunRecord, GeneratorError>) -> Void)?

    init(
        plan: Plan,
        record: RunRecord,
        journal: RunJournal,
        shards: [Shard],
        limits: SampleRecorder.Limits,
        observer: @escaping @Sendable (LiveState) -> Void,
        completion: @escaping @Sendable (Result<RunRecord, GeneratorError>) -> Void
    ) {
        self.plan = plan
        self.record = record
        self.journal = journal
        self.shards = shards
        self.limits = limits
        self.observer = observer
        self.completion = completion
        load = plan.load
        spare = shards.map { _ in SampleRecorder(limits: limits) }
        latest = shards.map { _ in nil }
        busyBefore = shards.map { _ in 0 }
        slice = SeriesHistograms(series: record.series.count)
        totals = [Histogram?](repeating: nil, count: record.series.count)
        counts = [TimelineTick.SeriesCount?](repeating: nil, count: record.series.count)
        sliceStart = plan.load.warmup
        otherStart = plan.load.warmup
    }

    /// What was to be measured before anything was extended.
    private var plannedMeasured: UInt64 {
        let end = record.looks?.plannedTo ?? plan.load.curve.duration
        return end > plan.load.warmup ? end - plan.load.warmup : 0
    }

    /// A second, or a twentieth of a short run's measured part.
    private var tickLength: UInt64 {
        let measured = max(plannedMeasured, 1_000_000_000)
        return measured >= 20_000_000_000 ? 1_000_000_000 : max(50_000_000, measured / 20)
    }

    /// Between a twentieth and a fortieth of the measured part, in whole ticks.
    private var sliceLength: UInt64 {
        let ticks = max(1, plannedMeasured / tickLength / 40)
        return min(ticks * tickLength, Self.longestSlice)
    }

    /// Begins to collect from a load that starts at `start`.
    func begin(at start: UInt64) {
        queue.async { [self] in
            self.start = start
            audit.begin()
            cpuBefore = HostProbe.processSeconds()
            let timer = DispatchSource.makeTimerSource(flags: .strict, queue: queue)
            // Ticks fall on the end of the warm-up, so no tick holds some of both.
            let first = start &+ plan.load.warmup % tickLength
            let wait = first > clock.now() ? first - clock.now() : 0
            timer.schedule(
                deadline: .now() + .nanoseconds(Int(wait)),
                repeating: .nanoseconds(Int(tickLength)),
                leeway: .milliseconds(1)
            )
            timer.setEventHandler { [self] in collect() }
            self.timer = timer
            timer.resume()
        }
    }

    /// A shard has nothing left to do.
    func shardFinished() { queue.async { [self] in collect() } }

    // MARK: One tick

    private func collect() {
        guard completion != nil, !collecting else { return }
        collecting = true
        latest = shards.map { _ in nil }
        for (index, shard) in shards.enumerated() {
            let empty = spare[index]
            shard.handOver(empty) { [self] handover in
                queue.async { [self] in receive(index, handover) }
            }
        }
    }

    private func receive(_ index: Int, _ handover: Shard.Handover) {
        latest[index] = handover
        guard latest.allSatisfy({ $0 != nil }) else { return }
        collecting = false
        tick(latest.compactMap { $0 })
    }

    private func tick(_ handovers: [Shard.Handover]) {
        let now = clock.now()
        let elapsed = now > start ? now - start : 0
        let progress = ShardProgress(sum: handovers.map { $0.progress })
        var recent = Histogram(layout: .phase)
        var completed: [TimelineTick.SeriesCount] = []
        for (index, handover) in handovers.enumerated() {
            completed.add(handover.recorder.drain(into: slice))
            handover.recorder.drainRecent(into: &recent)
            warmupSamples += handover.recorder.warmupSamples
            handover.recorder.warmupSamples = 0
            spare[index] = handover.recorder
        }
        var tick = makeTick(elapsed, progress, handovers)
        tick.series = completed.sorted { $0.series < $1.series }
        for count in tick.series {
            if counts[count.series]?.add(count) == nil { counts[count.series] = count }
        }
        lastTick = elapsed
        before = progress
        // With the same slack: this tick is the one that was meant to fall on the end of the warm-up.
        if !audit.isMeasuring, elapsed &+ tickLength / 2 >= plan.load.warmup {
            audit.beginMeasuring(at: now, handovers, progress)
        }
        let finished = handovers.allSatisfy { $0.finished }
        let draining = elapsed >= min(plan.load.curve.duration, record.measuredTo)
        pending = pending?.joined(with: tick) ?? tick
        // What is answered after the load's end belongs to its last tick.
        if !draining || finished { writePending() }
        // Half a tick of slack: a tick that comes a moment early must not make a slice a tick longer.
        if elapsed &+ tickLength / 2 >= sliceStart &+ sliceLength, !draining || finished {
            writeSlice(elapsed, all: false)
        }
        if !finished, elapsed >= keptNext { keepUnfinished(elapsed) }
        observer(
            LiveState(
                elapsed: elapsed,
                duration: plan.load.curve.duration,
                warmup: plan.load.warmup,
                draining: draining,
                tick: tick,
                keys: record.series,
                totals: liveTotals(),
                counts: counts,
                recent: recent,
                requests: progress.answered,
                errors: progress.errors
            )
        )
        if finished { finish(handovers, progress, elapsed) }
    }

    private func makeTick(_ elapsed: UInt64, _ progress: ShardProgress, _ handovers: [Shard.Handover]) -> TimelineTick {
        let cpu = HostProbe.processSeconds()
        let busy = handovers.map { $0.busy }
        let busiest = zip(busy, busyBefore).map { $0 > $1 ? $0 - $1 : 0 }.max() ?? 0
        defer { (cpuBefore, busyBefore) = (cpu, busy) }
        return TimelineTick(
            start: lastTick,
            length: elapsed > lastTick ? elapsed - lastTick : 0,
            users: progress.users,
            wanted: load.curve.level(at: min(elapsed, max(1, load.curve.duration) - 1)) / Double(record.part?.of ?? 1),
            inFlight: progress.inFlight,
            scheduled: progress.scheduled - before.scheduled,
            started: progress.started - before.started,
            dropped: progress.dropped - before.dropped,
            requests: progress.requests - before.requests,
            connections: progress.connections - before.connections,
            bytesIn: progress.bytesIn - before.bytesIn,
            cpu: cpu - cpuBefore,
            busiest: Double(busiest) / 1e9
        )
    }

    /// Response times so far: what earlier slices held, and the present one.
    private func liveTotals() -> [Histogram?] {
        var live = totals
        for series in live.indices {
            guard let fresh = slice[series, .response] else { continue }
            if var sum = live[series] {
                sum.add(fresh)
                live[series] = sum
            } else {
                live[series] = fresh
            }
        }
        return live
    }

    // MARK: The end

    private func finish(_ handovers: [Shard.Handover], _ progress: ShardProgress, _ elapsed: UInt64) {
        timer?.cancel()
        timer = nil
        writePending()
        writeSlice(max(elapsed, sliceStart), all: true)
        endIntervention(at: elapsed)
        record.audit = audit.finish(at: clock.now(), handovers, progress)
        record.audit.warmupSamples = warmupSamples
        record.audit.arrivals = ArrivalAudit.gaps(load, handovers.map { $0.probe })
        record.failures = failures(handovers)
        noteEvents(handovers, in: &record)
        if !plan.invariants.isEmpty { record.invariants = InvariantLedger(plan, handovers).facts() }
        if record.state == .running {
            record.state = .complete
            // Ended before its time, because all its iterations were done.
            record.measuredTo = min(record.measuredTo, elapsed)
        }
        if let journalFailure {
            record.state = .aborted
            record.endReason = "results could not all be written: \(journalFailure)"
        }
        let final = record
        guarded { () throws(ArchiveError) in try journal.finish(final) }
        let completion = self.completion
        self.completion = nil
        if let journalFailure, record.endReason == nil {
            completion?(.failure(.journal(journalFailure)))
        } else {
            completion?(.success(final))
        }
    }
}

import Curl
import Dispatch
import Groundwork
import LoadMetrics
import LoadPlan

/// A shard's core on its serial queue, woken by one Dispatch source over one epoll set.
///
/// `@unchecked Sendable`: everything but the queue itself is touched on the queue only; each entry checks that.
final class Shard: @unchecked Sendable {
    /// What the collector takes from a shard at a tick.
    struct Handover {
        var recorder: SampleRecorder
        var progress: ShardProgress
        var failures: FailureTable
        var counters: [Double]
        /// When arrivals really began, so far.
        var probe: ArrivalProbe
        /// Turns of the loop so far, by their length.
        var turns: TurnLengths
        var gauges: [GaugeTotals]
        /// Users that left since a table had no row for them, by table.
        var usersWithoutRow: [UInt64]
        var tallies: [Double]
        var unknown: [UInt64]
        var cutOffTallies: [Double]
        var lookedAt: [UInt64]
        var races: [RaceResult]
        /// Empty before the shard's end.
        var keys: [KeyTable]
        /// Processor nanoseconds that the shard has used since it began.
        var busy: UInt64
        var finished: Bool
    }

    /// After draining what is ready, wait this long in epoll before handing the thread back to Dispatch: an answer that
    /// comes within it is spared the way through Dispatch, about 20 µs.
    static let lingering: UInt64 = 500_000
    /// Hand the thread back at least this often, so that other work on the queue gets its turn.
    static let longestRun: UInt64 = 4_000_000

    let queue: DispatchQueue
    private let core: ShardCore<CarrierTransport, MonotonicClock>
    private let transport: CarrierTransport
    private var source: (any DispatchSourceRead)?
    private var finished = false
    private var busy: UInt64 = 0
    private var turns = TurnLengths()
    private var whenFinished: (@Sendable () -> Void)?
    private var relay: (@Sendable (ShardMessage) -> Void)?
    private var whenSpent: (@Sendable (Int) -> Void)?

    init(
        plan: Plan,
        settings: ShardCore<CarrierTransport, MonotonicClock>.Settings,
        transport: CarrierTransport,
        layout: SeriesLayout,
        recorder: SampleRecorder
    ) throws(GeneratorError) {
        queue = DispatchQueue(label: "zonda.shard.\(settings.shard)", qos: .userInteractive)
        self.transport = transport
        core = try ShardCore(
            plan: plan,
            settings: settings,
            transport: transport,
            clock: MonotonicClock(),
            layout: layout,
            recorder: recorder
        )
    }

    /// Begins the load at `start` on CLOCK_MONOTONIC; `whenFinished` is called on the queue once nothing is left to do,
    /// `relay` with what other shards must know.
    func begin(
        at start: UInt64,
        relay: @escaping @Sendable (ShardMessage) -> Void,
        whenFinished: @escaping @Sendable () -> Void
    ) {
        queue.async { [self] in
            self.relay = relay
            self.whenFinished = whenFinished
            core.begin(at: start)
            let source = DispatchSource.makeReadSource(fileDescriptor: transport.readiness.descriptor, queue: queue)
            source.setEventHandler { [self] in work() }
            self.source = source
            source.resume()
            transport.readiness.arm(at: core.nextDeadline)
        }
    }

    /// Turns until there is nothing to do for a while.
    private func work() {
        dispatchPrecondition(condition: .onQueue(queue))
        guard !finished else { return }
        let used = HostProbe.threadNanoseconds()
        let clock = core.clock
        let began = clock.now()
        transport.readiness.wait(atMost: 0)
        while true {
            let now = clock.now()
            let deadline = core.turn(now: now)
            if core.mail.hasPost { sendMessages() }
            if whenSpent != nil, let budget = core.counts.ledger.endedBy {
                whenSpent?(budget)
                whenSpent = nil
            }
            if core.isFinished {
                finish()
                break
            }
            if now - began > Self.longestRun {
                transport.readiness.arm(at: deadline)
                break
            }
            let later = clock.now()
            turns.note(later - now)
            let wait = deadline > later ? min(deadline - later, Self.lingering) : 0
            if transport.readiness.wait(atMost: wait) == 0, wait == Self.lingering {
                transport.readiness.arm(at: deadline)
                break
            }
        }
        busy &+= HostProbe.threadNanoseconds() - used
    }

    private func finish() {
        finished = true
        source?.cancel()
        source = nil
        whenFinished?()
        whenFinished = nil
        relay = nil
        whenSpent = nil
    }

    /// Gives the shard an empty recorder and hands the full one over, with copies of the running totals.
    func handOver(_ empty: SampleRecorder, _ receive: @escaping @Sendable (Handover) -> Void) {
        queue.async { [self] in
            let full = core.counts.exchange(empty)
            core.counts.settle(now: core.clock.now())
            receive(
                Handover(
                    recorder: full,
                    progress: core.counts.progress,
                    failures: core.counts.failures,
                    counters: core.counts.counters,
                    probe: core.arrivals.probe,
                    turns: turns,
                    gauges: core.counts.gauges,
                    usersWithoutRow: core.counts.usersWithoutRow,
                    tallies: core.counts.tallies.values,
                    unknown: core.counts.tallies.unknown,
                    cutOffTallies: core.counts.tallies.cutOff,
                    lookedAt: core.counts.tallies.looked,
                    races: core.races.results,
                    keys: finished ? core.counts.keyTables : [],
                    busy: busy,
                    finished: finished
                )
            )
        }
    }

    private func sendMessages() {
        for message in core.mail.takePost() { relay?(message) }
    }

    /// Something that another shard, or this one, says of a race.
    func deliver(_ message: ShardMessage) {
        queue.async { [self] in
            guard !finished else { return }
            core.receive(message)
            work()
        }
    }

    /// Calls once, on the queue, when a budget has ended the run; with its number.
    func watchBudgets(_ spent: @escaping @Sendable (Int) -> Void) {
        queue.async { [self] in whenSpent = spent }
    }

    /// Gives the run's values new content, at the next turn.
    func share(_ values: [Int: StoredValue]) {
        queue.async { [self] in core.share(values) }
    }

    /// Ends the load early.
    func stop(grace: UInt64) {
        queue.async { [self] in
            core.stop(now: core.clock.now(), grace: grace)
            work()
        }
    }

    /// Goes on by another load from `time` since its start.
    func follow(_ load: Load, from time: Nanoseconds, counting: Bool) {
        queue.async { [self] in
            guard !finished else { return }
            core.follow(load, from: time, counting: counting)
            work()
        }
    }

    /// A service has other addresses from now on.
    func move(endpoint: Int, to addresses: [String]) {
        queue.async { [self] in transport.move(endpoint: endpoint, to: addresses) }
    }

    /// What a failure was, in words; the program does not change, so any thread may ask once the run is over.
    func describe(_ key: FailureTable.Key, _ example: String?) -> FailureCount {
        core.describe(key, example)
    }
}

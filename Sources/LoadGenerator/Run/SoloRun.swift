import Curl
import Groundwork
import LoadMetrics
import LoadPlan

/// Sends one user through one iteration, on the calling thread: a debug run, or a procedure of the run itself.
struct SoloRun {
    /// How it ended.
    struct Outcome {
        /// What failed, in words with its place; in order of frequency.
        var failures: [FailureCount] = []
        /// It was ended from outside.
        var wasStopped = false
        /// Requests that were sent.
        var requests: UInt64 = 0
    }

    private let core: ShardCore<CarrierTransport, MonotonicClock>
    private let transport: CarrierTransport
    private let clock = MonotonicClock()
    private let trace: DebugTrace

    /// One user of a plan whose first flow with a weight is gone through.
    /// - Parameters:
    ///   - goesOnAfterFailure: failed requests end nothing.
    ///   - tell: told of each event; lives as long as this.
    init(
        plan: Plan,
        routes: ServiceRoutes,
        seed: UInt64,
        goesOnAfterFailure: Bool = false,
        tell: @escaping (DebugEvent) -> Void
    ) throws(GeneratorError) {
        var plan = plan
        let hour = 3600 * Nanoseconds.second
        plan.load = Load(model: .users, curve: LoadCurve([.init(from: 1, to: 1, duration: hour)]), warmup: 0)
        plan.objectives = []
        let users = 1 + ExtraSeats(plan, shard: 0, shards: 1, after: 1).count
        let settings = routes.settings(users: users)
        guard let transport = CarrierTransport(settings) else { throw .limits("no descriptor is left") }
        self.transport = transport
        let layout = SeriesLayout(plan)
        trace = DebugTrace(tell)
        core = try ShardCore(
            plan: plan,
            settings: .init(
                seed: seed,
                nonce: .random(in: 1 ... .max),
                slots: 1,
                wallOffset: SystemTime.wall() - Int64(bitPattern: clock.now()),
                goesOnAfterFailure: goesOnAfterFailure
            ),
            transport: transport,
            clock: clock,
            layout: layout,
            recorder: SampleRecorder(limits: .init(series: layout.keys, thresholds: layout.thresholds)),
            trace: trace
        )
    }

    /// Gives the run's values their content.
    func share(_ values: [Int: StoredValue]) { core.share(values) }

    /// The present value of a variable.
    func value(of variable: Int) -> StoredValue { StoredValue(core.evaluator.variables.get(user: 0, variable)) }

    /// Goes through the flow; `stop` is asked ten times a second whether to end early.
    func run(stop: () -> Bool = { false }) -> Outcome {
        var outcome = Outcome()
        core.begin(at: clock.now())
        while !trace.isOver, !core.isFinished {
            let deadline = core.turn(now: clock.now())
            let now = clock.now()
            if stop() {
                outcome.wasStopped = true
                break
            }
            if !trace.isOver {
                transport.readiness.wait(atMost: deadline > now ? min(deadline - now, 100_000_000) : 0)
            }
        }
        core.trace = nil
        outcome.failures = core.counts.failures.counts.sorted { $0.value > $1.value }.map { key, count in
            var failure = core.describe(key, core.counts.failures.examples[key])
            failure.count = count
            return failure
        }
        outcome.requests = core.counts.progress.requests
        return outcome
    }
}

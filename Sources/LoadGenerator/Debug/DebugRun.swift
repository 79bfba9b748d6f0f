import Curl
import LoadMetrics
public import LoadPlan

/// Sends one user through one iteration of a flow and tells everything that happens.
public enum DebugRun {
    /// Runs one iteration on the calling thread.
    /// - Parameters:
    ///   - plan: the scenario.
    ///   - flow: which flow; `nil` takes the first that has a weight.
    ///   - seed: as in a load run.
    ///   - print: told of each event, in order.
    /// - Throws: ``GeneratorError`` when the target cannot be reached or there is no such flow.
    public static func run(
        plan: Plan,
        flow: String?,
        seed: UInt64,
        print: (DebugEvent) -> Void
    ) throws(GeneratorError) {
        CurlLibrary.initialise()
        let routes = try ServiceRoutes(plan)
        let plan = try single(plan, flow)
        let layout = SeriesLayout(plan)
        let recorder = SampleRecorder(limits: .init(series: layout.keys, thresholds: layout.thresholds))
        let clock = MonotonicClock()
        guard let driver = CurlDriver(routes.settings(users: 1 + ExtraSeats(plan, shard: 0, shards: 1, after: 1).count))
        else {
            throw .limits("no descriptor is left")
        }
        let failure = withoutActuallyEscaping(print) { print -> GeneratorError? in
            let trace = DebugTrace(print)
            do throws(GeneratorError) {
                let core = try ShardCore(
                    plan: plan,
                    settings: .init(
                        seed: seed,
                        slots: 1,
                        wallOffset: wallClockNow() - Int64(bitPattern: clock.now())
                    ),
                    transport: CurlTransport(driver),
                    clock: clock,
                    layout: layout,
                    recorder: recorder,
                    trace: trace
                )
                core.begin(at: clock.now())
                while !trace.isOver, !core.isFinished {
                    let deadline = core.turn(now: clock.now())
                    let now = clock.now()
                    if !trace.isOver {
                        driver.readiness.wait(atMost: deadline > now ? min(deadline - now, 100_000_000) : 0)
                    }
                }
                core.trace = nil
                return nil
            } catch {
                return error
            }
        }
        if let failure { throw failure }
    }

    /// The plan for one user and one flow.
    private static func single(_ plan: Plan, _ name: String?) throws(GeneratorError) -> Plan {
        var plan = plan
        let chosen = plan.flows.firstIndex { name == nil ? $0.weight > 0 : $0.name == name }
        guard let chosen else {
            let names = plan.flows.map { $0.name }.joined(separator: ", ")
            throw .limits("there is no flow \(name ?? ""); the scenario has \(names)")
        }
        for index in plan.flows.indices {
            plan.flows[index].weight = index == chosen ? 1 : 0
            plan.flows[index].startsAt = nil
        }
        let hour = 3600 * Nanoseconds.second
        plan.load = Load(model: .users, curve: LoadCurve([.init(from: 1, to: 1, duration: hour)]), warmup: 0)
        return plan
    }
}

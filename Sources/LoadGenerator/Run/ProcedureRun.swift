import Curl
public import LoadMetrics
public import LoadPlan

/// Goes through a procedure of the run, with one user, from this machine.
public struct ProcedureRun {
    /// How it ended.
    public enum Outcome: Sendable {
        /// All went well; so many requests were sent.
        case done(requests: UInt64)
        /// Something failed: each failure with its place.
        case failed([FailureCount])
        /// It was ended from outside.
        case stopped
    }

    private let plan: Plan
    private let procedure: Procedure
    private let seed: UInt64
    /// A failed request does not keep it from what is left.
    private let goesOn: Bool

    /// A procedure of a plan; `goesOn` where a failed request must not keep it from what is left.
    public init(_ procedure: Procedure, of plan: Plan, seed: UInt64, goesOn: Bool = false) {
        var own = plan
        own.series = procedure.series
        own.flows = [
            Flow(
                name: procedure.name,
                weight: 1,
                series: max(0, procedure.series.count - 1),
                steps: procedure.steps,
                place: procedure.place
            )
        ]
        own.invariants = []
        own.tallies = []
        own.keyedTallies = []
        // The run is here, whatever the regions of its users.
        own.regions = [Region(name: "here", share: 1, place: procedure.place)]
        self.plan = own
        self.procedure = procedure
        self.seed = seed
        self.goesOn = goesOn
    }

    /// Runs on the calling thread.
    /// - Parameters:
    ///   - values: the run's values, by their number.
    ///   - stop: asked ten times a second whether to end early.
    ///   - tell: told of each event.
    ///   - made: told of each value of the run as soon as it is known.
    /// - Throws: ``GeneratorError`` when the target has no address or the machine is out of descriptors.
    public func run(
        values: [Int: StoredValue],
        stop: () -> Bool = { false },
        tell: (DebugEvent) -> Void = { _ in },
        made: (Procedure.Export, StoredValue) -> Void = { _, _ in }
    ) throws(GeneratorError) -> Outcome {
        CurlLibrary.initialise()
        let routes = try ServiceRoutes(plan)
        var failure: GeneratorError?
        let outcome = withoutActuallyEscaping(tell) { tell in
            withoutActuallyEscaping(made) { made -> Outcome in
                let relay = Relay(procedure: procedure, names: plan.variables, tell: tell, made: made)
                do throws(GeneratorError) {
                    let solo = try SoloRun(plan: plan, routes: routes, seed: seed, goesOnAfterFailure: goesOn) {
                        relay.pass($0)
                    }
                    relay.solo = solo
                    defer { relay.solo = nil }
                    solo.share(values)
                    tell(.procedure(procedure.name))
                    let outcome = solo.run(stop: stop)
                    if outcome.wasStopped { return .stopped }
                    if outcome.failures.isEmpty { return .done(requests: outcome.requests) }
                    return .failed(outcome.failures)
                } catch {
                    failure = error
                    return .stopped
                }
            }
        }
        if let failure { throw failure }
        return outcome
    }

    /// Hears every event, and looks whether it made a value of the run.
    private final class Relay {
        private let procedure: Procedure
        private let names: [String]
        private let tell: (DebugEvent) -> Void
        private let made: (Procedure.Export, StoredValue) -> Void
        var solo: SoloRun?

        init(
            procedure: Procedure,
            names: [String],
            tell: @escaping (DebugEvent) -> Void,
            made: @escaping (Procedure.Export, StoredValue) -> Void
        ) {
            self.procedure = procedure
            self.names = names
            self.tell = tell
            self.made = made
        }

        func pass(_ event: DebugEvent) {
            switch event {
            case .flow: return
            case .capture(let name, _), .assign(let name, _), .round(let name, _):
                for export in procedure.exports where names[export.variable] == name {
                    if let solo { made(export, solo.value(of: export.variable)) }
                }
            default: break
            }
            tell(event)
        }
    }
}

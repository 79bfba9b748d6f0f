import Dispatch
import Groundwork
import LoadMetrics
import LoadPlan

/// What a run does itself around its load: setup and shared values before it, their refreshing while it goes on,
/// teardown behind it.
final class RunFrame: Sendable {
    private struct State {
        var values: [Int: StoredValue] = [:]
        /// Setup or refreshing is to end.
        var isStopping = false
        /// There may be something to clean up.
        var isOpen = false
    }

    private let plan: Plan
    private let seed: UInt64
    private let shards: [Shard]
    private let journal: CleanUpJournal?
    private let state = Locked(State())
    /// Refreshing happens here, one procedure at a time.
    private let queue = DispatchQueue(label: "zonda.control", qos: .userInitiated)

    /// A refresh that failed is tried again after this, or a tenth of its time where that is less.
    private static let longestPause: Nanoseconds = 10 * .second

    init(plan: Plan, seed: UInt64, shards: [Shard], folder: RunFolder) throws(ArchiveError) {
        self.plan = plan
        self.seed = seed
        self.shards = shards
        journal = plan.teardown == nil ? nil : try CleanUpJournal(folder: folder)
    }

    private var isStopping: Bool { state.withLock { $0.isStopping } }

    /// Ends setup, or refreshing, before it is over.
    func stop() { state.withLock { $0.isStopping = true } }

    // MARK: Before the load

    /// Goes through setup and makes the shared values.
    func setUp() throws(GeneratorError) {
        state.withLock { $0.isOpen = true }
        note(CleanUpEntry(event: .begun, name: plan.setup?.name))
        for procedure in [plan.setup].compactMap({ $0 }) + plan.refreshed.map(\.procedure) {
            switch try go(through: procedure) {
            case .done: break
            case .failed(let failures):
                let words = failures.map { "\($0.place): \($0.message)" }.joined(separator: "; ")
                throw .setup("\(procedure.name) failed, so nothing was measured: \(words)")
            case .stopped: throw .setup("ended before \(procedure.name) was over, so nothing was measured")
            }
        }
        publish()
    }

    private func go(through procedure: Procedure) throws(GeneratorError) -> ProcedureRun.Outcome {
        let values = state.withLock { $0.values }
        return try ProcedureRun(procedure, of: plan, seed: seed).run(
            values: values,
            stop: { self.isStopping },
            made: { export, value in
                state.withLock { $0.values[export.value] = value }
                note(CleanUpEntry(export, value, plan))
            }
        )
    }

    private func publish() {
        let values = state.withLock { $0.values }
        guard !values.isEmpty else { return }
        for shard in shards { shard.share(values) }
    }

    /// The journal helps a later run; a disk that is full must not end this one.
    private func note(_ entry: CleanUpEntry) { try? journal?.append(entry) }

    // MARK: While it goes on

    /// Makes values again when their time comes; `failed` is told of what went wrong, and the old values stay.
    func beginRefreshing(failed: @escaping @Sendable (FailureCount) -> Void) {
        for refreshed in plan.refreshed {
            guard let every = refreshed.every else { continue }
            schedule(refreshed.procedure, every, after: every, failed)
        }
    }

    private func schedule(
        _ procedure: Procedure,
        _ every: Nanoseconds,
        after pause: Nanoseconds,
        _ failed: @escaping @Sendable (FailureCount) -> Void
    ) {
        queue.asyncAfter(deadline: .now() + .nanoseconds(Int(clamping: pause))) { [self] in
            guard !isStopping else { return }
            var next = every
            switch try? go(through: procedure) {
            case .done: publish()
            case .failed(let failures):
                for failure in failures { failed(failure) }
                next = min(every / 10, Self.longestPause)
            case .stopped, nil: next = min(every / 10, Self.longestPause)
            }
            schedule(procedure, every, after: next, failed)
        }
    }

    // MARK: Behind it

    /// Goes through teardown, once.
    /// - Returns: what went wrong.
    func tearDown() -> [String] {
        stop()
        // A refresh under way ends first: its values are the last.
        queue.sync {}
        guard let teardown = plan.teardown else { return [] }
        let values = state.withLock { state -> [Int: StoredValue]? in
            defer { state.isOpen = false }
            return state.isOpen ? state.values : nil
        }
        guard let values else { return [] }
        var problems: [String] = []
        do throws(GeneratorError) {
            let run = ProcedureRun(teardown, of: plan, seed: seed, goesOn: true)
            if case .failed(let failures) = try run.run(values: values) {
                problems = failures.map { "\($0.place): \($0.message)" }
            }
        } catch {
            problems = [error.message]
        }
        note(CleanUpEntry(event: problems.isEmpty ? .cleaned : .failed))
        return problems
    }
}

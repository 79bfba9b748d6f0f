import Dispatch
import Foundation
import Groundwork
import LoadGenerator
import LoadMetrics
import LoadPlan

/// One run from its start to its end, with signals: the first SIGINT or SIGTERM ends it gracefully, the second at once.
final class RunSession: Sendable {
    /// How a run ended.
    struct End: Sendable {
        /// Its record, or why there is none.
        var result: Result<RunRecord, GeneratorError>
        /// A signal ended it.
        var interrupted: Bool
        /// What went wrong in teardown.
        var problems: [String] = []
    }

    private let run: LoadRun
    private let view: LiveView
    private let ended = DispatchSemaphore(value: 0)
    private let result = Locked<Result<RunRecord, GeneratorError>?>(nil)
    private let signals = Locked(0)
    private let rule: Locked<StopRule?>
    private let watchers: [@Sendable (LiveState) -> Void]
    private let lookout: Lookout?

    /// A session for a run that is laid out and checked.
    init(
        run: LoadRun,
        view: LiveView,
        rule: StopRule? = nil,
        watchers: [@Sendable (LiveState) -> Void] = [],
        lookout: Lookout? = nil,
        leftover: String = ""
    ) {
        self.leftover = leftover
        self.run = run
        self.view = view
        self.rule = Locked(rule)
        self.watchers = watchers
        self.lookout = lookout
    }

    /// Said where the process ends before teardown.
    private let leftover: String

    /// Goes through setup, runs, waits for the end and goes through teardown.
    func wait() -> End {
        let resized = resizeSource()
        SignalRelay.shared.hand(to: { [self] in received($0) })
        defer {
            SignalRelay.shared.hand(to: nil)
            resized.cancel()
        }
        do throws(GeneratorError) {
            try run.setUp()
        } catch {
            view.close()
            return End(result: .failure(error), interrupted: wasInterrupted, problems: run.tearDown())
        }
        run.start(
            observer: { [self] state in observe(state) },
            completion: { [self] result in
                self.result.withLock { $0 = result }
                ended.signal()
            }
        )
        // A signal between setup and start found nothing to stop.
        if wasInterrupted { run.stop(reason: "ended by a signal") }
        ended.wait()
        view.close()
        let problems = run.tearDown()
        let end = result.withLock { $0 } ?? .failure(.internalError("the run ended without a result"))
        return End(result: end, interrupted: wasInterrupted, problems: problems)
    }

    private var wasInterrupted: Bool { signals.withLock { $0 } > 0 }

    private func observe(_ state: LiveState) {
        view.update(state)
        for watcher in watchers { watcher(state) }
        lookout?.update(state)
        let reason = rule.withLock { rule in
            let reason = rule?.update(state)
            // Once is enough.
            if reason != nil { rule = nil }
            return reason
        }
        guard let reason else { return }
        view.stopping("\(reason): ending the run")
        run.stop(reason: reason)
    }

    private func resizeSource() -> any DispatchSourceSignal {
        let queue = DispatchQueue(label: "zonda.resized")
        let resized = DispatchSource.makeSignalSource(signal: SIGWINCH, queue: queue)
        resized.setEventHandler { [view] in view.resized() }
        resized.activate()
        return resized
    }

    private func received(_ number: Int32) {
        let count = signals.withLock { count in
            count += 1
            return count
        }
        let name = SignalRelay.names[number] ?? "a signal"
        if count == 1 {
            view.stopping("\(name): ending the run; again to end at once")
            run.stop(reason: "ended by \(name)")
        } else {
            view.close()
            Console.error("ended at once; what was written so far stays" + leftover)
            run.abort()
            // A moment to close the files; whether that works or not, the process ends now.
            _ = ended.wait(timeout: .now() + .milliseconds(500))
            exit(ExitStatus.interrupted.rawValue)
        }
    }
}

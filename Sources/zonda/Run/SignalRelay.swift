import Dispatch
import Foundation
import Groundwork

/// Signals that ask the process to end (SIGINT, SIGTERM, SIGHUP, SIGQUIT) for whoever waits for them at the moment.
///
/// The sources are made once in the process and never cancelled: a command that makes several runs, one after the
/// other, would lose signals if each ignored and watched them again. What comes while nobody waits, as between two runs or
/// while a run is judged, is kept for the next who does; a second one ends the process.
final class SignalRelay: Sendable {
    /// The process's own.
    static let shared = SignalRelay()

    /// What asks the process to end, and what each is called: a terminal that was closed and Ctrl-\\ are no reason to lose
    /// what was measured.
    static let names: [Int32: String] = [SIGINT: "SIGINT", SIGTERM: "SIGTERM", SIGHUP: "SIGHUP", SIGQUIT: "SIGQUIT"]

    private static func isIgnored(_ number: Int32) -> Bool {
        var action = sigaction()
        guard sigaction(number, nil, &action) == 0 else { return false }
        let handler = unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
        return handler == unsafeBitCast(SIG_IGN, to: Int.self)
    }

    private struct State {
        var sources: [any DispatchSourceSignal] = []
        var receiver: (@Sendable (Int32) -> Void)?
        var waiting: Int32?
    }

    private let state = Locked(State())

    private init() {
        let queue = DispatchQueue(label: "zonda.signals")
        for number in Self.names.keys {
            // Whoever started it with `nohup` wants it to outlive the terminal. (SIGINT and SIGQUIT are ignored in any job
            // that a shell starts in the background, which says nothing.)
            if number == SIGHUP, Self.isIgnored(number) { continue }
            // The default action would end the process before the source is told.
            signal(number, SIG_IGN)
            state.withLock { state in
                let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
                source.setEventHandler { [self] in received(number) }
                source.activate()
                state.sources.append(source)
            }
        }
    }

    /// Signals go to `receiver` from now on, one that waits at once; nil for nobody.
    func hand(to receiver: (@Sendable (Int32) -> Void)?) {
        let waiting = state.withLock { state in
            state.receiver = receiver
            guard receiver != nil else { return nil as Int32? }
            defer { state.waiting = nil }
            return state.waiting
        }
        if let waiting { receiver?(waiting) }
    }

    private func received(_ number: Int32) {
        var isSecond = false
        let receiver = state.withLock { state in
            if state.receiver == nil {
                isSecond = state.waiting != nil
                state.waiting = number
            }
            return state.receiver
        }
        if isSecond {
            Console.error("ended at once; what was written so far stays")
            exit(ExitStatus.interrupted.rawValue)
        }
        if receiver == nil { Console.note("again to end at once") }
        receiver?(number)
    }
}

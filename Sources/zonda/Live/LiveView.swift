import Foundation
import Groundwork
import LoadGenerator
import LoadPlan
import Reports

/// Shows a run under way: a panel refreshed in place on a terminal, a plain line every few seconds elsewhere.
///
/// It is called from the generator's observer queue and from the signal queue; one mutex holds all that changes.
final class LiveView: Sendable {
    /// How much is shown.
    enum Mode: Sendable {
        /// A panel on the terminal.
        case panel(TerminalStyle)
        /// A line every five seconds.
        case lines
        /// Nothing.
        case silent
    }

    private struct State {
        var tracker: LiveTracker
        var screen = PanelScreen()
        var frame: LiveFrame?
        var lastLine: UInt64?
        var stopping = false
        var closed = false
    }

    private static let lineInterval: UInt64 = 5_000_000_000
    private let mode: Mode
    private let state: Locked<State>

    /// A view of a run of `plan`.
    init(plan: Plan, mode: Mode) {
        self.mode = mode
        state = Locked(State(tracker: LiveTracker(plan: plan)))
    }

    /// The mode that fits standard error and the options.
    static func mode(live: Bool, quiet: Bool) -> Mode {
        if quiet { return .silent }
        let terminal = isatty(STDERR_FILENO) != 0 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
        return live && terminal ? .panel(Console.style(of: STDERR_FILENO)) : .lines
    }

    /// Shows a new state of the run.
    func update(_ live: LiveState) {
        state.withLock { state in
            guard !state.closed else { return }
            let frame = state.tracker.frame(live, stopping: state.stopping)
            state.frame = frame
            switch mode {
            case .silent:
                break
            case .panel(let style):
                state.screen.show(frame, style: style)
            case .lines:
                // Half a tick of slack, so that ticks that come a little early do not skip a line.
                if let last = state.lastLine, live.elapsed &+ 500_000_000 < last &+ Self.lineInterval { return }
                state.lastLine = live.elapsed
                Console.note(LivePanel.plainLine(frame))
            }
        }
    }

    /// Draws the panel again at the terminal's new size.
    func resized() {
        state.withLock { state in
            guard case .panel(let style) = mode, !state.closed, let frame = state.frame else { return }
            state.screen.show(frame, style: style)
        }
    }

    /// Says that the run ends by hand.
    func stopping(_ words: String) {
        state.withLock { state in
            state.stopping = true
            switch mode {
            case .silent: break
            case .panel: state.screen.leaveLine(words)
            case .lines: Console.note(words)
            }
        }
    }

    /// Takes the panel away; nothing is shown afterwards.
    func close() {
        state.withLock { state in
            state.closed = true
            if case .panel = mode { state.screen.clear() }
        }
    }
}

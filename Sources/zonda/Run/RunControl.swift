import Groundwork
import LoadGenerator
import LoadMetrics
import LoadPlan
import Reports

import enum Groundwork.Noun

/// Understands what is asked of a run under way: `rate 300/s`, `users 200`, `pause`, `resume`, `stop`, `status`.
final class RunControl: Sendable {
    private let run: LoadRun
    private let plan: Plan
    private let latest = Locked<LiveState?>(nil)

    /// What can be asked.
    static let words = ["rate", "users", "pause", "resume", "stop", "status"]

    /// The control of a run.
    init(run: LoadRun, plan: Plan) {
        self.run = run
        self.plan = plan
    }

    /// Takes note of the run's state.
    func update(_ state: LiveState) { latest.withLock { $0 = state } }

    /// The answer to a line: `ok …`, or `error …` with what is wrong.
    func answer(_ line: String) -> String {
        let words = line.split(separator: " ").map(String.init)
        switch (words.first, words.count) {
        case ("status", 1): return "ok \(status())"
        case ("stop", 1):
            run.stop(reason: "ended by zonda control")
            return "ok the run ends"
        case ("pause", 1): return change(.pause, "pause")
        case ("resume", 1): return change(.resume, "resume")
        case ("rate", 2):
            guard plan.load.model != .users else {
                return "error the scenario's load is a number of users: say users N"
            }
            // Nothing a second is a pause with another name.
            let rate = words[1] == "0" || words[1] == "0/s" ? 0 : RateArgument(argument: words[1])?.perSecond
            guard let rate else { return "error '\(words[1])' is not a rate; write 300/s" }
            return change(.level(rate), "rate \(words[1])")
        case ("users", 2):
            guard plan.load.model == .users else { return "error the scenario's load is a rate: say rate N/s" }
            guard let users = Int(words[1]), users >= 0 else { return "error '\(words[1])' is not a number of users" }
            return change(.level(Double(users)), "users \(users)")
        default: return "error say \(Self.words.joined(separator: ", "))"
        }
    }

    private func change(_ change: LoadChange, _ words: String) -> String {
        do throws(LoadControlError) {
            try run.change(change, words: words)
            return change == .resume
                ? "ok the load is as planned again"
                : "ok \(words); what is measured until resume is in no figure"
        } catch {
            return "error \(error.message)"
        }
    }

    private func status() -> String {
        guard let state = latest.withLock({ $0 }) else { return "the load has not begun" }
        let stage = state.draining ? "ending" : state.elapsed < state.warmup ? "warm-up" : "measuring"
        let wanted =
            plan.load.model == .users
            ? "\(state.tick.users) of \(Noun.counted(Figures.number(state.tick.wanted, 0), "user"))"
            : "\(Figures.rate(state.tick.wanted)) wanted"
        return
            "\(Figures.wholeSeconds(state.elapsed)) of \(Figures.wholeSeconds(state.duration)), \(stage), \(wanted), "
            + "\(Noun.counted(Figures.count(state.requests), "request")), "
            + Noun.counted(Figures.count(state.errors), "error")
    }
}

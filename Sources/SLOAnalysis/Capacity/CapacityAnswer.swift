import Groundwork

/// The answer of a search in words.
struct CapacityAnswer {
    private let report: CapacityReport

    init(_ report: CapacityReport) {
        self.report = report
    }

    /// One or two sentences.
    var text: String {
        switch report.end {
        case nil: return "The search is under way."
        case .bracket: return "Holds \(holds); \(doesNotHold)."
        case .ceiling: return "Holds \(holds), the highest level asked for; nothing above it was tried."
        case .nothing:
            return "Holds at none of the levels that were tried; \(doesNotHold)." + advice(" Begin lower with --from.")
        case .tooFew:
            let level = report.levels.last.map { report.text($0.trial.level) } ?? "the last level"
            let bound = report.doesNotHold == nil ? "" : " It \(doesNotHold)."
            return "Nothing speaks against \(level), but \(tried) made too few requests for "
                + "\(short ?? "the objectives"). Longer levels help (--level).\(bound)"
        case .unconfirmed:
            return
                "What seemed to hold could not be confirmed \(report.levels.count { $0.trial.purpose == .confirmation }) "
                + "times; \(doesNotHold).\(lowerBound) Longer levels help (--level)."
        case .invalid: return "\(invalid)\(lowerBound)"
        case .interrupted: return "Ended by a signal before there was an answer.\(lowerBound)"
        case .broken:
            return "The search could not go on: \(report.problem ?? "a level could not be tried").\(lowerBound)"
        }
    }

    private var holds: String { report.holds.map(report.text) ?? "nothing" }

    /// `does not hold 441/s (p95 < 150ms of schedule.*: 212 ms)`, or that it is not decided.
    private var doesNotHold: String {
        guard let level = report.doesNotHold else { return "nothing above it was tried" }
        let tried = report.levels.filter { $0.trial.level == level && $0.result != .holds && $0.result != .invalid }
        guard let last = tried.last else { return "does not hold \(report.text(level))" }
        let isMissed = last.result == .misses
        let verb = isMissed ? "does not hold" : "is not shown to hold"
        return "\(verb) \(report.text(level))\(why(last).map { " (\($0))" } ?? "")"
    }

    private func why(_ level: CapacityLevel) -> String? {
        // Requests that were cut off with a level that was given up are none of the service's errors.
        if let reason = level.endedEarly { return reason }
        guard let first = level.nearest.first(where: { $0.outcome != .pass }) else { return nil }
        let open = first.outcome == .inconclusive ? ", not decided" : ""
        switch (first.unit, first.observed) {
        case (.nanoseconds, let value?) where !value.isFinite: return "\(first.text): failed"
        case (.nanoseconds, let value?): return "\(first.text): \(Figures.latency(value))\(open)"
        case (.ratio, let value?): return "\(first.text): \(Figures.percent(value))\(open)"
        default: return first.text
        }
    }

    /// What is known where there is no whole answer.
    private var lowerBound: String {
        guard let level = report.holds else { return "" }
        let upper = report.doesNotHold.map { ", and not \(report.text($0))" } ?? ""
        return " So far it holds \(report.text(level))\(upper); that is no capacity of the service."
    }

    /// How long the last confirmation was.
    private var tried: String {
        guard let seconds = report.levels.last?.seconds, seconds > 0 else { return "twice the length" }
        return Figures.duration(seconds: seconds.rounded())
    }

    /// The objective that needs more requests than a level makes.
    private var short: String? {
        report.levels.last { $0.result == .tooFew }?.nearest.first { $0.outcome != .pass }.map {
            "'\($0.text)'" + ($0.needed.map { " (\($0))" } ?? "")
        }
    }

    private func advice(_ words: String) -> String {
        report.levels.contains { $0.result == .misses } ? words : " Longer levels may help (--level)."
    }

    private var invalid: String {
        guard let last = report.levels.last(where: { $0.result == .invalid }) else {
            return "The measurement cannot be trusted."
        }
        let isGenerator = report.levels.contains { $0.result == .holds || $0.result == .tooFew }
        return isGenerator
            ? "The generator ends before the service, at \(report.text(last.trial.level)). \(last.reason)"
            : "Nothing can be said of the service at \(report.text(last.trial.level)). \(last.reason)"
    }
}

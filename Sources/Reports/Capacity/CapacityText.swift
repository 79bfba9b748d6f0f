import Groundwork
public import SLOAnalysis

/// A search for capacity on a terminal of 80 columns, row by row.
public enum CapacityText {
    /// Most objectives that a level shows.
    private static let mostObjectives = 3

    /// What stands above the table: the objectives with their numbers, then the columns' names.
    public static func head(_ report: CapacityReport, columns: Int) -> [StyledLine] {
        var lines = [StyledLine()]
        for (index, text) in report.objectives.enumerated() {
            var line = StyledLine("  ")
            line.append("\(index + 1)", .accent, columns: 4, right: true)
            line.append("  " + text)
            lines.append(line)
        }
        for text in report.leftOut {
            lines += TerminalSummary.wrapped("left out: \(text)", indent: 4, columns: columns)
        }
        var names = StyledLine("  ")
        names.append(report.model == .users ? "users" : "rate", .quiet, columns: 10, right: true)
        names.append("in flight", .quiet, columns: 12, right: true)
        names.append("  verdict", .quiet, columns: 19)
        names.append("observed [95 % interval]", .quiet)
        return lines + [StyledLine(), names]
    }

    /// A level: its verdict and the objectives nearest to their limits, those that are not met first.
    public static func rows(_ level: CapacityLevel, of report: CapacityReport, columns: Int) -> [StyledLine] {
        var line = StyledLine("  ")
        line.append(
            report.model == .users ? Figures.number(level.trial.level, 0) : rate(level),
            .strong,
            columns: 10,
            right: true
        )
        line.append(inFlight(level), columns: 12, right: true)
        line.append("  ")
        line.append(standing(level), tone(level), columns: 17)
        var lines: [StyledLine] = []
        let shown = hasFigures(level) ? level.nearest.prefix(mostObjectives) : []
        for (place, figures) in shown.enumerated() {
            if place > 0 { line = StyledLine(String(repeating: " ", count: 43)) }
            let number = level.objectives.firstIndex(of: figures).map { "\($0 + 1)" } ?? ""
            line.append(number, .accent, columns: 2)
            line.append("\(figures.outcome.mark) ", figures.outcome.tone)
            line.append(observed(figures))
            lines.append(line)
        }
        if shown.isEmpty { lines.append(line) }
        if let reason = note(level, isBrief: true) {
            lines += TerminalSummary.wrapped(reason, indent: 26, columns: columns)
        }
        return lines
    }

    /// The answer, and below it what only describes.
    public static func conclusion(_ report: CapacityReport, folder: String, columns: Int) -> [StyledLine] {
        var lines = [StyledLine()]
        let tone: TerminalStyle.Tone = report.isConfirmed ? .good : .warning
        lines += TerminalSummary.wrapped(report.answer, indent: 2, columns: columns, tone: tone)
        if report.isConfirmed, !report.bounds.isWhole, let confirmation = report.levels.last?.trial {
            lines += TerminalSummary.wrapped(
                "Confirmed by a run of \(times(confirmation)) the length. Arrivals are iterations of the scenario's flows.",
                indent: 2,
                columns: columns
            )
        }
        if let description = report.description {
            lines.append(StyledLine())
            lines.append(StyledLine("  description only, decides nothing:", .quiet))
            for words in description.words(report.text) {
                lines += TerminalSummary.wrapped(words, indent: 4, columns: columns)
            }
        }
        return lines + [StyledLine(), StyledLine("  results  \(folder)/capacity.md"), StyledLine()]
    }

    /// Why a level stands as it does, where its figures do not say it. The brief one leaves out what the answer says.
    static func note(_ level: CapacityLevel, isBrief: Bool) -> String? {
        let isConfirmation = level.trial.purpose == .confirmation
        let what = isConfirmation ? "once more, \(times(level.trial)) as long" : nil
        switch level.result {
        case .holds: return what
        case .invalid: return isBrief ? "cannot be trusted, so it counts for nothing" : level.reason
        case .tooFew where !isConfirmation: return "too few requests to tell, but nothing speaks against it"
        case .undecided, .tooFew:
            let needed = level.nearest.first { $0.outcome != .pass }?.needed
            return [what, needed ?? level.reason].compactMap { $0 }.joined(separator: ": ")
        case .misses:
            return level.endedEarly == nil ? what : [what, level.reason].compactMap { $0 }.joined(separator: ": ")
        }
    }

    /// `183.2 ms [179.0 ms, 188.1 ms]`.
    static func observed(_ figures: CapacityLevel.Figures) -> String {
        let unit = figures.unit
        guard let low = figures.low, let high = figures.high else { return unit.text(figures.observed) }
        return "\(unit.text(figures.observed)) [\(unit.text(low)), \(unit.text(high))]"
    }

    /// The verdict; a level that was given up has one of its own, whatever was seen until then.
    static func standing(_ level: CapacityLevel) -> String {
        isGivenUp(level) ? "\(Verdict.Outcome.fail.mark) OVERLOADED" : "\(level.outcome.mark) \(level.outcome.word)"
    }

    private static func tone(_ level: CapacityLevel) -> TerminalStyle.Tone {
        isGivenUp(level) ? Verdict.Outcome.fail.tone : level.outcome.tone
    }

    private static func isGivenUp(_ level: CapacityLevel) -> Bool {
        level.result == .misses && level.endedEarly != nil
    }

    /// `twice`, `3.4 times`: how long a confirmation was, in lengths of a level.
    private static func times(_ trial: CapacityTrial) -> String {
        trial.lengths == 2 ? "twice" : "\(Figures.fixed(trial.lengths, 1)) times"
    }

    /// Whether the objectives' figures are the service's: those of a level that was given up count requests that were cut
    /// off with it.
    static func hasFigures(_ level: CapacityLevel) -> Bool { level.requests > 0 && !isGivenUp(level) }

    /// Requests in flight; none where nothing was measured.
    static func inFlight(_ level: CapacityLevel) -> String {
        guard level.requests > 0 else { return Figures.missing }
        return Figures.number(level.inFlight, level.inFlight < 1 ? 2 : level.inFlight < 100 ? 1 : 0)
    }

    private static func rate(_ level: CapacityLevel) -> String { Figures.rate(level.trial.level) }
}

import Groundwork

extension LivePanel {
    /// p95 and the rate of the last minutes as curves.
    static func curves(_ frame: LiveFrame, _ width: Int) -> [StyledLine] {
        let latencies = curve("p95", frame.history, width) { Figures.latency($0) }
        let rates = frame.rates.map { $0.isFinite && $0 >= 0 ? UInt64(min($0 * 10, 1e15)) : nil }
        return [latencies, curve("rate", rates, width) { Figures.number(Double($0) / 10, 0) + "/s" }].compactMap { $0 }
    }

    private static func curve(
        _ name: String,
        _ values: [UInt64?],
        _ width: Int,
        _ label: (UInt64) -> String
    ) -> StyledLine? {
        guard let highest = values.compactMap({ $0 }).max(), highest > 0 else { return nil }
        var line = StyledLine()
        line.append(name, .quiet, columns: 10)
        let note = "  highest \(label(highest))"
        let columns = min(60, width - line.width - StyledLine.width(of: note))
        guard columns >= 5 else { return nil }
        let shown = Array(values.suffix(columns))
        let top = shown.compactMap { $0 }.max() ?? highest
        line.append(Sparkline.text(shown, highest: top), .accent)
        line.append("  highest \(label(top))", .quiet)
        return line
    }

    /// A line an objective: its state, value, interval and samples.
    static func objectives(_ frame: LiveFrame, _ width: Int, room: Int) -> [StyledLine] {
        guard !frame.objectives.isEmpty, room > 0 else { return [] }
        // Those that are missed come first when not all fit; otherwise the scenario's order is kept.
        var shown = frame.objectives
        if shown.count > room {
            let missed = shown.filter { $0.standing == .missed }
            shown = Array((missed + shown.filter { $0.standing != .missed }).prefix(max(0, room - 1)))
        }
        let observed = shown.map { StyledLine.width(of: $0.observed) }.max() ?? 0
        let widest = shown.map { StyledLine.width(of: $0.interval) }.max() ?? 0
        let samples = width >= 60 ? 13 : 0
        // The interval is shown where enough is left for the objective's own words.
        let interval = widest > 0 && width - 5 - observed - widest - samples >= 20 ? widest + 1 : 0
        let texts = shown.map { StyledLine.width(of: $0.text) }.max() ?? 0
        let name = min(max(texts, 8), max(8, width - 4 - observed - interval - samples))
        var lines = shown.map { objective -> StyledLine in
            let (mark, tone) = sign(objective.standing)
            var line = StyledLine(mark, tone)
            line.append(" ")
            line.append(objective.text, columns: name)
            line.append("  ")
            line.append(objective.observed, tone == .good ? .normal : tone, columns: observed, right: true)
            if interval > 0 { line.append(" " + objective.interval, .quiet, columns: interval) }
            if samples > 0 { line.append("  n \(Figures.count(objective.samples))", .quiet) }
            return line
        }
        if shown.count < frame.objectives.count {
            lines.append(StyledLine("  and \(frame.objectives.count - shown.count) more", .quiet))
        }
        return lines
    }

    private static func sign(_ standing: LiveFrame.ObjectiveState.Standing) -> (String, TerminalStyle.Tone) {
        switch standing {
        case .noData, .later: ("·", .quiet)
        case .met: ("✓", .good)
        case .open: ("?", .warning)
        case .missed: ("✗", .bad)
        }
    }

    /// The slowest steps in one line, as many as fit.
    static func slowest(_ frame: LiveFrame, _ width: Int) -> [StyledLine] {
        var line = StyledLine()
        line.append("slowest", .quiet, columns: 9)
        let start = line.width
        for step in frame.slowest {
            let figure = Figures.latency(step.p95)
            guard line.width + 2 + StyledLine.width(of: step.name) + 1 + figure.count <= width else { break }
            line.append(" \(step.name) ")
            line.append(figure, .strong)
            line.append(" ")
        }
        return line.width > start ? [line] : []
    }

    /// What failed: how often, of what kind, in which step, and where that stands in the scenario.
    static func failures(_ frame: LiveFrame, _ width: Int, room: Int) -> [StyledLine] {
        guard room > 0, !frame.failures.isEmpty else { return [] }
        let shown = Array(frame.failures.prefix(frame.failures.count > room ? max(1, room - 1) : room))
        let counts = shown.map { Figures.count($0.count) }
        let widths = (
            count: counts.map { $0.count }.max() ?? 0, kind: shown.map { StyledLine.width(of: $0.kind) }.max() ?? 0,
            step: shown.map { StyledLine.width(of: $0.step) }.max() ?? 0
        )
        var lines = zip(shown, counts).enumerated().map { index, pair -> StyledLine in
            var line = StyledLine()
            line.append(index == 0 ? "errors" : "", .quiet, columns: 10)
            line.append(pair.1, .warning, columns: widths.count, right: true)
            line.append("  ")
            line.append(pair.0.kind, columns: widths.kind)
            line.append("  ")
            line.append(pair.0.step, columns: min(widths.step, 24))
            // A place that does not fit loses its beginning: the file's name and the line tell more than the folder.
            let left = width - line.width - 2
            let place = StyledLine.cleaned(pair.0.place)
            if left >= 8 {
                let cut = place.count > left ? "…" + String(place.suffix(left - 1)) : place
                line.append("  " + cut, .quiet)
            }
            return line
        }
        if shown.count < frame.failures.count, room > 1 {
            lines.append(StyledLine("          and \(frame.failures.count - shown.count) more kinds", .quiet))
        }
        return lines
    }
}

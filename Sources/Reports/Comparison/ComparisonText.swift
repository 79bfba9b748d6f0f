import Groundwork
import SLOAnalysis

/// `zonda compare` on a terminal.
enum ComparisonText {
    /// The lines.
    static func lines(_ shift: RunShift, columns: Int) -> [StyledLine] {
        var lines = heading(shift, columns)
        for (number, series) in shift.series.enumerated() where series.countA > 0 || series.countB > 0 {
            lines += self.series(series, columns, hasPlot: number == 0)
        }
        lines.append(StyledLine())
        return lines + wrapped(ShiftFigures.caution, columns)
    }

    private static func heading(_ shift: RunShift, _ columns: Int) -> [StyledLine] {
        var lines = [StyledLine()]
        for (name, side) in [("A", shift.a), ("B", shift.b)] {
            var line = StyledLine("  \(name) ", .accent)
            line.append(side.id, .strong)
            line.append(
                "  \(CivilTime(limiting: side.startedAt).readable), \(Figures.duration(side.measured)) measured",
                .quiet
            )
            if side.isBaseline { line.append(", accepted", .quiet) }
            lines.append(line)
        }
        if shift.unlike.isEmpty {
            lines.append(StyledLine("  scenario, load and machine are the same", .quiet))
        } else {
            lines.append(StyledLine("  not alike:", .warning))
            for words in shift.unlike { lines += wrapped("! " + words, columns, tone: .warning, indent: 4) }
        }
        return lines
    }

    private static func series(_ series: RunShift.SeriesShift, _ columns: Int, hasPlot: Bool) -> [StyledLine] {
        var head = StyledLine("  ")
        head.append(ShiftFigures.name(series), .strong)
        head.append("  \(Figures.count(series.countA)) → \(Figures.count(series.countB))", .quiet)
        var lines = [StyledLine(), head]
        lines.append(row("", ["A", "B", "change", "95 % interval"], .quiet))
        for quantile in series.quantiles {
            let figure = quantile.figure
            let word = ShiftFigures.word(figure, more: "slower", less: "faster")
            lines.append(
                row(
                    Figures.quantile(quantile.quantile),
                    [
                        ShiftFigures.latency(figure.a), ShiftFigures.latency(figure.b),
                        ShiftFigures.change(figure.change), ShiftFigures.interval(figure, ShiftFigures.change),
                    ],
                    word.tone == .quiet ? .normal : word.tone,
                    word.text
                )
            )
        }
        let errors = series.errors
        if (errors.a ?? 0) > 0 || (errors.b ?? 0) > 0 {
            let word = ShiftFigures.word(errors, more: "more", less: "fewer")
            lines.append(
                row(
                    "errors",
                    [
                        errors.a.map(Figures.percent) ?? Figures.missing,
                        errors.b.map(Figures.percent) ?? Figures.missing, ShiftFigures.points(errors.change),
                        ShiftFigures.interval(errors, ShiftFigures.points),
                    ],
                    word.tone == .quiet ? .normal : word.tone,
                    word.text
                )
            )
        }
        lines += phases(series, columns)
        if hasPlot {
            let plot = ShiftFigures.plot(series, columns: columns)
            if !plot.isEmpty {
                lines += [StyledLine(), StyledLine("  change by quantile, B against A", .quiet)] + plot
            }
        }
        return lines
    }

    private static func row(
        _ name: String,
        _ cells: [String],
        _ tone: TerminalStyle.Tone,
        _ word: String = ""
    ) -> StyledLine {
        var line = StyledLine("    ")
        line.append(name, .quiet, columns: 7)
        for (cell, width) in zip(cells, [11, 11, 9]) { line.append(cell, tone, columns: width, right: true) }
        line.append("  ")
        line.append(cells.last ?? "", .quiet, columns: 21)
        line.append(" ")
        line.append(word, tone)
        return line
    }

    /// The mean's parts: those that matter in one line, the largest change first.
    private static func phases(_ series: RunShift.SeriesShift, _ columns: Int) -> [StyledLine] {
        guard !series.phases.isEmpty else { return [] }
        let parts = series.phases.sorted { abs($0.b - $0.a) > abs($1.b - $1.a) }
            .filter { ShiftFigures.difference($0.b - $0.a) != "0" }
        let before = series.phases.reduce(0) { $0 + $1.a }
        let after = series.phases.reduce(0) { $0 + $1.b }
        let sum = "mean \(Figures.latency(before)) → \(Figures.latency(after))"
        let modelled = ShiftFigures.modelled(series).map { "; " + $0 } ?? ""
        guard !parts.isEmpty else { return wrapped("\(sum), no phase changed\(modelled)", columns, indent: 4) }
        let words = parts.map { "\($0.phase.name) \(ShiftFigures.difference($0.b - $0.a))" }
        return wrapped("\(sum): \(words.joined(separator: ", "))\(modelled)", columns, indent: 4)
    }

    /// Words broken into lines behind an indent.
    static func wrapped(_ text: String, _ columns: Int, tone: TerminalStyle.Tone = .quiet, indent: Int = 2)
        -> [StyledLine]
    {
        TerminalSummary.wrapped(text, indent: indent, columns: columns, tone: tone)
    }
}

import Groundwork
import SLOAnalysis

/// `zonda compare … --with …` on a terminal.
enum ArmText {
    /// The lines.
    static func lines(_ arms: ArmComparison, columns: Int) -> [StyledLine] {
        var head = StyledLine("  ")
        head.append("\(arms.outcome.mark) \(arms.outcome.word)", arms.outcome.tone)
        var lines = [StyledLine(), head] + wrapped(arms.reason, columns) + [StyledLine()]
        lines += arm("base", arms.base, columns) + arm("new", arms.new, columns)
        for words in arms.unlike { lines += wrapped("! " + words, columns, tone: .warning, indent: 4) }
        for series in arms.series { lines += self.series(series, arms, columns) }
        return lines + [StyledLine()]
    }

    private static func arm(_ name: String, _ runs: [RunShift.Side], _ columns: Int) -> [StyledLine] {
        var line = StyledLine("  ")
        line.append(name, .accent, columns: 5)
        line.append("\(runs.count) runs", .strong)
        if let first = runs.first, let last = runs.last {
            line.append(
                "  \(CivilTime(limiting: first.startedAt).readable) to \(CivilTime(limiting: last.startedAt).readable)",
                .quiet
            )
        }
        return [line]
    }

    private static func series(_ series: ArmComparison.SeriesFinding, _ arms: ArmComparison, _ columns: Int)
        -> [StyledLine]
    {
        var head = StyledLine("  ")
        head.append(ArmFigures.name(series), .strong)
        head.append("  ")
        head.append("\(series.outcome.mark) \(series.outcome.word)", series.outcome.tone)
        var lines = [StyledLine(), head]
        if !series.base.isEmpty {
            lines += wrapped(
                "\(Figures.quantile(arms.quantile)) of base runs: \(ArmFigures.values(series.base))",
                columns
            )
            lines += wrapped(
                "\(Figures.quantile(arms.quantile)) of new runs: \(ArmFigures.values(series.new))",
                columns
            )
        }
        if let change = ArmFigures.change(series) { lines += wrapped(change, columns, tone: .normal) }
        if let ranks = ArmFigures.ranks(series) { lines += wrapped(ranks, columns) }
        lines += wrapped(series.reason, columns)
        if let needed = series.needed { lines += wrapped("needed: \(needed)", columns) }
        return lines
    }

    private static func wrapped(_ text: String, _ columns: Int, tone: TerminalStyle.Tone = .quiet, indent: Int = 4)
        -> [StyledLine]
    {
        TerminalSummary.wrapped(text, indent: indent, columns: columns, tone: tone)
    }
}

/// The figures of a comparison of arms as text.
enum ArmFigures {
    /// The series' name.
    static func name(_ series: ArmComparison.SeriesFinding) -> String {
        series.name == "all" ? "all steps" : series.name
    }

    /// A figure of each run.
    static func values(_ values: [Double]) -> String { values.map { ShiftFigures.latency($0) }.joined(separator: ", ") }

    /// The change with its interval; nil where there is none.
    static func change(_ series: ArmComparison.SeriesFinding) -> String? {
        guard let change = series.change, let low = series.low, let high = series.high else { return nil }
        var text =
            "\(ShiftFigures.change(change)), 95 % interval [\(ShiftFigures.change(low)), \(ShiftFigures.change(high))]"
        if let old = series.typicalBase, let new = series.typicalNew {
            text += "; in the middle \(ShiftFigures.latency(old)) → \(ShiftFigures.latency(new))"
        }
        return text
    }

    /// What ranks alone say; nil where they were not compared.
    static func ranks(_ series: ArmComparison.SeriesFinding) -> String? {
        guard let share = series.slowerPairs, let evidence = series.rankEvidence else { return nil }
        let pairs = Double(series.base.count * series.new.count)
        let middle = series.rankChange.map { ", in the middle by \(ShiftFigures.change($0))" } ?? ""
        let unequal = series.unequalEvidence.map { " (\(probability($0)) if the arms may differ in spread too)" } ?? ""
        return "the new run is slower in \(Figures.number(share * pairs)) of "
            + "\(Figures.fixed(pairs, 0)) pairs\(middle); unchanged, as many or more come with probability "
            + probability(evidence) + unequal
    }

    private static func probability(_ value: Double) -> String { Figures.fixed(value, value < 0.1 ? 3 : 2) }
}

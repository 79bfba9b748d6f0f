import Groundwork
import SLOAnalysis

/// `zonda compare --format markdown`: for a pull request.
enum ComparisonMarkdown {
    /// Most rows of a table; the rest is counted.
    private static let mostRows = 250

    /// The document.
    static func text(_ shift: RunShift) -> String {
        (heading(shift) + table(shift) + phases(shift) + plot(shift) + ["", "<sub>\(ShiftFigures.caution)</sub>"])
            .joined(separator: "\n") + "\n"
    }

    private static func heading(_ shift: RunShift) -> [String] {
        var lines = ["## \(MarkdownSummary.escape(shift.b.title)): run B against run A", ""]
        for (name, side) in [("A", shift.a), ("B", shift.b)] {
            lines.append(
                "- \(name): \(MarkdownSummary.code(side.id)), \(CivilTime(limiting: side.startedAt).readable), "
                    + "\(Figures.duration(side.measured)) measured\(side.isBaseline ? ", accepted" : "")"
            )
        }
        lines.append("")
        if shift.unlike.isEmpty {
            lines.append("Scenario, load and machine are the same.")
        } else {
            lines += ["**Not alike:**", ""] + shift.unlike.map { "- \(MarkdownSummary.escape($0))" }
        }
        return lines
    }

    private static func table(_ shift: RunShift) -> [String] {
        var lines = [
            "", "| Series | | A | B | Change | 95 % interval | |", "|---|---|---:|---:|---:|---|---|",
        ]
        var rows: [String] = []
        for series in shift.series where series.countA > 0 || series.countB > 0 {
            let name = MarkdownSummary.code(ShiftFigures.name(series))
            for quantile in series.quantiles {
                let figure = quantile.figure
                rows.append(
                    row(
                        name,
                        [
                            Figures.quantile(quantile.quantile), ShiftFigures.latency(figure.a),
                            ShiftFigures.latency(figure.b), ShiftFigures.change(figure.change),
                            ShiftFigures.interval(figure, ShiftFigures.change),
                            ShiftFigures.word(figure, more: "slower", less: "faster").text,
                        ]
                    )
                )
            }
            let errors = series.errors
            guard (errors.a ?? 0) > 0 || (errors.b ?? 0) > 0 else { continue }
            rows.append(
                row(
                    name,
                    [
                        "errors", errors.a.map(Figures.percent) ?? Figures.missing,
                        errors.b.map(Figures.percent) ?? Figures.missing, ShiftFigures.points(errors.change),
                        ShiftFigures.interval(errors, ShiftFigures.points),
                        ShiftFigures.word(errors, more: "more", less: "fewer").text,
                    ]
                )
            )
        }
        lines += rows.prefix(mostRows)
        if rows.count > mostRows { lines += ["", "and \(rows.count - mostRows) more rows"] }
        return lines
    }

    private static func row(_ name: String, _ cells: [String]) -> String {
        "| \(name) | \(cells.joined(separator: " | ")) |"
    }

    private static func phases(_ shift: RunShift) -> [String] {
        let rows = shift.series.filter { !$0.phases.isEmpty }
        guard !rows.isEmpty else { return [] }
        let names = RequestPhase.allCases.map(\.name)
        var lines = [
            "", "<details><summary>Where the mean changed</summary>", "",
            "| Series | \(names.joined(separator: " | ")) |", "|---|\(names.map { _ in "---:|" }.joined())",
        ]
        lines += rows.prefix(mostRows).map { series in
            row(
                MarkdownSummary.code(ShiftFigures.name(series)),
                series.phases.map { ShiftFigures.difference($0.b - $0.a) }
            )
        }
        // The first is all steps together.
        if let modelled = rows.first.flatMap(ShiftFigures.modelled) {
            lines += ["", "\(modelled.prefix(1).uppercased())\(modelled.dropFirst())."]
        }
        return lines + ["", "</details>"]
    }

    private static func plot(_ shift: RunShift) -> [String] {
        guard let all = shift.series.first else { return [] }
        let plot = ShiftFigures.plot(all, columns: 76)
        guard !plot.isEmpty else { return [] }
        return ["", "Change of all steps by quantile, B against A:", "", "```"]
            + plot.map { $0.rendered(.plain) } + ["```"]
    }
}

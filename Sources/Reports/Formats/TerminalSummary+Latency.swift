import LoadMetrics
import SLOAnalysis

extension TerminalSummary {
    /// Most rows of the table; the report has all.
    private static let mostRows = 14

    /// Response time by step, in brackets service time; by region too where that fits on the screen.
    static func latency(_ summary: RunSummary, _ columns: Int) -> [StyledLine] {
        guard !summary.rows.isEmpty else { return [] }
        // The whole matrix where it is small; otherwise each step over all regions.
        let rows = RowText.stepsFirst(summary.rows)
        let cross = rows.filter { $0.region != nil }
        let margins = rows.filter { $0.region == nil }
        let isWhole = margins.isEmpty || cross.count <= mostRows
        let all = isWhole ? cross : margins
        let shown = Array(all.prefix(mostRows))
        let table = LatencyTable(rows: shown, columns: columns, hasRegions: isWhole && !margins.isEmpty)
        var lines = [StyledLine(), table.note, table.head]
        lines += shown.map(table.line)
        if shown.count < all.count {
            lines.append(StyledLine("  and \(all.count - shown.count) more in the report", .quiet))
        } else if !isWhole {
            lines.append(StyledLine("  the report has them by region", .quiet))
        }
        return lines
    }
}

/// The layout of the latency table for a width.
private struct LatencyTable {
    let name: Int
    let region: Int?
    let isWide: Bool

    init(rows: [RunSummary.Row], columns: Int, hasRegions: Bool) {
        isWide = columns >= 110
        let fixed = isWide ? 2 + 9 + 7 + 3 * 21 : 2 + 9 + 7 + 4 * 10
        let widest = { (text: (RunSummary.Row) -> String) in rows.map { StyledLine.width(of: text($0)) }.max() ?? 0 }
        region = hasRegions ? min(max(6, widest { $0.region ?? "" }), 16) : nil
        name = max(8, min(widest { RowText.name($0) }, columns - fixed - (region.map { $0 + 1 } ?? 0)))
    }

    var note: StyledLine {
        StyledLine(
            isWide
                ? "  response time, from the intended start (in brackets service time, from the actual send)"
                : "  response time, from the intended start; service time, from the actual send",
            .quiet
        )
    }

    var head: StyledLine {
        var line = StyledLine("  ")
        line.append("step", .quiet, columns: name)
        if let region { line.append(" " + "region", .quiet, columns: region + 1) }
        for (text, width) in [("requests", 9), ("errors", 7)] {
            line.append(text, .quiet, columns: width, right: true)
        }
        for text in ["p50", "p95", "p99"] {
            line.append(text, .quiet, columns: 10, right: true)
            if isWide { line.append("", columns: 11) }
        }
        if !isWide { line.append("svc p95", .quiet, columns: 10, right: true) }
        return line
    }

    func line(_ row: RunSummary.Row) -> StyledLine {
        var line = StyledLine("  ")
        line.append(RowText.name(row), columns: name)
        if let region { line.append(" " + (row.region ?? "all"), .quiet, columns: region + 1) }
        line.append(Figures.count(row.count), columns: 9, right: true)
        line.append(Figures.count(row.errors), row.errors > 0 ? .warning : .quiet, columns: 7, right: true)
        for path in [\RunSummary.Figures.p50, \.p95, \.p99] {
            line.append(row.response.map { Figures.latency($0[keyPath: path]) } ?? "–", columns: 10, right: true)
            if isWide {
                let service = row.service.map { "(\(Figures.latency($0[keyPath: path])))" } ?? ""
                line.append(" " + service, .quiet, columns: 11)
            }
        }
        if !isWide {
            line.append(row.service.map { Figures.latency($0.p95) } ?? "–", .quiet, columns: 10, right: true)
        }
        return line
    }
}

import Groundwork
import LoadMetrics
import SLOAnalysis

extension TerminalSummary {
    /// Endpoints with their response times, and beside them p95 by region with what the objectives say of each cell.
    static func latency(_ input: ReportInput, _ columns: Int, room: Int, _ detail: Detail) -> [StyledLine] {
        let lines = EndpointLine.lines(input.summary)
        guard !lines.isEmpty else { return [] }
        let table = EndpointTable(input, lines, columns: columns)
        // A blank line, the note and the head come on top; a few rows are there however small the screen is.
        let outcomes = outcomes(input, detail)
        let notes = (detail == .terse ? 2 : 3) + outcomes.count
        let space = max(detail == .terse ? 2 : 5, room - notes)
        let shown = lines.count <= space ? lines : EndpointLine.notable(lines, input, space - 1)
        var result =
            (detail == .terse ? [StyledLine()] : [StyledLine(), table.note]) + [table.head] + shown.map(table.line)
        if shown.count < lines.count || table.hidesRegions {
            let hidden = lines.count - shown.count
            let regions = table.hidesRegions ? "all regions" : ""
            let rows = hidden > 0 ? "\(hidden) more" : ""
            let words = [rows, regions].filter { !$0.isEmpty }.joined(separator: " and ")
            result.append(StyledLine("  \(words) in the report", .quiet))
        }
        return result + outcomes
    }

    /// How steps ended that are in no percentile, a line each.
    private static func outcomes(_ input: ReportInput, _ detail: Detail) -> [StyledLine] {
        let all = input.verdict.outcomes ?? []
        return all.prefix(detail == .terse ? 1 : 4).map { figures in
            StyledLine("  \(figures.step): \(OutcomeFiguresText.words(figures))", .quiet)
        }
    }
}

/// An endpoint: its figures over all regions and those of each region.
struct EndpointLine {
    /// Over all regions.
    let whole: RunSummary.Row
    /// By region.
    let regions: [String: RunSummary.Row]

    /// The endpoints of a summary, steps first.
    static func lines(_ summary: RunSummary) -> [EndpointLine] {
        var order: [String] = []
        var rows: [String: [RunSummary.Row]] = [:]
        for row in RowText.stepsFirst(summary.rows) {
            let name = RowText.name(row)
            if rows[name] == nil { order.append(name) }
            rows[name, default: []].append(row)
        }
        return order.compactMap { name in
            let own = rows[name] ?? []
            guard let whole = own.first(where: { $0.region == nil }) ?? own.first else { return nil }
            let regions = own.compactMap { row in row.region.map { ($0, row) } }
            return EndpointLine(whole: whole, regions: Dictionary(regions, uniquingKeysWith: { first, _ in first }))
        }
    }

    /// So many of the lines, in their order: those with a miss first, then those with errors, then the slowest steps.
    static func notable(_ lines: [EndpointLine], _ input: ReportInput, _ count: Int) -> [EndpointLine] {
        let ranks = lines.map { $0.rank(input) }
        let ranked = lines.indices.sorted { ranks[$0] != ranks[$1] ? ranks[$0] > ranks[$1] : $0 < $1 }
        let kept = Set(ranked.prefix(max(1, count)))
        return lines.indices.filter(kept.contains).map { lines[$0] }
    }

    private func rank(_ input: ReportInput) -> (UInt64, UInt64, UInt64, UInt64) {
        let missed = ([whole] + regions.values).contains { input.cell($0)?.outcome == .fail }
        return (missed ? 1 : 0, whole.errors, whole.kind == .step ? 1 : 0, whole.response?.p95 ?? 0)
    }
}

/// The layout of the table for a width: what is most telling is shown first, the rest where there is room.
private struct EndpointTable {
    private enum Column: Int {
        case requests
        case errors
        case p50
        case p95
        case p99
        case service
    }

    private let input: ReportInput
    private let name: Int
    private let columns: [Column]
    private let regions: [String]
    private let regionWidth: Int
    /// Not all regions fit.
    let hidesRegions: Bool

    init(_ input: ReportInput, _ lines: [EndpointLine], columns width: Int) {
        self.input = input
        var names: [String] = []
        for row in input.summary.rows {
            if let region = row.region, !names.contains(region) { names.append(region) }
        }
        let all = names.count > 1 ? names : []
        let widest = lines.map { StyledLine.width(of: RowText.name($0.whole)) }.max() ?? 0
        let least = min(widest, all.isEmpty ? 24 : 16)
        var left = width - 2 - least - Self.width(.p95) - Self.width(.errors)
        regionWidth = all.isEmpty ? 0 : min(17, max(9, left / all.count))
        regions = Array(all.prefix(max(0, left / max(1, regionWidth))))
        hidesRegions = regions.count < all.count
        left -= regions.count * regionWidth
        var shown: [Column] = [.p95, .errors]
        for column in [Column.requests, .p99, .p50, .service] where left >= Self.width(column) {
            shown.append(column)
            left -= Self.width(column)
        }
        columns = shown.sorted { $0.rawValue < $1.rawValue }
        name = least + max(0, min(left, widest - least))
    }

    private static func width(_ column: Column) -> Int {
        switch column {
        case .requests: 9
        case .errors: 7
        case .p50, .p95, .p99, .service: 10
        }
    }

    var note: StyledLine {
        let isJudged = !regions.isEmpty && input.cells.contains { $0.outcome != nil }
        return StyledLine(
            isJudged
                ? "  response time from the intended start; by region p95 and its own verdict"
                : "  response time, from the intended start",
            .quiet
        )
    }

    var head: StyledLine {
        var line = StyledLine("  ")
        line.append("endpoint", .quiet, columns: name)
        for column in columns { line.append(Self.title(column), .quiet, columns: Self.width(column), right: true) }
        for region in regions {
            line.append(" ")
            line.append(region, .quiet, columns: regionWidth - 1, right: true)
        }
        return line
    }

    private static func title(_ column: Column) -> String {
        switch column {
        case .requests: "requests"
        case .errors: "errors"
        case .p50: "p50"
        case .p95: "p95"
        case .p99: "p99"
        case .service: "svc p95"
        }
    }

    func line(_ endpoint: EndpointLine) -> StyledLine {
        let row = endpoint.whole
        var line = StyledLine("  ")
        line.append(RowText.name(row), columns: name)
        for column in columns {
            let width = Self.width(column)
            switch column {
            case .requests: line.append(Figures.count(row.count), columns: width, right: true)
            case .errors:
                let tone: TerminalStyle.Tone = row.errors > 0 ? .warning : .quiet
                line.append(Figures.count(row.errors), tone, columns: width, right: true)
            case .p50: line.append(latency(row.response?.p50), columns: width, right: true)
            case .p95: line.append(latency(row.response?.p95), .strong, columns: width, right: true)
            case .p99: line.append(latency(row.response?.p99), columns: width, right: true)
            case .service: line.append(latency(row.service?.p95), .quiet, columns: width, right: true)
            }
        }
        for region in regions {
            let cell = endpoint.regions[region].flatMap { $0.count > 0 ? $0 : nil }
            let outcome = cell.flatMap { input.cell($0)?.outcome }
            let figure = cell?.response.map { Figures.latency($0.p95, digits: 3) } ?? Figures.missing
            let text = outcome.map { "\($0.mark) \(figure)" } ?? figure
            let tone: TerminalStyle.Tone = outcome == .fail ? .bad : outcome == .inconclusive ? .warning : .normal
            line.append(text, outcome == nil ? .quiet : tone, columns: regionWidth, right: true)
        }
        return line
    }

    private func latency(_ nanoseconds: UInt64?) -> String {
        nanoseconds.map { Figures.latency($0) } ?? Figures.missing
    }
}

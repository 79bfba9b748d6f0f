import Groundwork
import LoadMetrics
import SLOAnalysis

extension HTMLReport {
    /// p95 by step and region, and below it all figures as a table.
    func matrix() -> Markup {
        let rows = RowText.stepsFirst(input.summary.rows)
        guard !rows.isEmpty else { return .empty }
        let regions = Self.unique(rows.compactMap(\.region))
        let names = Self.unique(rows.map { Name(kind: $0.kind, text: $0.name) })
        var cells: [Name: [String?: RunSummary.Row]] = [:]
        for row in rows { cells[Name(kind: row.kind, text: row.name), default: [:]][row.region] = row }
        let columns: [String?] = regions.count == 1 ? regions : regions + [nil]
        return section("Regions and endpoints") {
            tag("p", ["class": "quiet"]) {
                "p95 of response time; below it the service time's p95 and the requests."
                if input.cells.contains(where: { $0.outcome != nil }) {
                    " The mark and the colour say how the objectives that cover a cell would be decided if they were "
                        + "about it alone: ✓ met, ✗ missed, ? not decided by so few requests. The verdict is above."
                }
            }
            table(
                "p95 by endpoint and region",
                [("endpoint", false)] + columns.map { (name: $0 ?? "all regions", number: true) },
                names.map { name in
                    [
                        tag("th", ["scope": "row"]) {
                            tag("code") { name.text }
                            if name.kind != .step { tag("span", ["class": "quiet"]) { " \(name.kind.rawValue)" } }
                        }
                    ] + columns.map { matrixCell(cells[name]?[$0]) }
                }
            )
            outcomes()
            tag("details") {
                tag("summary") { "All figures" }
                figures(rows)
            }
            vantages()
        }
    }

    private struct Name: Hashable {
        var kind: SeriesKind
        var text: String
    }

    private func matrixCell(_ row: RunSummary.Row?) -> Markup {
        guard let row, row.count > 0 else { return cell(Figures.missing, "cell") }
        let judged = input.cell(row)
        return tag("td", ["class": "cell" + Self.style(judged?.outcome), "title": judged?.tip]) {
            if let mark = judged?.outcome?.mark { tag("span", ["class": "mark-text"]) { "\(mark) " } }
            row.response.map { Figures.latency($0.p95) } ?? Figures.missing
            if let service = row.service { tag("small") { Figures.latency(service.p95) } }
            tag("small") { "n \(Figures.count(row.count))" }
            if row.errors > 0 {
                tag("small") { Noun.counted(Figures.count(row.errors), "error") }
            }
        }
    }

    private static func style(_ outcome: Verdict.Outcome?) -> String {
        switch outcome {
        case .pass: " hold"
        case .fail: " miss"
        case .inconclusive, .invalid: " open"
        case nil: ""
        }
    }

    private func figures(_ rows: [RunSummary.Row]) -> Markup {
        let head: [(name: String, number: Bool)] =
            [("name", false), ("region", false)]
            + ["requests", "errors", "a second", "p50", "p95", "p99", "max", "service p50", "p95", "p99", "max"].map {
                (name: $0, number: true)
            }
        return table(
            "All figures",
            head,
            rows.map { row in
                let clocks = [row.response, row.service].flatMap { figures in
                    [figures?.p50, figures?.p95, figures?.p99, figures?.max].map { value in
                        cell(value.map { Figures.latency($0) } ?? Figures.missing, "number")
                    }
                }
                return [
                    tag("td") { tag("code") { RowText.name(row) } }, cell(row.region ?? "all"),
                    cell(Figures.count(row.count), "number"), cell(Figures.count(row.errors), "number"),
                    cell(Figures.rate(row.rate), "number"),
                ] + clocks
            }
        )
    }

    /// How steps ended that are in no percentile.
    private func outcomes() -> Markup {
        let all = input.verdict.outcomes ?? []
        guard !all.isEmpty else { return .empty }
        return table(
            "Outcomes that are in no percentile",
            [("step", false), ("outcome", false), ("requests", true), ("of all", true), ("p95", true)],
            all.map { figures in
                [
                    tag("td") { tag("code") { figures.step } }, cell(figures.outcome),
                    cell(Figures.count(figures.count), "number"),
                    cell(Figures.percent(Double(figures.count) / Double(max(1, figures.of))), "number"),
                    cell(Figures.latency(figures.p95), "number"),
                ]
            }
        )
    }

    private func vantages() -> Markup {
        let regions = input.run.record.regions
        return tag("p", ["class": "quiet"]) {
            "Measured from: "
            regions.map { "\($0.name) \($0.vantage) (\(Figures.percent($0.share)) of the users)" }
                .joined(separator: "; ")
        }
    }

    /// Each value once, in the order in which it first came.
    private static func unique<Value: Hashable>(_ values: [Value]) -> [Value] {
        var seen: Set<Value> = []
        return values.filter { seen.insert($0).inserted }
    }
}

extension CellVerdict {
    /// What it says, as a sentence; nothing where no objective covers the cell.
    var tip: String? {
        outcome.map { "\($0.word) by itself: \(objective)" }
    }
}

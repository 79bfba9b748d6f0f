import Groundwork
import LoadMetrics
import SLOAnalysis

extension TerminalSummary {
    /// From where each region was measured, and how much of the waiting was the network.
    static func network(_ input: ReportInput, _ columns: Int, _ detail: Detail) -> [StyledLine] {
        let regions = input.run.record.regions
        // In an INVALID run the generator's own delays look like distance.
        let floors = input.verdict.outcome == .invalid ? [] : input.verdict.network ?? []
        guard regions.contains(where: { $0.kind ?? "here" != "here" }) || !floors.isEmpty else { return [] }
        // Regions that are hardest for the service first.
        let ranked = floors.sorted { ($0.budget, $0.region) < ($1.budget, $1.region) }
        guard detail == .full else { return shortNetwork(regions, ranked, columns, detail) }
        var lines = [StyledLine()]
        let names = regions.map { "\($0.name) \($0.vantage)" }.joined(separator: ", ")
        lines += wrapped("measured from: \(names)", indent: 2, columns: columns)
        let most = 8
        for floor in ranked.prefix(most) {
            let words = NetworkText.sentence(floor) + "; " + NetworkText.budget(floor)
            lines += wrapped(words, indent: 4, columns: columns, tone: floor.isInfeasible ? .warning : .normal)
            if let cold = NetworkText.cold(floor) { lines += wrapped(cold, indent: 6, columns: columns) }
        }
        if ranked.count > most {
            lines.append(StyledLine("    \(ranked.count - most) more in the report", .quiet))
        }
        return lines
    }

    /// How many regions were measured in which way, and the ones that leave the service least, a line each.
    private static func shortNetwork(
        _ regions: [RunRecord.RegionFacts],
        _ ranked: [NetworkFloor],
        _ columns: Int,
        _ detail: Detail
    ) -> [StyledLine] {
        let modelled = regions.count { $0.kind == "model" }
        let away = regions.count { $0.kind == "via" }
        let ways = [
            (modelled, "modelled"), (away, "measured on the way out"), (regions.count - modelled - away, "from here"),
        ].filter { $0.0 > 0 }
        let words = ways.map { "\(ways.count == 1 ? "all" : "\($0.0)") \($0.1)" }.joined(separator: ", ")
        var lines = detail == .terse ? [] : [StyledLine()]
        let count = regions.count == 1 ? "1 region" : "\(regions.count) regions"
        lines.append(cut("\(count), \(words); the report says what the network takes", indent: 2, columns))
        // What no service can meet is said whatever the screen.
        let impossible = ranked.filter(\.isInfeasible)
        let shown = impossible.isEmpty ? ranked.prefix(detail == .terse ? 0 : 1) : impossible.prefix(2)
        for floor in shown {
            let taken = "the network takes \(Figures.latency(floor.network))"
            let words =
                floor.isInfeasible
                ? "no service can meet \(floor.objective), \(taken)" : "\(taken), \(NetworkText.budget(floor))"
            lines.append(cut("\(floor.region): \(words)", indent: 4, columns))
        }
        return lines
    }
}

import LoadMetrics
import SLOAnalysis

extension TerminalSummary {
    /// From where each region was measured, and how much of the waiting was the network.
    static func network(_ input: ReportInput, _ columns: Int, _ brief: Bool) -> [StyledLine] {
        let regions = input.run.record.regions
        let floors = input.verdict.network ?? []
        guard regions.contains(where: { $0.kind ?? "here" != "here" }) || !floors.isEmpty else { return [] }
        var lines = [StyledLine()]
        let names = regions.map { "\($0.name) \($0.vantage)" }.joined(separator: ", ")
        lines += wrapped("measured from: \(names)", indent: 2, columns: columns)
        // Regions that are hardest for the service first.
        let ranked = floors.sorted { ($0.budget, $0.region) < ($1.budget, $1.region) }
        let most = brief ? 3 : 8
        for floor in ranked.prefix(most) {
            let words = NetworkText.sentence(floor) + "; " + NetworkText.budget(floor)
            lines += wrapped(words, indent: 4, columns: columns, tone: floor.isInfeasible ? .warning : .normal)
            if !brief, let cold = NetworkText.cold(floor) { lines += wrapped(cold, indent: 6, columns: columns) }
        }
        if ranked.count > most {
            lines.append(StyledLine("    \(ranked.count - most) more in the report", .quiet))
        }
        return lines
    }
}

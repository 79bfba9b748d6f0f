import LoadMetrics
import SLOAnalysis
import Testing

@testable import Reports

@Suite("Histories") struct HistoryTests {
    private var history: RunHistory {
        let runs = (0..<24).map { (number: Int) -> RunHistory.Run in
            let day = String(10 + number)
            return RunHistory.Run(
                id: "202611\(day)T060800Z-4f2a",
                startedAt: 1_795_000_000 + Double(number) * 86_400,
                verdict: Verdict.Outcome.allCases[number % 4],
                isAccepted: number == 3,
                leftOut: number == 5 ? "load: rate <b>1</b>, the latest run has rate 2" : nil,
                count: 12_345,
                errors: number == 7 ? 12 : 0,
                rate: 205.7,
                p50: number == 9 ? nil : 12_000_000,
                p95: 34_000_000,
                p99: 123_000_000
            )
        }
        let points = (0..<24).map { RunHistory.Point(run: $0, value: $0 < 14 ? 34_000_000 : 44_000_000) }
        let change = RunHistory.Change(run: 14, before: 34_000_000, after: 44_000_000, chance: 0.00012)
        return RunHistory(
            scenario: "booking",
            runs: runs,
            series: [
                .init(name: "all", quantile: 0.95, points: points, changes: [change]),
                .init(name: "schedule.today", quantile: 0.95, points: [], changes: []),
            ],
            unreadable: ["results/booking/x/run.json cannot be used: no figure"]
        )
    }

    @Test(arguments: [80, 120]) func noLineIsWiderThanTheTerminal(columns: Int) throws {
        let text = try HistoryFormat.terminal.text(history, columns: columns)
        for line in text.split(separator: "\n") { #expect(StyledLine.width(of: String(line)) <= columns, "\(line)") }
        #expect(text.contains("+29 % from here"))
        #expect(text.contains("┊"))
        #expect(text.contains("◆ 20261113T060800Z-4f2a"))
        #expect(text.contains("× 20261115T060800Z-4f2a"))
        #expect(text.contains("! results/booking/x/run.json"))
    }

    @Test func pagesHoldNoMarkupFromOutside() throws {
        for format in [HistoryFormat.html, .markdown] {
            let text = try format.text(history)
            #expect(!text.contains("<b>1"))
            #expect(text.contains("+29 %"))
        }
        #expect(try WellFormed(HistoryFormat.html.text(history), html: true).problem == nil)
    }

    @Test func aHistoryOfOneRunIsATable() throws {
        var history = history
        history.runs = Array(history.runs.prefix(1))
        history.series[0].points = Array(history.series[0].points.prefix(1))
        history.series[0].changes = []
        for format in HistoryFormat.allCases { #expect(try !format.text(history).isEmpty) }
    }
}

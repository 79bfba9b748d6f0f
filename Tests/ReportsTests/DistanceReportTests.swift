import Foundation
import LoadMetrics
import SLOAnalysis
import Testing

@testable import Reports

/// What reports say of the network between users and the service.
@Suite("Distance in reports")
struct DistanceReportTests {
    /// The fixed run with modelled regions: in one the network alone takes longer than an objective allows.
    private func input() throws -> ReportInput {
        var input = FixedRun.input()
        for index in input.run.record.regions.indices { input.run.record.regions[index].kind = "model" }
        let floors = [("ar-cordoba", 10_000_000, 140_000_000), ("ar-patagonia", 160_000_000, 0)].map {
            """
            { "objective": "p95 < 150ms of schedule.*", "region": "\($0.0)", "kind": "model", "quantile": 0.95,
              "limit": 150000000, "requests": 900, "cold": 9, "opening": 30000000, "response": 180000000,
              "network": \($0.1), "service": 20000000, "budget": \($0.2) }
            """
        }
        input.verdict.network = try JSONDecoder().decode(
            [NetworkFloor].self,
            from: Data("[\(floors.joined(separator: ","))]".utf8)
        )
        return input
    }

    @Test("What no service can meet is not folded away in the summary; all figures are") func summary() throws {
        let text = MarkdownSummary(try input()).text()
        let open = try #require(text.components(separatedBy: "<details><summary>Where it").first)
        #expect(open.contains("- ar-patagonia: about 160 ms of 180 ms (p95) is the network, modelled"))
        #expect(open.contains("can be met by no service there"))
        #expect(!open.contains("ar-cordoba"))
        let row = "| `p95 < 150ms of schedule.*` | ar-cordoba | 180 ms (p95) | 10 ms | 20 ms | 140 ms |"
        #expect(text.contains(row))
        #expect(text.components(separatedBy: "<details>").count == text.components(separatedBy: "</details>").count)
    }

    @Test("A terminal says it whatever its size", arguments: [24, 40, 60]) func terminal(rows: Int) throws {
        let lines = TerminalSummary.lines(try input(), folder: "f", columns: 80, rows: rows)
        let text = lines.map(\.text).joined(separator: " ").split(separator: " ").joined(separator: " ")
        #expect(text.contains("ar-patagonia: "))
        let words = [
            "no service can meet p95 < 150ms of schedule.*", "p95 < 150ms of schedule.* can be met by no service",
        ]
        #expect(words.contains { text.contains($0) }, "\(text)")
        #expect(lines.count < rows)
    }

    /// Where the generator was late, its delay would be taken for distance.
    @Test("Nothing is said of distance in an INVALID run") func invalid() throws {
        var input = try input()
        input.verdict.outcome = .invalid
        #expect(!MarkdownSummary(input).text().contains("no service"))
        for rows in [24, 40, 60] {
            let lines = TerminalSummary.lines(input, folder: "f", columns: 80, rows: rows)
            #expect(!lines.contains { $0.text.contains("no service") || $0.text.contains("leaves it") })
        }
    }

    @Test("The page has a row for each region") func page() throws {
        let text = String(decoding: HTMLReport(try input()).bytes(), as: UTF8.self)
        #expect(text.contains("<h2>Distance</h2>"))
        #expect(text.contains("<td>ar-cordoba</td>") && text.contains("<td class=\"number\">nothing</td>"))
    }
}

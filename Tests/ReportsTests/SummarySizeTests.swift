import SLOAnalysis
import Testing

@testable import Reports

/// GitHub takes 1 MiB a step for a summary and 65,536 characters for a comment; `summary.md` is used for both.
@Suite("The size of summary.md")
struct SummarySizeTests {
    private static let commentCharacters = 65_536
    private static let stepBytes = 1_048_576

    /// 200 objectives of which each fourth is missed, named and explained as long as wanted.
    private func input(name: Int, reason: Int, failures: Int = 0) -> ReportInput {
        var input = failures > 0 ? FixedRun.large() : FixedRun.input()
        let base = FixedRun.verdict.findings
        input.verdict.findings = (0..<200).map { index in
            var finding = base[index % 4 == 3 ? 1 : 0]
            finding.text =
                "p95 < \(index + 1)ms of " + String(repeating: "very.long.name.", count: name) + "step.\(index)"
            finding.reason += String(repeating: " because of <this> & *that*", count: reason)
            return finding
        }
        return input
    }

    @Test("200 ordinary objectives, each with its row") func ordinary() {
        let text = MarkdownSummary(input(name: 1, reason: 0)).text()
        #expect(text.unicodeScalars.count < Self.commentCharacters)
        #expect(text.utf8.count < Self.stepBytes)
        #expect(text.split(separator: "\n").count { $0.hasPrefix("| ✅") || $0.hasPrefix("| ❌") } == 200)
        #expect(!text.contains("more rows"))
        #expect(text.contains("<sub>run"))
    }

    @Test("Long names and explanations: what is missed stays", arguments: [(10, 3), (40, 60)])
    func long(name: Int, reason: Int) {
        let text = MarkdownSummary(input(name: name, reason: reason, failures: 200)).text()
        #expect(text.unicodeScalars.count < Self.commentCharacters)
        #expect(text.utf8.count < Self.stepBytes)
        let rows = text.split(separator: "\n").filter { $0.hasPrefix("| ✅") || $0.hasPrefix("| ❌") }
        #expect(rows.count >= 6 && rows.count < 200)
        #expect(rows.first?.contains("❌") == true)
        #expect(text.contains("and \(200 - rows.count) more rows"))
        #expect(text.contains("<sub>run"))
    }

    @Test("Text without end is cut, not the document's end") func endless() {
        var input = input(name: 1, reason: 0)
        input.verdict.reason = String(repeating: "&", count: 1_000_000)
        input.verdict.problems = Array(repeating: String(repeating: "<", count: 5_000), count: 500)
        let text = MarkdownSummary(input).text()
        #expect(text.unicodeScalars.count < Self.commentCharacters)
        #expect(text.hasSuffix("\nThe rest is in the report.\n"))
        #expect(text.hasPrefix("## ❌ FAIL"))
    }
}

import Foundation
import Groundwork
import LoadMetrics
import SLOAnalysis
import Testing

@testable import Reports

@Suite("The report's page")
struct ReportPageTests {
    private static func text(_ markup: Markup) -> String {
        String(decoding: MarkupWriter.bytes(markup, syntax: .html), as: UTF8.self)
    }

    @Test func theStackAddsUpToTheMeanResponseTime() throws {
        let step = try #require(PhaseBreakdown.steps(FixedRun.input().run).first)
        #expect(step.name == "login")
        let phases = step.phases
        #expect(phases.count == 100)
        let sum = RequestPhase.allCases.reduce(0) { $0 + phases[$1] }
        #expect(abs(sum - phases.total) < 0.001 * phases.total)
        // Four of a hundred requests opened a connection: 6 ms of TLS for each is 0.24 ms on average.
        #expect(abs(phases[.tls] - 240_000) < 2_400)
        #expect(abs(phases[.wait] - 15e6) < 0.15e6)
        let page = Self.text(HTMLReport(FixedRun.input()).phases())
        #expect(page.contains("login: queueing 1"))
        #expect(page.contains("class=\"p5\""))
        #expect(!page.contains(">schedule.slots<"))
    }

    @Test func aBarNeverLeavesItsPlace() {
        let bar = StackedBar(parts: [(1, 3), (2, .nan), (3, -1), (4, 9), (5, 2)], full: 10, label: "a \"b\" <c>")
        let text = Self.text(bar.markup())
        #expect(text.contains("x=\"300\" y=\"2\" height=\"16\" width=\"700.00\""))
        #expect(!text.contains("class=\"p2\"") && !text.contains("class=\"p3\"") && !text.contains("class=\"p5\""))
        #expect(WellFormed(text, html: true).problem == nil)
        #expect(Self.text(StackedBar(parts: [(1, 1)], full: 0, label: "").markup()).contains("<svg"))
    }

    @Test func cellsCarryMarkColourAndWords() {
        let page = Self.text(HTMLReport(FixedRun.input()).matrix())
        #expect(page.contains("class=\"cell miss\" title=\"FAIL by itself: p95 &lt; 150ms of schedule.*\""))
        #expect(page.contains("class=\"cell hold\""))
        #expect(page.contains("class=\"cell open\""))
        #expect(page.contains("<span class=\"mark-text\">✗ </span>"))
        let fixed = FixedRun.input()
        let input = ReportInput(run: fixed.run, verdict: fixed.verdict, summary: fixed.summary)
        #expect(!Self.text(HTMLReport(input).matrix()).contains("The verdict is above"))
    }

    @Test func theBaselineIsDrawnAndListed() {
        let page = Self.text(HTMLReport(FixedRun.input()).spectrum())
        #expect(page.contains("accepted baseline"))
        #expect(page.contains(">baseline</th>"))
        var input = FixedRun.input()
        input.baseline = Histogram()
        #expect(!Self.text(HTMLReport(input).spectrum()).contains("baseline"))
    }

    /// WCAG 2.2: text at least 4.5 to 1 (1.4.3), graphics at least 3 to 1 (1.4.11), in light and in dark.
    @Test(arguments: [0, 1]) func contrast(scheme: Int) throws {
        let colours = try StyleColours(scheme: scheme)
        for text in ["ink", "quiet", "good", "bad", "warn", "void"] {
            #expect(try colours.contrast(text, "paper") >= 4.5, "\(text) on paper")
        }
        for (text, back) in [
            ("ink", "raised"), ("quiet", "raised"), ("good", "goodbg"), ("bad", "badbg"), ("warn", "warnbg"),
            ("void", "voidbg"), ("ink", "goodbg"), ("ink", "badbg"), ("ink", "warnbg"), ("ink", "voidbg"),
            ("quiet", "goodbg"), ("quiet", "badbg"), ("quiet", "warnbg"), ("quiet", "voidbg"),
        ] {
            #expect(try colours.contrast(text, back) >= 4.5, "\(text) on \(back)")
        }
        for graphic in (1...4).map({ "c\($0)" }) + (1...7).map({ "p\($0)" }) {
            #expect(try colours.contrast(graphic, "paper") >= 3, "\(graphic) on paper")
        }
    }

    @Test("Fifty series of an hour stay below 1 MB")
    func size() {
        let bytes = HTMLReport(FixedRun.large()).bytes()
        #expect(bytes.count < 1_000_000, "\(bytes.count) bytes")
        #expect(bytes.count > 100_000, "\(bytes.count) bytes: something is missing")
    }
}

/// The variables of the style sheet: 0 light, 1 dark.
private struct StyleColours {
    private let values: [String: String]

    init(scheme: Int) throws {
        let blocks = StyleSheet.text.description.components(separatedBy: ":root{").dropFirst()
        let block = try #require(blocks.dropFirst(scheme).first).prefix { $0 != "}" }
        var values: [String: String] = [:]
        for part in block.split(separator: ";") {
            let pair = part.trimmingCharacters(in: .whitespacesAndNewlines).split(separator: ":")
            if pair.count == 2, pair[0].hasPrefix("--") { values[String(pair[0].dropFirst(2))] = String(pair[1]) }
        }
        self.values = values
    }

    func contrast(_ a: String, _ b: String) throws -> Double {
        let (x, y) = (try luminance(a), try luminance(b))
        return (max(x, y) + 0.05) / (min(x, y) + 0.05)
    }

    private func luminance(_ name: String) throws -> Double {
        let value = try #require(values[name], "--\(name)")
        let number = try #require(UInt32(value.dropFirst(), radix: 16))
        let parts = [16, 8, 0].map { shift -> Double in
            let part = Double((number >> shift) & 0xFF) / 255
            return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }
}

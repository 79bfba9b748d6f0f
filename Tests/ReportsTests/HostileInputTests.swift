import Groundwork
import LoadMetrics
import LoadPlan
import SLOAnalysis
import Testing

@testable import Reports

@Suite("Reports of odd runs")
struct HostileInputTests {
    private static let evil = "</td><script>alert(1)</script>&amp;\"'`|\u{1B}[31m\u{202E}\n::error::x @team ]]>"

    private func text(_ format: ReportFormat, _ input: ReportInput) throws -> String {
        String(decoding: try format.bytes(input), as: UTF8.self)
    }

    /// The fixed run with hostile text wherever a report takes text from outside.
    private var evilInput: ReportInput {
        var input = FixedRun.input(title: Self.evil)
        input.run.record.target = Self.evil
        input.run.record.scenario.path = Self.evil
        input.run.record.scenario.parameters = [Self.evil: Self.evil]
        input.run.record.failures = [
            FailureCount(place: Place(Self.evil), step: Self.evil, kind: Self.evil, message: Self.evil, count: .max)
        ]
        input.verdict.findings[0].text = Self.evil
        input.verdict.findings[0].reason = Self.evil
        input.verdict.findings[0].outcome = .fail
        input.verdict.findings[0].place = Place(file: Self.evil, line: .max, column: .min)
        input.verdict.audit[0].words = Self.evil
        input.verdict.problems = [Self.evil]
        return input
    }

    @Test("What comes from outside stays text in HTML and XML", arguments: [ReportFormat.html, .junit])
    func markup(format: ReportFormat) throws {
        let document = try text(format, evilInput)
        let checked = WellFormed(document, html: format == .html)
        #expect(checked.problem == nil)
        #expect(!checked.elements.contains("script"))
        #expect(!document.contains("\u{1B}"))
        if format == .html { #expect(checked.text.contains("</td><script>alert(1)</script>&amp;")) }
    }

    @Test("Nothing from outside becomes Markdown, a mention or a terminal sequence")
    func plainText() throws {
        let markdown = try text(.markdown, evilInput)
        #expect(!markdown.contains("<script>") || markdown.contains("`</td><script>"))
        #expect(!markdown.contains(" @team") || markdown.contains("`"))
        #expect(!markdown.contains("\n::error::"))
        for line in TerminalSummary.lines(evilInput, folder: Self.evil, columns: 100) {
            let rendered = line.rendered(.plain, columns: 100)
            #expect(!rendered.unicodeScalars.contains { $0.value < 32 || $0.value == 0x202E })
        }
    }

    @Test("An annotation is one line whatever it says")
    func annotations() {
        for line in GitHubAnnotations.lines(evilInput) { #expect(!line.contains("\n") && !line.contains("\r")) }
        #expect(GitHubAnnotations.property("a:b,c%\n") == "a%3Ab%2Cc%25%0A")
        #expect(GitHubAnnotations.data("a:b,c%\r\n") == "a:b,c%25%0D%0A")
    }

    @Test("A run that measured nothing still has every report", arguments: ReportFormat.allCases)
    func empty(format: ReportFormat) throws {
        var input = FixedRun.input()
        input.run.timeline = []
        input.run.record.failures = []
        input.run.record.measuredTo = 0
        input.summary = FixedRun.emptySummary
        input.verdict = Verdict(
            outcome: .invalid,
            reason: "nothing was measured",
            findings: [],
            audit: [],
            problems: []
        )
        #expect(try text(format, input).contains(format == .verdict ? "INVALID" : "nothing was measured"))
        #expect(TerminalSummary.lines(input, folder: "f", columns: 20).count > 4)
    }

    @Test("Figures that are no numbers stop nothing", arguments: ReportFormat.allCases)
    func notANumber(format: ReportFormat) throws {
        var input = FixedRun.input()
        for index in input.verdict.findings.indices {
            input.verdict.findings[index].observed = [.nan, .infinity, -.infinity, nil][index]
            input.verdict.findings[index].low = -.infinity
            input.verdict.findings[index].high = .infinity
            input.verdict.findings[index].effectiveSamples = .nan
        }
        input.run.timeline[3].wanted = .nan
        input.run.timeline[4].length = 0
        input.run.timeline[5].length = .max
        input.run.record.startedAt = .nan
        let document = try text(format, input)
        if format == .verdict {
            #expect(try VerdictJSON.read(Array(document.utf8)).findings[1].observed == .infinity)
        } else {
            #expect(!document.contains("\"nan\"") && !document.contains(" inf"))
        }
    }

    @Test("Two hundred objectives and fifty series stay within every limit")
    func large() throws {
        var input = FixedRun.input()
        input.verdict.findings = (0..<200).map { index in
            var finding = input.verdict.findings[1]
            finding.text = "p95 < \(index)ms of \(String(repeating: "very.long.name.", count: 10))\(index)"
            finding.reason = String(repeating: "because of this and that ", count: 20)
            return finding
        }
        input.summary = FixedRun.summary(steps: 50)
        input.run.timeline = (0..<7_200).map { TimelineTick(start: $0 * 1_000_000_000, length: 1_000_000_000) }
        #expect(try text(.markdown, input).utf8.count < 65_536)
        #expect(try text(.html, input).utf8.count < 1_000_000)
        let annotations = GitHubAnnotations.lines(input)
        #expect(annotations.count == 10)
        #expect(annotations.last == "::error::and 191 more; see the step's summary")
    }
}

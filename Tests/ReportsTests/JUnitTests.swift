import SLOAnalysis
import Testing

@testable import Reports

@Suite("JUnit: what is red and why")
struct JUnitTests {
    private func document(_ input: ReportInput) -> String {
        String(decoding: JUnitReport(input).bytes(), as: UTF8.self)
    }

    @Test("A verdict that no objective explains makes the measurement red")
    func unexplained() {
        var input = FixedRun.input()
        input.verdict.outcome = .inconclusive
        input.verdict.reason = "the run was interrupted"
        for index in input.verdict.findings.indices { input.verdict.findings[index].outcome = .pass }
        let text = document(input)
        #expect(text.contains("tests=\"5\" failures=\"1\" errors=\"0\""))
        #expect(text.contains("<failure type=\"Inconclusive\" message=\"the run was interrupted\">"))
    }

    @Test("A breach of the audit is an error even where every objective holds")
    func breached() {
        var input = FixedRun.input()
        input.verdict.outcome = .invalid
        for index in input.verdict.findings.indices { input.verdict.findings[index].outcome = .pass }
        input.verdict.audit[1].outcome = .invalid
        let text = document(input)
        #expect(text.contains("tests=\"5\" failures=\"0\" errors=\"1\""))
        #expect(text.contains("<error type=\"Invalid\""))
        #expect(text.contains("99 % of the requests were sent"))
    }

    @Test("All green only for PASS")
    func green() {
        var input = FixedRun.input()
        input.verdict.outcome = .pass
        for index in input.verdict.findings.indices { input.verdict.findings[index].outcome = .pass }
        let text = document(input)
        #expect(text.contains("failures=\"0\" errors=\"0\""))
        #expect(!text.contains("<failure") && !text.contains("<error"))
    }

    @Test("Names are unique and hold no measured value")
    func names() {
        var input = FixedRun.input()
        input.verdict.findings[1].text = input.verdict.findings[0].text
        let text = document(input)
        #expect(text.contains("name=\"p95 &lt; 200ms from ar-*\""))
        #expect(text.contains("name=\"p95 &lt; 200ms from ar-* (2)\""))
        #expect(!text.contains("name=\"183"))
    }
}

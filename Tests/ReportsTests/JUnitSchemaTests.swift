import Foundation
import Groundwork
import LoadMetrics
import LoadPlan
import LoadTestKit
import SLOAnalysis
import Testing
import XMLValidation

@testable import Reports

/// `junit.xml` against the schema that is narrower than what each CI server reads.
@Suite("JUnit: the schema")
struct JUnitSchemaTests {
    private func problems(_ document: [UInt8]) throws -> String {
        let path = "\(Products.root)/docs/schema/junit.xsd"
        let schema = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        let room = 2_000
        var words = [CChar](repeating: 0, count: room)
        let count = schema.withUnsafeBytes { schema in
            document.withUnsafeBytes { document in
                xml_validate(
                    schema.bindMemory(to: CChar.self).baseAddress,
                    Int32(schema.count),
                    document.bindMemory(to: CChar.self).baseAddress,
                    Int32(document.count),
                    &words,
                    room
                )
            }
        }
        let text = String(decoding: words.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        try #require(count >= 0, "the schema itself is wrong: \(text)")
        return count == 0 ? "" : "\(count) problems\n\(text)"
    }

    private func document(_ input: ReportInput) -> [UInt8] { JUnitReport(input).bytes() }

    @Test("The fixed run, and its golden file") func fixed() throws {
        #expect(try problems(document(FixedRun.input())) == "")
        let golden = "\(Products.root)/Tests/ReportsTests/Golden/junit.xml"
        #expect(try problems([UInt8](try Data(contentsOf: URL(fileURLWithPath: golden)))) == "")
    }

    @Test("Each verdict", arguments: [Verdict.Outcome.pass, .fail, .inconclusive, .invalid])
    func verdicts(outcome: Verdict.Outcome) throws {
        var input = FixedRun.input()
        input.verdict.outcome = outcome
        for index in input.verdict.findings.indices { input.verdict.findings[index].outcome = outcome }
        #expect(try problems(document(input)) == "")
        input.verdict.findings = []
        input.verdict.audit = []
        input.run.record.measuredTo = 0
        input.run.record.startedAt = .nan
        #expect(try problems(document(input)) == "")
    }

    @Test("Names that try to break it: controls, the end of CDATA, entities, halves of pairs, no characters")
    func hostile() throws {
        let evil =
            (0..<0x20).compactMap { Unicode.Scalar($0) }.map { String(Character($0)) }
            + ["\u{7F}", "\u{85}", "\u{2028}", "\u{202E}", "\u{FFFE}", "\u{FFFF}", "\u{10FFFF}", "]]>", "<![CDATA["]
            + ["&amp;", "&#0;", "&lol;", "\"", "'", "<!--", "-->", "<?xml?>", "</testsuites>", " ", "é😀", "\r\n"]
        for text in evil + [evil.joined(), String(repeating: evil.joined(), count: 50)] {
            var input = FixedRun.input(title: text)
            input.run.record.target = text
            input.run.record.scenario.path = text
            input.run.record.tool = text
            input.verdict.reason = text
            input.verdict.problems = [text]
            for index in input.verdict.findings.indices {
                input.verdict.findings[index].text = text
                input.verdict.findings[index].reason = text
                input.verdict.findings[index].needed = text
                input.verdict.findings[index].outcome = index % 2 == 0 ? .fail : .invalid
                input.verdict.findings[index].place = Place(file: text, line: .max, column: .min)
            }
            let bytes = document(input)
            #expect(try problems(bytes) == "", "\(text.debugDescription)")
            #expect(WellFormed(String(decoding: bytes, as: UTF8.self), html: false).problem == nil)
        }
    }

    @Test("Names that agree once they are cleaned stay apart") func apart() throws {
        var input = FixedRun.input()
        for (index, text) in ["a", "a (2)", "a", "a"].enumerated() { input.verdict.findings[index].text = text }
        #expect(try problems(document(input)) == "")
        for (index, text) in ["a\u{1}", "a\u{2}", "a\u{202E}", "a\u{FFFD}"].enumerated() {
            input.verdict.findings[index].text = text
        }
        #expect(try problems(document(input)) == "")
    }

    /// GitLab takes 30 MB a file.
    @Test("Two hundred objectives") func many() throws {
        var input = FixedRun.input()
        input.verdict.findings = (0..<200).map { index in
            var finding = input.verdict.findings[index % 4]
            finding.text = "p95 < \(index / 2)ms of a.step"
            return finding
        }
        let bytes = document(input)
        #expect(try problems(bytes) == "")
        #expect(bytes.count < 1_000_000)
        #expect(String(decoding: bytes, as: UTF8.self).contains("tests=\"201\""))
    }

    @Test("What a reader would refuse is found") func itCanFail() throws {
        let text = String(decoding: document(FixedRun.input()), as: UTF8.self)
        for (old, new) in [
            ("<testcase ", "<testcase file=\"a\" "), ("<testcase ", "<testcase line=\"7\" "),
            ("<testsuites ", "<testsuites skipped=\"0\" "), (" type=\"SLOViolation\"", ""),
            ("time=\"60.000\"", "time=\"6e1\""), ("</testsuites>", "<testcase/></testsuites>"),
            ("name=\"p95 &lt; 150ms of schedule.*\"", "name=\"p95 &lt; 200ms from ar-*\""),
            ("<system-out>", "<system-out"),
        ] {
            let broken = text.replacing(old, with: new, maxReplacements: 1)
            #expect(broken != text, "\(old)")
            #expect(try problems(Array(broken.utf8)) != "", "\(new)")
        }
    }
}

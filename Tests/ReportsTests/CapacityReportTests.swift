import Foundation
import Groundwork
import LoadMetrics
import LoadPlan
import LoadTestKit
import Testing

@testable import Reports
@testable import SLOAnalysis

/// A search for capacity as table, document and file.
@Suite("Capacity reports") struct CapacityReportTests {
    /// A search whose service holds 420/s and no more.
    private func report(end: CapacityEnd = .bracket, model: LoadModel = .rate) -> CapacityReport {
        var search = CapacitySearch(.init(from: 105, to: 10_000))
        var report = CapacityReport(
            id: "20261121T060800Z-0001",
            tool: "zonda test",
            scenario: .init(
                title: "Book | an appointment",
                name: "book",
                path: "book.zonda",
                hash: "abc",
                parameters: [:]
            ),
            target: "http://127.0.0.1:1",
            seed: 7,
            startedAt: 1_795_241_280,
            model: model,
            bounds: .init(from: 105, to: 10_000),
            levelSeconds: 30,
            warmupSeconds: 5,
            objectives: ["p95 < 150ms of schedule.*", "errors < 0.1%"],
            leftOut: ["throughput >= 100/s: the level itself says how much is asked for"]
        )
        while case .trial(let trial) = search.next {
            let level = level(trial, number: report.levels.count + 1)
            report.levels.append(level)
            search.record(level.result)
        }
        report.conclude(search, end: end)
        return report
    }

    private func level(_ trial: CapacityTrial, number: Int) -> CapacityLevel {
        let time = 10e6 + 40e6 * pow(trial.level / 420, 8)
        func finding(_ text: String, _ unit: Finding.Unit, _ target: Double, _ value: Double) -> Finding {
            Finding(
                text: text,
                place: .init(file: "book.zonda", line: 9, column: 3),
                outcome: value < target ? .pass : .fail,
                unit: unit,
                direction: .atMost,
                target: target,
                observed: value,
                low: value * 0.9,
                high: value * 1.1,
                reason: ""
            )
        }
        let p95 = finding("p95 < 150ms of schedule.*", .nanoseconds, 150e6, time * 2.9)
        let isGivenUp = trial.level > 800
        let words = "9000 requests were unanswered, more than three times what 840/s leave unanswered at 150 ms"
        return CapacityLevel(
            trial: trial,
            run: "level-0\(number)",
            outcome: isGivenUp ? .inconclusive : p95.outcome,
            result: p95.outcome == .pass ? .holds : .misses,
            reason: isGivenUp ? "The level was given up: \(words)." : "1 of 2 objectives is missed.",
            endedEarly: isGivenUp ? words : nil,
            seconds: 30,
            requests: isGivenUp ? 0 : UInt64(trial.level * 30),
            throughput: isGivenUp ? 0 : trial.level,
            inFlight: isGivenUp ? 0 : trial.level * time / 1e9,
            p95: isGivenUp ? nil : time * 2.9,
            objectives: [
                CapacityLevel.Figures(p95), CapacityLevel.Figures(finding("errors < 0.1%", .ratio, 0.001, 0.0002)),
            ]
        )
    }

    private func lines(_ report: CapacityReport, _ columns: Int = 80) -> [String] {
        let lines =
            CapacityText.head(report, columns: columns)
            + report.levels.flatMap { CapacityText.rows($0, of: report, columns: columns) }
            + CapacityText.conclusion(report, folder: "results/book/capacity-1", columns: columns)
        return lines.map { $0.rendered(.plain) }
    }

    @Test func theAnswerIsABracketInWords() {
        let report = report()
        #expect(report.answer == "Holds 420/s; does not hold 439/s (p95 < 150ms of schedule.*: 194.3 ms).")
        #expect(report.isConfirmed)
        let text = lines(report)
        #expect(text.contains { $0.contains(report.answer.prefix(60)) })
        #expect(text.contains { $0.contains("840/s           –  ✗ OVERLOADED") }, "\(text)")
        #expect(
            text.contains { $0.contains("420/s        21.0  ✓ PASS           1 ✓ 145 ms [130.5 ms, 159.5 ms]") },
            "\(text)"
        )
        #expect(text.contains { $0.contains("description only, decides nothing") })
        #expect(text.contains { $0.contains("left out: throughput >= 100/s") })
    }

    /// A level that was given up shows why, and not the requests that were cut off with it as the service's errors.
    @Test func whatWasGivenUpHasNoErrors() throws {
        var report = report()
        let index = try #require(report.levels.firstIndex { $0.endedEarly != nil })
        report.levels[index].requests = 5000
        report.levels[index].objectives[1].outcome = .fail
        report.levels[index].objectives[1].observed = 0.205
        let rows = CapacityText.rows(report.levels[index], of: report, columns: 80).map { $0.rendered(.plain) }
        #expect(!rows.joined().contains("20.5 %") && rows.joined().contains("9000 requests were unanswered"), "\(rows)")
        #expect(try !CapacityFormat.markdown.text(report).contains("20.5 %"))
        report.doesNotHold = report.levels[index].trial.level
        #expect(!CapacityAnswer(report).text.contains("errors"))
        #expect(CapacityAnswer(report).text.contains("9000 requests were unanswered"))
    }

    @Test(arguments: [80, 100]) func itFits(columns: Int) {
        for end in CapacityEnd.allCases {
            for line in lines(report(end: end), columns) {
                #expect(StyledLine.width(of: line) <= columns, "\(line)")
                #expect(line.allSatisfy { !$0.isNewline })
            }
        }
    }

    @Test func usersAreCounted() {
        let report = report(model: .users)
        #expect(report.answer.hasPrefix("Holds 420 users; does not hold 439 users ("))
        #expect(lines(report).contains { $0.hasPrefix("         420        21.0") })
    }

    @Test func everyEndHasItsWords() {
        for end in CapacityEnd.allCases {
            let report = report(end: end)
            #expect(report.answer.count > 20, "\(end)")
            #expect(report.isConfirmed == [.bracket, .ceiling].contains(end))
            // What is not confirmed is never called the answer.
            #expect(report.answer.hasPrefix("Holds 420/s") == report.isConfirmed, "\(end): \(report.answer)")
        }
    }

    @Test func theDocumentHasEveryLevelAndObjective() throws {
        let text = try CapacityFormat.markdown.text(report())
        #expect(text.hasPrefix("## Capacity: Book \\| an appointment\n\n**Holds 420/s; "))
        #expect(text.contains("| 420/s | 420/s | 21.0 | ✓ PASS | ✓ 145 ms [130.5 ms, 159.5 ms] | ✓ 0.02 % "))
        #expect(text.contains("](level-01/summary.md) |"))
        let rows = text.split(separator: "\n").filter { $0.hasPrefix("| ") }
        #expect(Set(rows.map { $0.replacing("\\|", with: "").count { $0 == "|" } }) == [8], "\(rows)")
    }

    @Test func theFileIsAsItsSchemaSays() throws {
        let schema = try JSONSchema(named: "capacity")
        for end in CapacityEnd.allCases {
            var report = report(end: end)
            report.levels[0].objectives[0].observed = .infinity
            let value = try JSONValue(Data(CapacityFormat.json.text(report).utf8))
            #expect(schema.problems(value) == [])
            #expect(value["end"] == .string(end.rawValue))
        }
        for (name, raw) in [
            ("purpose", CapacityTrial.Purpose.allCases.map(\.rawValue)),
            ("result", CapacityResult.allCases.map(\.rawValue)),
        ] {
            for word in raw { #expect(!word.isEmpty, "\(name)") }
        }
    }
}

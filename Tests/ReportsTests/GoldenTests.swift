import Foundation
import LoadMetrics
import Testing

@testable import Reports

@Suite("Every report format, from one fixed run")
struct GoldenTests {
    /// Compares with the golden file of that name; with `UPDATE_GOLDEN=1` writes it instead.
    private func expect(_ text: String, _ name: String) throws {
        let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        let url = source.appendingPathComponent("Golden/\(name)")
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            try Data(text.utf8).write(to: url)
            return
        }
        let golden = try String(contentsOf: url, encoding: .utf8)
        guard text != golden else { return }
        let new = text.split(separator: "\n", omittingEmptySubsequences: false)
        let old = golden.split(separator: "\n", omittingEmptySubsequences: false)
        let line = zip(new, old).enumerated().first { $1.0 != $1.1 }?.offset ?? min(new.count, old.count)
        Issue.record(
            """
            \(name) differs first in line \(line + 1); UPDATE_GOLDEN=1 writes it anew
            golden: \(line < old.count ? String(old[line]) : "(nothing)")
            now:    \(line < new.count ? String(new[line]) : "(nothing)")
            """
        )
    }

    @Test("Report files", arguments: ReportFormat.allCases)
    func files(format: ReportFormat) throws {
        try expect(String(decoding: format.bytes(FixedRun.input()), as: UTF8.self), format.fileName)
    }

    @Test("Terminal summary", arguments: [80, 120])
    func terminal(columns: Int) throws {
        let lines = TerminalSummary.lines(
            FixedRun.input(),
            folder: "results/booking/20261121T060800Z-4f2a",
            columns: columns
        )
        let text = lines.map { $0.rendered(.plain, columns: columns) }.joined(separator: "\n") + "\n"
        try expect(text, "terminal-\(columns).txt")
    }

    /// The whole at one glance, down to the classic 80 by 24, with a row for the shell.
    @Test("Terminal summary on one screen", arguments: [24, 30, 40], [80, 120])
    func oneScreen(rows: Int, columns: Int) throws {
        var input = FixedRun.input()
        input.run.record.counters = ["no_free_slot": 12, "payment_rejected": 3]
        for index in input.run.record.regions.indices { input.run.record.regions[index].kind = "model" }
        let lines = TerminalSummary.lines(input, folder: "results/booking/r", columns: columns, rows: rows)
        #expect(lines.count < rows)
        #expect(lines.allSatisfy { $0.width <= columns })
        let text = lines.map(\.text).joined(separator: "\n")
        for word in [
            "FAIL", "p95 < 150ms of schedule.*", "[179 ms, 188.1 ms]", "✗ 109 ms", "booking.zonda:46", "self-audit",
            "processor", "report.html", rows == 24 ? "4 regions, all modelled" : "endpoint", "no_free_slot",
        ] {
            #expect(text.contains(word), "\(word) is not on\n\(text)")
        }
    }

    @Test("Terminal summary of fifty endpoints")
    func largeScreen() throws {
        let large = TerminalSummary.lines(FixedRun.large(), folder: "f", columns: 100, rows: 40)
        #expect(large.count <= 40)
        #expect(large.contains { $0.text.contains("more") && $0.text.contains("in the report") })
    }

    @Test("GitHub annotations")
    func annotations() throws {
        try expect(GitHubAnnotations.lines(FixedRun.input()).joined(separator: "\n") + "\n", "annotations.txt")
    }
}

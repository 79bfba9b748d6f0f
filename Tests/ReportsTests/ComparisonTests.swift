import Foundation
import Groundwork
import LoadMetrics
import SLOAnalysis
import Testing

@testable import Reports

@Suite("Comparisons of two runs") struct ComparisonTests {
    private func shift(title: String? = nil) -> RunShift {
        let a = run(factor: 1)
        var b = run(factor: 1.2)
        b.record.id = "20261122T060800Z-0001"
        b.record.target = "http://127.0.0.1:9999"
        if let title { b.record.scenario.title = title }
        return RunShift(from: ComparedRun(a), to: ComparedRun(b))
    }

    /// The fixed run with sums of what its slices hold, each value times a factor.
    private func run(factor: Double) -> StoredRun {
        var run = FixedRun.input().run
        for entry in run.slices.flatMap(\.series) {
            for bucket in entry.response.buckets {
                run.totals[entry.series][.response, default: Histogram(layout: .latency)]
                    .record(UInt64(Double(bucket.lowest) * factor), count: bucket.count)
            }
        }
        return run
    }

    @Test(arguments: [80, 120]) func noLineIsWiderThanTheTerminal(columns: Int) throws {
        let text = try ComparisonFormat.terminal.text(shift(), columns: columns)
        for line in text.split(separator: "\n") { #expect(StyledLine.width(of: String(line)) <= columns, "\(line)") }
        #expect(text.contains("not alike"))
        #expect(text.contains("+20 %"))
        #expect(text.contains("┤"))
    }

    /// The same as terminal and Markdown, with regions that are modelled in one run or in both.
    @Test(arguments: [[], ["A"], ["B"], ["A", "B"]]) func aModelledNetworkIsNamed(_ modelled: [String]) throws {
        func run(_ name: String) -> StoredRun {
            var run = self.run(factor: name == "A" ? 1 : 1.2)
            guard modelled.contains(name) else { return run }
            for index in run.record.regions.indices { run.record.regions[index].kind = "model" }
            return run
        }
        let shift = RunShift(from: ComparedRun(run("A")), to: ComparedRun(run("B")))
        let terminal = try ComparisonFormat.terminal.text(shift, columns: 80)
        let words = "name lookup, connect, TLS, wait and transfer contain the modelled network"
        let expected = modelled.isEmpty ? nil : modelled.count == 2 ? words : "in run \(modelled[0]) " + words
        for line in terminal.split(separator: "\n") { #expect(StyledLine.width(of: String(line)) <= 80, "\(line)") }
        let flat = terminal.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(flat.contains("modelled network") == (expected != nil))
        if let expected { #expect(flat.contains("; " + expected)) }
        let markdown = try ComparisonFormat.markdown.text(shift)
        #expect(markdown.contains("modelled network") == (expected != nil))
        if let expected { #expect(markdown.contains(expected.dropFirst() + ".\n")) }
    }

    @Test func markdownHoldsNoMarkupFromOutside() throws {
        let text = try ComparisonFormat.markdown.text(shift(title: "<img src=x> | @team"))
        #expect(!text.contains("<img"))
        #expect(!text.contains("@team"))
        #expect(text.contains("| p95 |"))
    }

    /// Four runs of either kind in turns, the new ones a fifth slower.
    private func arms(title: String? = nil) -> ArmComparison {
        let runs = (0..<8).map { number in
            let isNew = number % 2 == 1
            var run = run(factor: (isNew ? 1.2 : 1) * (1 + Double(number / 2) * 0.003))
            run.record.id = "20261122T060800Z-000\(number)"
            run.record.startedAt += Double(number) * 60
            run.record.state = .complete
            run.problems = []
            if let title { run.record.scenario.title = title }
            return ComparedRun(run)
        }
        return ArmComparison(
            base: stride(from: 0, to: 8, by: 2).map { runs[$0] },
            new: stride(from: 1, to: 8, by: 2).map { runs[$0] }
        )
    }

    @Test(arguments: [80, 120]) func armsSayWhatIsDecided(columns: Int) throws {
        let arms = arms()
        #expect(arms.unlike.isEmpty)
        let text = try ComparisonFormat.terminal.text(arms, columns: columns)
        for line in text.split(separator: "\n") { #expect(StyledLine.width(of: String(line)) <= columns, "\(line)") }
        #expect(text.contains(arms.outcome.rawValue))
        #expect(text.contains("+20 %"))
        #expect(text.contains("in 16 of 16 pairs"))
        let read = try CanonicalJSON.decode(ArmComparison.self, from: Array(ComparisonFormat.json.text(arms).utf8))
        #expect(read == arms)
        let page = try ComparisonFormat.markdown.text(self.arms(title: "<img src=x> | @team"))
        #expect(!page.contains("<img") && !page.contains("@team"))
        #expect(page.contains("| 100 % |"))
    }

    @Test func jsonIsReadBack() throws {
        let shift = shift()
        let read = try CanonicalJSON.decode(RunShift.self, from: Array(ComparisonFormat.json.text(shift).utf8))
        #expect(read == shift)
    }

    @Test func figuresOfAPlotStandInTheirRows() {
        let plot = TextPlot(
            points: [.init(x: 0, y: 0), .init(x: 1, y: 10)],
            format: { Figures.fixed($0, 0) },
            rows: 5,
            columns: 10
        )
        let lines = plot.lines(indent: 0).map(\.text)
        #expect(lines.first == "10 ┤         •")
        #expect(lines.last == " 0 ┤•         ")
        #expect(TextPlot(points: [], format: { "\($0)" }).lines().isEmpty)
        #expect(!TextPlot(points: [.init(x: 0.5, y: 3)], format: { "\($0)" }).lines().isEmpty)
    }
}

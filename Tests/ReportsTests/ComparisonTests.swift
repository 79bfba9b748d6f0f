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

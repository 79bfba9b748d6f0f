import Groundwork
import SLOAnalysis

/// `zonda history --format html`: a drawing for every step, changes as lines from top to bottom.
struct HistoryPage {
    let history: RunHistory

    /// The document.
    func bytes() -> [UInt8] {
        let title = "History of \(history.scenario)"
        return HTMLPage.bytes(title: title) {
            tag("h1") { title }
            tag("p", ["class": "quiet"]) {
                let followed = history.runs.count { $0.leftOut == nil }
                "\(history.runs.count) runs, of which \(followed) are alike and followed."
            }
            for line in history.series where line.points.count > 1 { section(line) }
            table()
        }
    }

    private func section(_ line: RunHistory.Line) -> Markup {
        tag("section") {
            chart(line).markup()
            for change in line.changes {
                tag("p", ["class": change.after > change.before ? "fail" : "pass"]) {
                    "\(history.runs[change.run].id): \(change.words(line))"
                }
            }
        }
    }

    private func chart(_ line: RunHistory.Line) -> LineChart {
        let name = line.name == "all" ? "all steps" : line.name
        let values = line.points.map(\.value)
        let most = (values.max() ?? 1) * 1.08
        var curves = [
            LineChart.Curve(
                name: "\(Figures.quantile(line.quantile)) of \(name)",
                colour: 1,
                shape: .line,
                points: line.points.map { (Double($0.run), $0.value) }
            )
        ]
        // The level of each stretch between changes.
        let edges = line.changes.map(\.run) + [Int.max]
        var start = Int.min
        for edge in edges {
            let part = line.points.filter { $0.run >= start && $0.run < edge }
            start = edge
            guard let first = part.first, let last = part.last, !line.changes.isEmpty else { continue }
            let mean = part.reduce(0) { $0 + $1.value } / Double(part.count)
            curves.append(
                LineChart.Curve(
                    name: "level",
                    colour: 2,
                    shape: .dashed,
                    points: [(Double(first.run), mean), (Double(last.run), mean)]
                )
            )
        }
        return LineChart(
            title: "\(Figures.quantile(line.quantile)) of \(name) by run",
            curves: curves,
            x: .init(
                domain: 0...Double(max(1, history.runs.count - 1)),
                label: { [history] value in
                    let run = Int(value.rounded())
                    return history.runs.indices.contains(run) ? String(history.runs[run].id.prefix(8)) : ""
                }
            ),
            y: .init(domain: 0...most, label: { Figures.latency($0) })
        )
    }

    private func table() -> Markup {
        tag("div", ["class": "scroll"]) {
            tag("table") {
                tag("thead") {
                    tag("tr") {
                        for name in ["Run", "Verdict", "p50", "p95", "p99", "Errors", "Note"] { tag("th") { name } }
                    }
                }
                tag("tbody") {
                    for run in history.runs.reversed() {
                        tag("tr") {
                            tag("td", ["class": "mono"]) { run.id }
                            tag("td", ["class": run.verdict?.style]) { run.verdict?.word ?? "not judged" }
                            for value in [run.p50, run.p95, run.p99] {
                                tag("td", ["class": "number"]) { value.map { Figures.latency($0) } ?? Figures.missing }
                            }
                            tag("td", ["class": "number"]) { Figures.count(run.errors) }
                            tag("td") { run.leftOut ?? (run.isAccepted ? "accepted" : "") }
                        }
                    }
                }
            }
        }
    }
}

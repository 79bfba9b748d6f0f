import Groundwork
import LoadMetrics
import SLOAnalysis

/// `report.html`: one file that needs neither network nor script, for people who want to see why.
struct HTMLReport {
    let input: ReportInput

    init(_ input: ReportInput) {
        self.input = input
    }

    /// The document.
    func bytes() -> [UInt8] {
        let record = input.run.record
        let title = "\(input.verdict.outcome.word): \(record.scenario.title)"
        return HTMLPage.bytes(title: title) {
            header()
            facts()
            objectives()
            spectrum()
            timeline()
            phases()
            matrix()
            network()
            failures()
            events()
            audit()
            provenance()
            tag("footer") { "Made by \(record.tool) from the stored run. No script, no network." }
        }
    }

    private func header() -> Markup {
        let verdict = input.verdict
        let record = input.run.record
        return tag("header", ["class": "verdict \(verdict.outcome.style)"]) {
            tag("div", ["class": "word"]) { "\(verdict.outcome.mark) \(verdict.outcome.word)" }
            tag("h1") { record.scenario.title }
            tag("p") { verdict.reason }
            tag("p", ["class": "quiet"]) {
                "\(record.scenario.path) against \(record.target), \(CivilTime(limiting: record.startedAt).readable)"
            }
        }
    }

    private func facts() -> Markup {
        let total = input.summary.total
        let record = input.run.record
        let share = total.count == 0 ? 0 : Double(total.errors) / Double(total.count)
        let facts: [(String, String)] = [
            ("requests", Figures.count(total.count)), ("requests a second", Figures.rate(total.rate)),
            ("errors", "\(Figures.count(total.errors)) (\(Figures.percent(share)))"),
            ("p95, response time", total.response.map { Figures.latency($0.p95) } ?? Figures.missing),
            ("p95, service time", total.service.map { Figures.latency($0.p95) } ?? Figures.missing),
            ("users at peak", Figures.count(UInt64(max(0, record.audit.peakUsers)))),
            ("measured", Figures.duration(input.measured)),
            ("warm-up, not counted", Figures.duration(record.measuredFrom)),
        ]
        return tag("dl", ["class": "facts"]) {
            for (name, value) in facts {
                tag("div") {
                    tag("dt") { name }
                    tag("dd") { value }
                }
            }
        }
    }

    /// A section with its heading.
    func section(_ title: String, @MarkupBuilder _ content: () -> [Markup]) -> Markup {
        tag("section") {
            tag("h2") { title }
            content()
        }
    }

    /// A table that scrolls by itself on narrow screens.
    func table(
        _ caption: String,
        _ head: [(name: String, number: Bool)],
        _ rows: [[Markup]],
        style: String? = nil
    ) -> Markup {
        tag("div", ["class": "scroll", "tabindex": "0", "role": "region", "aria-label": caption]) {
            tag("table", ["class": style]) {
                tag("caption") { caption }
                if head.contains(where: { !$0.name.isEmpty }) {
                    tag("thead") {
                        tag("tr") {
                            for column in head {
                                tag("th", ["scope": "col", "class": column.number ? "number" : nil]) { column.name }
                            }
                        }
                    }
                }
                tag("tbody") {
                    for row in rows { tag("tr") { row } }
                }
            }
        }
    }

    /// A table's cell.
    func cell(_ text: String, _ style: String? = nil) -> Markup { tag("td", ["class": style]) { text } }
}

import LoadMetrics

extension HTMLReport {
    /// What flows counted and took note of; nothing where they did not.
    func events() -> Markup {
        let record = input.run.record
        let counters = EventText.counters(record)
        let gauges = EventText.gauges(record)
        let remarks = record.remarks ?? []
        guard !counters.isEmpty || !gauges.isEmpty || !remarks.isEmpty else { return .empty }
        return section("Counters and gauges") {
            for remark in remarks { tag("p") { remark } }
            if !counters.isEmpty || !gauges.isEmpty {
                table(
                    "Counters and gauges",
                    [("", false), ("name", false), ("value", false)],
                    counters.map { row("counter", $0) } + gauges.map { row("gauge", $0) }
                )
            }
        }
    }

    private func row(_ kind: String, _ event: (name: String, text: String)) -> [Markup] {
        [cell(kind), tag("td") { tag("code") { event.name } }, cell(event.text)]
    }
}

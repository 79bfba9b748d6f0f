import LoadMetrics
import SLOAnalysis
import Testing

@testable import Reports

@Suite("Counters and gauges") struct EventTests {
    private var record: RunRecord {
        var record = FixedRun.record(title: "Events")
        record.counters = ["no_free_slot": 1200, "a|b": 2.5]
        record.gauges = ["queue": .init(count: 3, mean: 2, least: -1, most: 5.25, last: 5.25)]
        record.remarks = ["the data people ran out: 5 users left early"]
        return record
    }

    @Test("Every figure is said")
    func words() {
        #expect(EventText.counters(record).map { "\($0.name) \($0.text)" } == ["a|b 2.500", "no_free_slot 1,200"])
        #expect(EventText.gauges(record).map(\.text) == ["mean 2, from -1 to 5.250, 5.250 at last (3 values)"])
    }

    @Test("The terminal shows them and the remarks; without any there is no empty line")
    func terminal() {
        let lines = TerminalSummary.events(record, 80).map(\.text)
        #expect(
            lines == [
                "", "  counter  a|b           2.500", "  counter  no_free_slot  1,200",
                "  gauge    queue         mean 2, from -1 to 5.250, 5.250 at last (3 values)",
                "  the data people ran out: 5 users left early",
            ]
        )
        #expect(TerminalSummary.events(FixedRun.record(title: "Events"), 80).isEmpty)
    }
}

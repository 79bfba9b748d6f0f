import Foundation
import LoadMetrics
import Testing

@testable import Reports

@Suite("Exports, from the fixed run")
struct ExportTests {
    /// The fixed run with ten bookings that took 10 to 100 ms, one of them failed.
    private var run: StoredRun {
        var run = FixedRun.input().run
        var good = Histogram()
        for step in 1...9 as ClosedRange<UInt64> { good.record(step * 10_000_000) }
        var bad = Histogram()
        bad.record(100_000_000)
        run.totals[0] = [:]
        run.totals[4] = [.response: good, .service: good, .wait: good]
        run.totals[5] = [.response: bad, .service: bad]
        run.timeline = [
            TimelineTick(
                start: 0,
                length: 1_000_000_000,
                users: 3,
                series: [
                    TimelineTick.SeriesCount(series: 4, count: 9, beyond: [], serviceBeyond: []),
                    TimelineTick.SeriesCount(series: 5, count: 1, beyond: [], serviceBeyond: []),
                ]
            )
        ]
        return run
    }

    @Test("Golden files", arguments: ExportFormat.allCases)
    func golden(format: ExportFormat) throws {
        let bytes = try format.bytes(run, verdict: FixedRun.verdict)
        let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        let url = source.appendingPathComponent("Golden/export-\(format.rawValue).txt")
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" { try Data(bytes).write(to: url) }
        #expect(Data(bytes) == (try Data(contentsOf: url)))
    }

    @Test("A k6 threshold is true where the objective is not met")
    func thresholds() throws {
        let text = try String(decoding: ExportFormat.k6.bytes(run, verdict: FixedRun.verdict), as: UTF8.self)
        #expect(text.contains("\"p95 < 150ms of schedule.*\" : true"))
        #expect(text.contains("\"p95 < 200ms from ar-*\" : false"))
        #expect(text.contains("\"errors < 0.5%\" : true"))
    }

    @Test("A step's percentiles hold no other step")
    func step() throws {
        let booking = try String(decoding: ExportFormat.hgrm.bytes(run, step: "booking.create"), as: UTF8.self)
        #expect(booking.contains("Total count    =           10]"))
        let login = try String(decoding: ExportFormat.hgrm.bytes(run, step: "login"), as: UTF8.self)
        #expect(login.contains("Total count    =            0]"))
    }
}

import Foundation
import Groundwork
import LoadMetrics

/// A run of three seconds with two series, written step by step.
struct SmallRun {
    let folder: RunFolder
    var record: RunRecord

    init() {
        folder = RunFolder(
            results: NSTemporaryDirectory() + "zonda-archive-\(UUID().uuidString)",
            scenario: "booking",
            id: "20261121T060800Z-4f2a"
        )
        let outcomes: [Outcome] = [.ok, Outcome(name: "status", kind: .error)]
        record = RunRecord(
            id: "20261121T060800Z-4f2a",
            state: .running,
            tool: "zonda test",
            scenario: .init(
                title: "Book \"it\"\nnow",
                name: "booking",
                path: "scenarios/booking.zonda",
                hash: "5eed",
                parameters: [:]
            ),
            target: "http://127.0.0.1:8080",
            seed: .max,
            load: .init(
                model: .users,
                arrivals: nil,
                peak: 10,
                warmup: 1_000_000_000,
                duration: 4_000_000_000,
                curve: "10 for 4s"
            ),
            startedAt: 1_795_241_280.25,
            measuredFrom: 1_000_000_000,
            measuredTo: 4_000_000_000,
            objectives: [],
            thresholds: [.init(limit: 200_000_000, orEqual: false)],
            regions: [],
            series: outcomes.map {
                SeriesKey(
                    kind: .step,
                    name: "create",
                    flow: "book",
                    region: "ar",
                    outcome: $0,
                    place: Place("a.zonda:1:1"),
                    thresholds: [0]
                )
            },
            host: .init(kernel: "k", machine: "m", cpu: "c", cores: 2, memoryMiB: 1, curl: "u", name: "n")
        )
    }

    func tick(_ second: UInt64) -> TimelineTick {
        TimelineTick(
            start: (1 + second) * 1_000_000_000,
            length: 1_000_000_000,
            users: 10,
            wanted: 10,
            scheduled: 102,
            started: 102,
            requests: 102,
            cpu: 0.25,
            series: [
                .init(series: 0, count: 100, beyond: [1], serviceBeyond: [0]),
                .init(series: 1, count: 2, beyond: [0], serviceBeyond: [0]),
            ]
        )
    }

    func histogram(_ clock: SampleClock, _ values: [(UInt64, UInt64)]) -> Histogram {
        var histogram = Histogram(layout: clock.isPrecise ? .latency : .phase)
        for (value, count) in values { histogram.record(value, count: count) }
        return histogram
    }

    func slice(_ second: UInt64) -> HistogramSlice {
        HistogramSlice(
            start: (1 + second) * 1_000_000_000,
            length: 1_000_000_000,
            histograms: [
                (0, .response, histogram(.response, [(20_000_000 + second * 1_000_000, 99), (250_000_000, 1)])),
                (1, .response, histogram(.response, [(5_000_000, 2)])),
                (0, .lateness, histogram(.lateness, [(30_000, 100)])),
                (0, .tls, Histogram(layout: .phase)),
            ]
        )
    }

    /// Writes everything; `finished` only the end.
    func write(finished: Bool = true) throws {
        let journal = try RunJournal(folder: folder, record: record)
        for second in 0..<3 as Range<UInt64> {
            try journal.append(tick: tick(second))
            try journal.append(slice: slice(second))
        }
        guard finished else { return }
        var record = record
        record.state = .complete
        record.audit.scheduled = 306
        record.audit.started = 306
        record.audit.requests = 306
        record.audit.wallSeconds = 3
        try journal.finish(record)
    }

    func remove() { try? FileManager.default.removeItem(atPath: folder.path) }

    /// The text of one of its files.
    func text(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

    /// Replaces the text of one of its files.
    func rewrite(_ path: String, _ change: (String) -> String) throws {
        try change(text(path)).write(toFile: path, atomically: false, encoding: .utf8)
    }

    /// What reading it says that is wrong: an error, or its problems; empty for a sound run.
    func complaint() -> String {
        do {
            return try RunArchive.read(folder).problems.joined(separator: "; ")
        } catch {
            return "error: \(error)"
        }
    }
}

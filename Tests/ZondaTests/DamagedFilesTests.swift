import Foundation
import Groundwork
import LoadMetrics
import LoadTestKit
import Testing

/// Results and baselines that are missing, empty, cut off or changed by hand: the command says which file and why, never
/// passes, and leaves every file as it was.
@Suite("Damaged results and baselines") struct DamagedFilesTests {
    /// A stored run of three seconds in a folder of its own.
    private struct Stored {
        let root: TemporaryFolder
        let folder: RunFolder

        init() throws {
            root = try TemporaryFolder()
            folder = RunFolder(results: root.path + "/results", scenario: "booking", id: "20261121T060800Z-4f2a")
            let key = SeriesKey(
                kind: .step,
                name: "create",
                flow: "book",
                region: "here",
                outcome: .ok,
                place: Place("a.zonda:1:1"),
                thresholds: []
            )
            var record = RunRecord(
                id: "20261121T060800Z-4f2a",
                state: .running,
                tool: "zonda test",
                scenario: .init(title: "Book", name: "booking", path: "a.zonda", hash: "5eed", parameters: [:]),
                target: "http://127.0.0.1:8080",
                seed: 1,
                load: .init(
                    model: .users,
                    arrivals: nil,
                    peak: 10,
                    warmup: 0,
                    duration: 3_000_000_000,
                    curve: "10 for 3s"
                ),
                startedAt: 1_795_241_280.25,
                measuredFrom: 0,
                measuredTo: 3_000_000_000,
                objectives: [],
                thresholds: [],
                regions: [],
                series: [key],
                host: .init(kernel: "k", machine: "m", cpu: "c", cores: 2, memoryMiB: 1, curl: "u", name: "n")
            )
            let journal = try RunJournal(folder: folder, record: record)
            for second in 0..<3 as Range<UInt64> {
                var histogram = Histogram(layout: .latency)
                histogram.record(20_000_000, count: 100)
                try journal.append(
                    tick: TimelineTick(
                        start: second * 1_000_000_000,
                        length: 1_000_000_000,
                        users: 10,
                        wanted: 10,
                        series: [.init(series: 0, count: 100, beyond: [], serviceBeyond: [])]
                    )
                )
                try journal.append(
                    slice: HistogramSlice(
                        start: second * 1_000_000_000,
                        length: 1_000_000_000,
                        histograms: [(0, .response, histogram), (0, .service, histogram)]
                    )
                )
            }
            record.state = .complete
            record.audit.scheduled = 300
            try journal.finish(record)
        }

        /// Every file below the folder with its bytes.
        var files: [String: Data] {
            Dictionary(
                uniqueKeysWithValues: root.files.compactMap { name in
                    FileManager.default.contents(atPath: root.path + "/" + name).map { (name, $0) }
                }
            )
        }

        func zonda(_ arguments: String...) throws -> ChildProcess.Ending {
            try ZondaCommand.run(arguments, folder: root.path)
        }

        func damage(_ path: String, _ how: Damage) throws {
            let whole = try String(contentsOfFile: path, encoding: .utf8)
            switch how {
            case .missing: try FileManager.default.removeItem(atPath: path)
            case .empty: try Data().write(to: URL(fileURLWithPath: path))
            case .cut: try Data(whole.utf8.prefix(whole.utf8.count * 2 / 3)).write(to: URL(fileURLWithPath: path))
            case .changed:
                let changed = whole.replacingOccurrences(of: "HISTF", with: "HISTG")
                    .replacingOccurrences(of: "\"n\":100", with: "\"n\":90")
                    .replacingOccurrences(of: "\"measuredTo\" : 3000000000", with: "\"measuredTo\" : -3")
                try Data(changed.utf8).write(to: URL(fileURLWithPath: path))
            }
        }
    }

    enum Damage: String, CaseIterable, CustomTestStringConvertible {
        case missing, empty, cut, changed
        var testDescription: String { rawValue }
    }

    @Test func theUndamagedRunIsJudgedAndAccepted() throws {
        let stored = try Stored()
        // Without objectives there is nothing to verify.
        #expect([97, 98].contains(try stored.zonda("judge", stored.folder.path).status))
        #expect(FileManager.default.fileExists(atPath: stored.folder.verdict))
    }

    @Test(arguments: Damage.allCases, ["run.json", "timeline.ndjson", "histograms.hlog"])
    func aDamagedResultIsNeverAPass(_ damage: Damage, file: String) throws {
        let stored = try Stored()
        try stored.damage(stored.folder.path + "/" + file, damage)
        let before = stored.files
        let judged = try stored.zonda("judge", stored.folder.path)
        let words = judged.output + judged.errors
        // What cannot be read ends with 65; what was only cut off or does not add up is INVALID, and its report says so.
        #expect([65, 97].contains(judged.status), "\(damage) \(file): \(judged.status) \(words)")
        #expect(!words.contains("PASS"))
        if judged.status == 65 {
            #expect(words.contains(file == "run.json" && damage == .missing ? "run.json" : file), "\(words)")
            #expect(stored.files == before, "\(damage) \(file)")
        } else {
            for (name, bytes) in before where name.hasSuffix(file) {
                #expect(stored.files[name] == bytes, "\(name) was rewritten")
            }
        }
        let accepted = try stored.zonda("baseline", "accept", stored.folder.path)
        #expect(accepted.status == 65, "\(accepted.errors)")
        #expect(!stored.root.files.contains { $0.hasPrefix("baselines") })
    }

    /// A verdict names its objectives as they were written; one that a later version wrote may be more than this reads.
    @Test func aVerdictWithAnUnknownObjectiveIsSaidSo() throws {
        let stored = try Stored()
        try Data("p95 < 500ms\n".utf8).write(to: URL(fileURLWithPath: stored.root.path + "/slo"))
        _ = try stored.zonda("judge", stored.folder.path, "--slo", "slo")
        #expect(try stored.zonda("report", stored.folder.path).status == 0)
        let whole = try String(contentsOfFile: stored.folder.verdict, encoding: .utf8)
        #expect(whole.contains("\"p95 < 500ms\""))
        let changed = whole.replacingOccurrences(of: "\"p95 < 500ms\"", with: "\"p95 beats 500ms\"")
        try Data(changed.utf8).write(to: URL(fileURLWithPath: stored.folder.verdict))
        let ending = try stored.zonda("report", stored.folder.path)
        #expect(ending.status == 65)
        #expect(ending.errors.contains("does not understand: p95 beats 500ms"), "\(ending.errors)")
    }

    @Test(arguments: [Damage.empty, .cut])
    func aDamagedVerdictIsSaidSo(_ damage: Damage) throws {
        let stored = try Stored()
        _ = try stored.zonda("judge", stored.folder.path)
        try stored.damage(stored.folder.verdict, damage)
        let before = stored.files
        let accepted = try stored.zonda("baseline", "accept", stored.folder.path)
        #expect(accepted.status == 65)
        #expect(accepted.errors.contains("verdict.json"))
        #expect(stored.files == before)
        let compared = try stored.zonda("compare", stored.folder.path, "--with", stored.folder.path)
        #expect(compared.status == 65)
        #expect(compared.errors.contains("verdict.json"))
    }

    @Test(arguments: ["", "{\"schema\":1}", "nonsense", "{\"schema\":99}"])
    func aDamagedBaselineStopsTheJudgement(content: String) throws {
        let stored = try Stored()
        let folder = stored.root.path + "/baselines/booking"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try stored.root.write("run-1\n", to: "baselines/booking/runs.txt")
        try stored.root.write(content, to: "baselines/booking/run-1.json")
        let before = stored.files
        for arguments in [
            ["judge", stored.folder.path], ["baseline", "list"], ["baseline", "show", "booking"],
            ["compare", "booking", stored.folder.path],
        ] {
            let ending = try ZondaCommand.run(arguments, folder: stored.root.path)
            #expect(ending.status == 65, "\(arguments): \(ending.status)")
            #expect(ending.errors.contains("run-1.json"), "\(arguments): \(ending.errors)")
            #expect(stored.files == before, "\(arguments)")
        }
        try FileManager.default.removeItem(atPath: folder + "/run-1.json")
        let ending = try stored.zonda("judge", stored.folder.path)
        #expect(ending.status == 65)
        #expect(ending.errors.contains("there is no"))
    }
}

import Foundation
import LoadMetrics
import Testing

@Suite("Run journal")
struct RunJournalTests {
    @Test func everyAppendIsThereAtOnce() throws {
        let small = SmallRun()
        defer { small.remove() }
        let journal = try RunJournal(folder: small.folder, record: small.record)
        #expect(try RunArchive.read(small.folder).timeline.isEmpty)
        try journal.append(tick: small.tick(0))
        #expect(try RunArchive.read(small.folder).timeline.count == 1)
        try journal.append(slice: small.slice(0))
        #expect(try RunArchive.read(small.folder).slices.count == 1)
        // The record of a run under way is the one it began with.
        #expect(try RunArchive.read(small.folder).record.state == .running)
        let names = try FileManager.default.contentsOfDirectory(atPath: small.folder.path).sorted()
        #expect(names == ["histograms.hlog", "run.json", "timeline.ndjson"])
    }

    @Test func aRunThatIsThereIsNeverTouched() throws {
        let small = SmallRun()
        defer { small.remove() }
        try small.write()
        let before = try [small.folder.record, small.folder.timeline, small.folder.histograms].map(small.text)
        #expect(throws: ArchiveError.self) { try RunJournal(folder: small.folder, record: small.record) }
        let after = try [small.folder.record, small.folder.timeline, small.folder.histograms].map(small.text)
        #expect(before == after)
    }

    @Test func aFolderThatCannotBeMadeIsNamed() throws {
        let small = SmallRun()
        let file = NSTemporaryDirectory() + "zonda-file-\(UUID().uuidString)"
        try Data().write(to: URL(fileURLWithPath: file))
        defer { try? FileManager.default.removeItem(atPath: file) }
        let folder = RunFolder(results: file, scenario: "a", id: "b")
        do {
            _ = try RunJournal(folder: folder, record: small.record)
            Issue.record("a folder was made below a file")
        } catch {
            #expect(error.message.contains(folder.path), "\(error)")
        }
    }

    @Test func aFigureThatJSONCannotHoldDoesNotLoseTheRecord() throws {
        var small = SmallRun()
        defer { small.remove() }
        small.record.counters = ["sold": .infinity, "left": -.infinity]
        _ = try RunJournal(folder: small.folder, record: small.record)
        #expect(try RunArchive.read(small.folder).record.counters == small.record.counters)
    }

    @Test func aTimeThatIsNotANumberIsRefusedWhereItIsRead() throws {
        var small = SmallRun()
        defer { small.remove() }
        small.record.startedAt = .nan
        _ = try RunJournal(folder: small.folder, record: small.record)
        #expect(small.complaint().contains("\"startedAt\" is no time"))
    }

    @Test func aSeriesThatIsNotThereIsRefused() throws {
        let small = SmallRun()
        defer { small.remove() }
        let journal = try RunJournal(folder: small.folder, record: small.record)
        let slice = HistogramSlice(
            start: 0,
            length: 1,
            histograms: [(9, .response, small.slice(0).histograms[0].histogram)]
        )
        #expect(throws: ArchiveError.self) { try journal.append(slice: slice) }
        // Nothing of the refused slice was written.
        #expect(try RunArchive.read(small.folder).slices.isEmpty)
    }

    @Test func replacingIsAllOrNothing() throws {
        let folder = NSTemporaryDirectory() + "zonda-replace-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileOutput.createFolder(folder + "/a/b")
        try FileOutput.createFolder(folder + "/a/b")
        let path = folder + "/a/b/x"
        try FileOutput.create(path, with: Array("one".utf8))
        #expect(throws: ArchiveError.self) { try FileOutput.create(path, with: Array("two".utf8)) }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "one")
        try FileOutput.replace(path, with: Array("three".utf8))
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "three")
        #expect(throws: ArchiveError.self) { try FileOutput.replace(folder + "/none/x", with: []) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/a/b") == ["x"])
    }

    @Test func sparseHistogramsCountAsTheirOriginals() {
        var histogram = Histogram()
        for value in stride(from: UInt64(1_000), to: 400_000_000, by: 1_234_567) { histogram.record(value) }
        let sparse = SparseHistogram(histogram)
        #expect(sparse.totalCount == histogram.totalCount)
        for value in [0, 1_000, 5_000_000, 199_999_999, 200_000_000, 399_999_999, 1 << 62, .max] as [UInt64] {
            let above = histogram.buckets.reduce(UInt64(0)) {
                $0
                    + ($1.lowest > histogram.layout.highestEquivalent(min(value, histogram.layout.highest))
                        ? $1.count : 0)
            }
            #expect(sparse.count(above: value) == above)
            #expect(sparse.count(atOrAbove: value) == histogram.count(atOrAbove: value))
        }
        #expect(abs(sparse.sum / Double(sparse.totalCount) - histogram.mean) < 1e-3)
    }
}

import Foundation
import Groundwork
import LoadMetrics
import Testing

/// Parts of a run put together, from files that were written step by step.
@Suite("Run merge")
struct RunMergeTests {
    /// Writes a part of a run of two and reads it back.
    private func part(
        _ number: Int,
        ticks: [TimelineTick],
        slices: [HistogramSlice],
        failures: [FailureCount] = []
    ) throws -> (folder: RunFolder, run: StoredRun) {
        var small = SmallRun()
        small.record.part = RunRecord.Part(number: number, of: 2)
        let journal = try RunJournal(folder: small.folder, record: small.record)
        for tick in ticks { try journal.append(tick: tick) }
        for slice in slices { try journal.append(slice: slice) }
        small.record.state = .complete
        small.record.failures = failures
        try journal.finish(small.record)
        return (small.folder, try RunArchive.read(small.folder))
    }

    private func merge(_ parts: [(folder: RunFolder, run: StoredRun)]) throws -> StoredRun {
        let folder = RunFolder(path: NSTemporaryDirectory() + "zonda-merge-\(UUID().uuidString)")
        defer {
            for path in parts.map(\.folder.path) + [folder.path] { try? FileManager.default.removeItem(atPath: path) }
        }
        try RunMerge(parts).write(to: folder, id: "whole", tool: "test")
        return try RunArchive.read(folder)
    }

    @Test func countsAndHistogramsAddUp() throws {
        let small = SmallRun()
        // The second part has a series that the first one's tick lacks, and begins a little later.
        var later = small.tick(0)
        later.start += 100_000_000
        var early = small.tick(0)
        early.series.removeLast()
        var slice = small.slice(0)
        slice.start += 100_000_000
        let whole = try merge([
            try part(1, ticks: [early, small.tick(1)], slices: [small.slice(0), small.slice(1)]),
            try part(2, ticks: [later], slices: [slice]),
        ])
        #expect(whole.timeline.map { $0.series.map(\.count) } == [[200, 2], [100, 2]])
        #expect(whole.timeline[0].series[0].beyond == [2])
        #expect(whole.timeline.map(\.users) == [20, 20])
        #expect(whole.slices.map(\.start) == [1_000_000_000, 2_000_000_000])
        #expect(whole.slices.map { $0.series.map(\.response.totalCount) } == [[200, 4], [100, 2]])
        #expect(whole.total(0, .lateness)?.totalCount == 300)
    }

    @Test func theSameFailureIsCountedOnce() throws {
        let failure = { (message: String, count: UInt64) in
            FailureCount(place: Place("a.zonda:1:1"), step: "create", kind: "status", message: message, count: count)
        }
        let small = SmallRun()
        let whole = try merge([
            try part(1, ticks: [small.tick(0)], slices: [small.slice(0)], failures: [failure("500", 3)]),
            try part(
                2,
                ticks: [small.tick(0)],
                slices: [small.slice(0)],
                failures: [failure("404", 9), failure("500", 7)]
            ),
        ])
        #expect(whole.record.failures.map(\.message) == ["500", "404"])
        #expect(whole.record.failures.map(\.count) == [10, 9])
    }

    /// Each slice of one part meets the other part's of the same second, in whatever order they were written.
    @Test func framesAreFoundWhereverTheyAre() throws {
        let small = SmallRun()
        let pieces = (0..<60).map { small.slice(UInt64($0)) }
        let whole = try merge([
            try part(1, ticks: [small.tick(0)], slices: pieces),
            try part(2, ticks: [small.tick(0)], slices: pieces.reversed()),
        ])
        #expect(whole.slices.count == 60)
        #expect(whole.slices.allSatisfy { $0.series.map(\.response.totalCount) == [200, 4] })
    }
}

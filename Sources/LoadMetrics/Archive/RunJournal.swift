import Foundation
import Groundwork

/// Writes a run's folder while the run is under way, so that a killed run leaves all it measured but the last moments.
///
/// Every append is handed to the system at once and survives the process; ``finish(_:)`` forces it to the disk.
public final class RunJournal: Sendable {
    /// The folder.
    public let folder: RunFolder
    private let tags: [String]
    /// What a histogram log begins with.
    private let header: [UInt8]
    private let files: Locked<Files>

    private struct Files: ~Copyable {
        var histograms: AppendedFile
        var timeline: AppendedFile
    }

    /// Makes the folder and begins its files: `run.json` with the record as it is, an empty timeline, a histogram log
    /// with its header.
    /// - Throws: ``ArchiveError`` if the folder holds a run already or cannot be written.
    public init(folder: RunFolder, record: RunRecord) throws(ArchiveError) {
        self.folder = folder
        tags = record.series.flatMap { key in SampleClock.allCases.map { key.tag($0) } }
        try FileOutput.createFolder(folder.path)
        // The log first: it must not be there yet, so the record of an earlier run is never replaced.
        var histograms = try AppendedFile(path: folder.histograms)
        let timeline = try AppendedFile(path: folder.timeline)
        try FileOutput.replace(folder.record, with: RunRecordFile.bytes(record, path: folder.record))
        header = Array(Self.header(record).utf8)
        try histograms.append(header)
        files = Locked(Files(histograms: histograms, timeline: timeline))
    }

    private static func header(_ record: RunRecord) -> String {
        HistogramLogWriter().header(
            startTime: record.startedAt,
            baseTime: record.startedAt,
            comments: [
                "\(record.tool), run \(record.id) of \(record.scenario.path)",
                "nanoseconds; intervals count from the start of the load; tag: flow/series@region#outcome~clock",
            ]
        )
    }

    /// Adds a line to the timeline.
    public func append(tick: TimelineTick) throws(ArchiveError) {
        var line = try RunRecordFile.line(tick, path: folder.timeline)
        line.append(UInt8(ascii: "\n"))
        let bytes = line
        try files.withLock { files throws(ArchiveError) in try files.timeline.append(bytes) }
    }

    /// Adds a line to the histogram log for each histogram that is not empty.
    public func append(slice: HistogramSlice) throws(ArchiveError) {
        let bytes = try lines(of: slice)
        try files.withLock { files throws(ArchiveError) in try files.histograms.append(bytes) }
    }

    /// Replaces what is kept of slices that go on: a run that is killed loses what came after it. It is for a process that
    /// ends, not for a machine that does, so it is not forced to the disk.
    public func keep(unfinished slices: [HistogramSlice]) throws(ArchiveError) {
        var bytes = header
        for slice in slices { bytes += try lines(of: slice) }
        let path = folder.unfinished
        let temporary = path + ".tmp"
        let file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard file >= 0 else { throw .unwritable(path: path, reason: FileOutput.systemReason()) }
        var reason = FileOutput.write(bytes, to: file)
        close(file)
        if reason == nil, rename(temporary, path) != 0 { reason = FileOutput.systemReason() }
        if let reason {
            unlink(temporary)
            throw .unwritable(path: path, reason: reason)
        }
    }

    private func lines(of slice: HistogramSlice) throws(ArchiveError) -> [UInt8] {
        let writer = HistogramLogWriter(compressionLevel: 6)
        var text = ""
        for (series, clock, histogram) in slice.histograms where !histogram.isEmpty {
            do {
                text += try writer.interval(
                    histogram,
                    tag: tag(series, clock),
                    start: Double(slice.start) / 1e9,
                    length: Double(slice.length) / 1e9
                )
            } catch {
                throw .unwritable(path: folder.histograms, reason: "\(error)")
            }
        }
        return Array(text.utf8)
    }

    /// Writes the finished record, after everything else has reached the disk.
    public func finish(_ record: RunRecord) throws(ArchiveError) {
        try files.withLock { files throws(ArchiveError) in
            try files.timeline.sync()
            try files.histograms.sync()
        }
        try FileOutput.replace(folder.record, with: RunRecordFile.bytes(record, path: folder.record))
        unlink(folder.unfinished)
    }

    private func tag(_ series: Int, _ clock: SampleClock) -> String {
        let clocks = SampleClock.allCases
        let index = series * clocks.count + (clocks.firstIndex(of: clock) ?? 0)
        // An index outside would be a fault of the caller; the empty tag is refused by the log's writer.
        return tags.indices.contains(index) ? tags[index] : ""
    }
}

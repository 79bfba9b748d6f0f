/// Reads a run's folder.
///
/// What a crash can leave behind (a record that says "running", a last line without its end) is read around and named
/// in ``StoredRun/problems``. What cannot come from this tool is an error: a run is never judged by half of its files.
public enum RunArchive {
    /// Reads the record of the run in a folder, without its measurements.
    public static func record(_ folder: RunFolder) throws(ArchiveError) -> RunRecord {
        let record = try RunRecordFile.record(FileInput.bytes(of: folder.record), path: folder.record)
        try RunRecordCheck.check(record, path: folder.record)
        return record
    }

    /// Reads the run in a folder.
    public static func read(_ folder: RunFolder) throws(ArchiveError) -> StoredRun {
        var record = try record(folder)
        var problems: [String] = []
        if record.state == .running {
            problems.append("the run was not ended: it was killed, or it is still under way")
        }
        let timeline = try TimelineFile.read(folder.timeline, record, &problems)
        if record.state == .running {
            // It was measured for as long as it lived, not for as long as was planned.
            let end = timeline.last.map { $0.start &+ $0.length } ?? record.measuredFrom
            record.measuredTo = max(record.measuredFrom, min(record.measuredTo, end))
        }
        let unfinished = record.state == .running ? folder.unfinished : nil
        let histograms = try HistogramFile.read(folder.histograms, unfinished: unfinished, record, &problems)
        problems += RunCompleteness.problems(record, timeline)
        let run = StoredRun(
            record: record,
            timeline: timeline,
            slices: histograms.slices,
            totals: histograms.totals,
            problems: problems
        )
        return compared(run)
    }

    /// Timeline and histograms count the same samples; a sound run has no difference.
    private static func compared(_ run: StoredRun) -> StoredRun {
        var counts = [UInt64](repeating: 0, count: run.record.series.count)
        for tick in run.timeline {
            for count in tick.series { counts[count.series] = counts[count.series] &+ count.count }
        }
        var differing: [String] = []
        for (index, key) in run.record.series.enumerated() {
            let stored = run.total(index, .response)?.totalCount ?? 0
            if stored != counts[index] {
                differing.append("\(key.tag(.response)): \(counts[index]) in the timeline, \(stored) in the histograms")
            }
        }
        guard let first = differing.first else { return run }
        var run = run
        let others = differing.count == 1 ? "" : ", and so do \(differing.count - 1) other series"
        run.problems.append("counts do not agree: \(first)\(others)")
        return run
    }
}

/// Reads `timeline.ndjson`.
enum TimelineFile {
    /// The ticks in order of time.
    static func read(
        _ path: String,
        _ record: RunRecord,
        _ problems: inout [String]
    ) throws(ArchiveError) -> [TimelineTick] {
        let bytes = try FileInput.bytes(of: path)
        var ticks: [TimelineTick] = []
        var number = 0
        var rest = bytes[...]
        while !rest.isEmpty {
            number += 1
            let end = rest.firstIndex(of: UInt8(ascii: "\n"))
            let line = rest[..<(end ?? rest.endIndex)]
            rest = end.map { rest[($0 + 1)...] } ?? []
            if end == nil {
                problems.append("\(path) ends in the middle of line \(number), which is left out")
                break
            }
            guard !line.isEmpty else { continue }
            ticks.append(try tick(line, "\(path), line \(number),", record))
        }
        for (earlier, later) in zip(ticks, ticks.dropFirst()) where later.start < earlier.start {
            throw .malformed(path: path, reason: "a tick begins before the one above it")
        }
        return ticks
    }

    private static func tick(
        _ line: ArraySlice<UInt8>,
        _ place: String,
        _ record: RunRecord
    ) throws(ArchiveError) -> TimelineTick {
        var tick: TimelineTick
        if let (counts, rest) = TickSeriesScanner.split(line) {
            tick = try RunRecordFile.tick(rest, path: place)
            tick.series = counts
        } else {
            tick = try RunRecordFile.tick(Array(line), path: place)
        }
        if let problem = RunRecordCheck.problem(tick, record) { throw .malformed(path: place, reason: problem) }
        return tick
    }
}

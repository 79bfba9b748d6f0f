import Glibc

/// Reads `histograms.hlog`.
struct HistogramFile {
    /// Response times, slice by slice.
    private(set) var slices: [StoredRun.Slice] = []
    /// All samples by series and clock.
    private(set) var totals: [[SampleClock: Histogram]]

    private let path: String
    private let names: [String: (series: Int, clock: SampleClock)]
    private var problem: ArchiveError?
    /// Lines that lack their end.
    private var cutOff: [String] = []
    /// Where the last line of each tag begins, of a run that was killed.
    private var lastOffsets: [String: Double] = [:]
    private let isUnfinished: Bool

    /// - Parameter unfinished: what a run that was killed kept of slices that went on.
    static func read(
        _ path: String,
        unfinished: String? = nil,
        _ record: RunRecord,
        _ problems: inout [String]
    ) throws(ArchiveError) -> HistogramFile {
        var file = HistogramFile(path, record, isUnfinished: unfinished != nil)
        var reader = HistogramLogReader()
        reader.read(try FileInput.bytes(of: path)) { file.receive($0) }
        reader.finish { file.receive($0) }
        if let unfinished, access(unfinished, R_OK) == 0 {
            // What was killed between two writes stands in both files: the line that begins where one begun already is it.
            let known = file.lastOffsets
            let receive = { (event: HistogramLogReader.Event) in
                guard case .interval(let interval) = event, let tag = interval.tag,
                    interval.offset > known[tag] ?? -1
                else { return }
                file.receive(event)
            }
            var reader = HistogramLogReader()
            reader.read(try FileInput.bytes(of: unfinished), receive)
            reader.finish(receive)
        }
        if let problem = file.problem { throw problem }
        problems += file.cutOff
        file.slices.sort { $0.start < $1.start }
        return file
    }

    /// Every histogram of the log as it stands, slice by slice.
    static func intervals(_ path: String, _ record: RunRecord) throws(ArchiveError) -> [HistogramSlice] {
        let file = HistogramFile(path, record, isUnfinished: false)
        var slices: [UInt64: HistogramSlice] = [:]
        var reader = HistogramLogReader()
        let receive = { (event: HistogramLogReader.Event) in
            // What is wrong with the file was found when the run was read.
            guard case .interval(let interval) = event, let tag = interval.tag, let (series, clock) = file.names[tag],
                (0...1e10).contains(interval.offset), (0...1e10).contains(interval.length)
            else { return }
            let start = UInt64((interval.offset * 1e3).rounded()) * 1_000_000
            let length = UInt64((interval.length * 1e3).rounded()) * 1_000_000
            slices[start, default: HistogramSlice(start: start, length: length, histograms: [])]
                .histograms.append((series, clock, interval.histogram))
        }
        reader.read(try FileInput.bytes(of: path), receive)
        reader.finish(receive)
        return slices.values.sorted { $0.start < $1.start }
    }

    private init(_ path: String, _ record: RunRecord, isUnfinished: Bool) {
        self.path = path
        self.isUnfinished = isUnfinished
        totals = [[SampleClock: Histogram]](repeating: [:], count: record.series.count)
        var names: [String: (series: Int, clock: SampleClock)] = [:]
        for (index, key) in record.series.enumerated() {
            for clock in SampleClock.allCases { names[key.tag(clock)] = (index, clock) }
        }
        self.names = names
    }

    private mutating func receive(_ event: HistogramLogReader.Event) {
        switch event {
        case .comment: break
        case .interval(let interval): receive(interval)
        case .problem(let problem):
            if problem.isCutOff {
                cutOff.append("\(path) ends in the middle of line \(problem.line), which is left out")
            } else {
                refuse("\(problem)")
            }
        }
    }

    private mutating func receive(_ interval: HistogramLogInterval) {
        guard let tag = interval.tag, let (series, clock) = names[tag] else {
            return refuse("line \(interval.line) belongs to no series of the run: \(interval.tag ?? "it has no tag")")
        }
        // The log counts in milliseconds; offsets of a run fit.
        guard (0...1e10).contains(interval.offset), (0...1e10).contains(interval.length) else {
            return refuse("line \(interval.line) is not within the run")
        }
        if isUnfinished { lastOffsets[tag] = interval.offset }
        let expected: HistogramLayout = clock.isPrecise ? .latency : .phase
        guard interval.histogram.layout.lowest == expected.lowest, interval.histogram.layout.digits == expected.digits
        else { return refuse("line \(interval.line) has a histogram of another precision") }
        if totals[series][clock] == nil { totals[series][clock] = Histogram(layout: expected) }
        totals[series][clock]?.add(interval.histogram)
        guard clock == .response else { return }
        let start = UInt64((interval.offset * 1e3).rounded()) * 1_000_000
        let entry = StoredRun.Entry(series: series, response: SparseHistogram(interval.histogram))
        if let last = slices.indices.last, slices[last].start == start {
            slices[last].series.append(entry)
        } else {
            let length = UInt64((interval.length * 1e3).rounded()) * 1_000_000
            slices.append(StoredRun.Slice(start: start, length: length, series: [entry]))
        }
    }

    private mutating func refuse(_ reason: String) {
        if problem == nil { problem = .malformed(path: path, reason: reason) }
    }
}

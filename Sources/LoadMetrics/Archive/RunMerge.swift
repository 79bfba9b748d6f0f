import Groundwork

/// Puts the parts of a run together, which several processes made at the same time: counts and histograms are added, so
/// every figure is the one that a single process would have had. Percentiles are never averaged.
public struct RunMerge {
    /// The parts, in order.
    private let parts: [(folder: RunFolder, run: StoredRun)]

    /// Checks that these are all the parts of one run.
    /// - Throws: ``ArchiveError`` where one is missing, stands twice, was another scenario, seed or load, or did not run
    ///   at the same time.
    public init(_ parts: [(folder: RunFolder, run: StoredRun)]) throws(ArchiveError) {
        self.parts = parts.sorted { ($0.run.record.part?.number ?? 0) < ($1.run.record.part?.number ?? 0) }
        guard let first = self.parts.first, let of = first.run.record.part?.of else {
            throw .malformed(path: parts.first?.folder.record ?? "", reason: "this is not a part of a run")
        }
        var seen: Set<Int> = []
        for (folder, run) in self.parts {
            let record = run.record
            guard let part = record.part, part.of == of else {
                throw .malformed(path: folder.record, reason: "this is not one of \(of) parts of a run")
            }
            guard seen.insert(part.number).inserted else {
                throw .malformed(path: folder.record, reason: "part \(part.number) stands twice")
            }
            guard record.state != .running else {
                throw .malformed(path: folder.record, reason: "part \(part.number) was killed, or is still under way")
            }
            if let difference = Self.difference(record, first.run.record) {
                throw .malformed(
                    path: folder.record,
                    reason: "part \(part.number) is not of the same run as part \(first.run.record.part?.number ?? 1): "
                        + "the \(difference) differs"
                )
            }
            let apart = abs(record.startedAt - first.run.record.startedAt)
            guard apart <= Self.mostApart else {
                throw .malformed(
                    path: folder.record,
                    reason:
                        "part \(part.number) began \(Int(apart)) s from part 1: they did not load the service together; "
                        + "--start-at makes them begin at the same moment"
                )
            }
        }
        let missing = (1...of).filter { !seen.contains($0) }
        guard missing.isEmpty else {
            throw .malformed(
                path: first.folder.record,
                reason: "of \(of) parts these are missing: \(missing.map(String.init).joined(separator: ", "))"
            )
        }
    }

    /// Parts that began further apart, in seconds, did not load the service together.
    private static let mostApart = 5.0

    /// In what two records are not of one run, in a word.
    private static func difference(_ a: RunRecord, _ b: RunRecord) -> String? {
        if a.scenario.hash != b.scenario.hash || a.scenario.name != b.scenario.name { return "scenario" }
        if a.scenario.parameters != b.scenario.parameters { return "parameters" }
        if a.seed != b.seed { return "seed" }
        if a.load != b.load { return "load" }
        if a.target != b.target { return "target" }
        if a.series != b.series || a.thresholds != b.thresholds { return "list of series" }
        if a.interventions != nil || b.interventions != nil { return "load by hand" }
        return nil
    }

    /// Writes the whole run into a new folder.
    /// - Parameters:
    ///   - folder: must not hold a run.
    ///   - id: the whole run's name.
    public func write(to folder: RunFolder, id: String, tool: String) throws(ArchiveError) {
        var record = record(id: id, tool: tool)
        let end = record.state
        record.state = .running
        let journal = try RunJournal(folder: folder, record: record)
        for tick in ticks() { try journal.append(tick: tick) }
        for slice in try slices() { try journal.append(slice: slice) }
        record.state = end
        try journal.finish(record)
    }

    // MARK: Timeline

    /// The first part's ticks with the others' added to those in whose time theirs began.
    private func ticks() -> [TimelineTick] {
        guard var ticks = parts.first?.run.timeline, !ticks.isEmpty else { return [] }
        for (_, run) in parts.dropFirst() {
            var place = 0
            var levels: [Int: TimelineTick] = [:]
            for tick in run.timeline {
                let middle = tick.start &+ tick.length / 2
                while place + 1 < ticks.count, ticks[place + 1].start <= middle { place += 1 }
                ticks[place].addCounts(of: tick)
                levels[place] = tick
            }
            // Levels are those at a tick's end; one that has none keeps the last.
            var last: TimelineTick?
            for index in ticks.indices {
                last = levels[index] ?? last
                if let last { ticks[index].addLevels(of: last) }
            }
        }
        return ticks
    }

    // MARK: Histograms

    /// All slices of all parts, those of about the same time added up.
    private func slices() throws(ArchiveError) -> [HistogramSlice] {
        var merged: [Int: HistogramSlice] = [:]
        var frames: [UInt64] = []
        for (folder, run) in parts {
            let read = try HistogramFile.intervals(folder.histograms, run.record)
            if frames.isEmpty { frames = Set(read.map(\.start)).sorted() }
            guard !frames.isEmpty else { continue }
            for slice in read {
                let middle = slice.start &+ slice.length / 2
                merged[
                    Self.frame(of: middle, in: frames),
                    default: HistogramSlice(start: slice.start, length: slice.length, histograms: [])
                ]
                .add(slice)
            }
        }
        return merged.sorted { $0.key < $1.key }.map(\.value)
    }

    /// The last of the sorted frames that begins at or before a moment.
    private static func frame(of moment: UInt64, in frames: [UInt64]) -> Int {
        var (low, high) = (0, frames.count)
        while low < high {
            let middle = (low + high) / 2
            if frames[middle] <= moment { low = middle + 1 } else { high = middle }
        }
        return max(0, low - 1)
    }

    // MARK: Record

    private func record(id: String, tool: String) -> RunRecord {
        var record = parts[0].run.record
        record.id = id
        record.tool = tool
        record.part = nil
        record.parts = parts.map(\.run.record.id)
        record.audit = GeneratorAudit.sum(parts.map(\.run.record.audit))
        record.startedAt = parts.map(\.run.record.startedAt).min() ?? record.startedAt
        record.measuredTo = parts.map(\.run.record.measuredTo).min() ?? record.measuredTo
        let ends: [RunRecord.State] = [.running, .aborted, .interrupted, .complete]
        for state in ends.reversed() {
            guard let part = parts.first(where: { $0.run.record.state == state })?.run.record else { continue }
            record.state = state
            record.endReason = part.endReason
        }
        record.failures = Self.failures(parts.flatMap(\.run.record.failures))
        record.counters = [:]
        var gauges: [String: RunRecord.GaugeFacts] = [:]
        var remarks: [String] = []
        for (_, run) in parts {
            for (name, value) in run.record.counters { record.counters[name, default: 0] += value }
            for remark in run.record.remarks ?? [] where !remarks.contains(remark) { remarks.append(remark) }
            for (name, facts) in run.record.gauges ?? [:] {
                gauges[name] = gauges[name].map { $0.merged(with: facts) } ?? facts
            }
        }
        record.gauges = gauges.isEmpty ? nil : gauges
        let starts = parts.map(\.run.record.startedAt)
        let apart = (((starts.max() ?? 0) - (starts.min() ?? 0)) * 100).rounded() / 100
        remarks.append("put together from \(parts.count) parts, which began within \(apart) s")
        record.remarks = remarks
        return record
    }

    private static func failures(_ all: [FailureCount]) -> [FailureCount] {
        var sums: [FailureCount] = []
        var places: [[String]: Int] = [:]
        for failure in all {
            let words = [failure.place.description, failure.step, failure.kind, failure.message]
            if let same = places[words] {
                sums[same].count = sums[same].count &+ failure.count
            } else {
                places[words] = sums.count
                sums.append(failure)
            }
        }
        return sums.sorted { $0.count > $1.count }
    }
}

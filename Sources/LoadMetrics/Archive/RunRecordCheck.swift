/// Refuses a record that the tool cannot have written, before anything is computed from it.
enum RunRecordCheck {
    /// Ten years: no run is longer.
    static let longest: UInt64 = 315_360_000_000_000_000
    /// More samples than that in one tick are not from this tool; sums of such counts cannot overflow.
    static let mostInTick: UInt64 = 1 << 40

    static func check(_ record: RunRecord, path: String) throws(ArchiveError) {
        func demand(_ holds: Bool, _ reason: @autoclosure () -> String) throws(ArchiveError) {
            if !holds { throw .malformed(path: path, reason: reason()) }
        }
        // They become parts of paths.
        for (member, name) in [("id", record.id), ("scenario.name", record.scenario.name)] {
            let isPlain = name != "." && name != ".." && !name.contains("/") && !name.contains("\0")
            try demand(isPlain, "\"\(member)\" is not a name")
        }
        try demand(record.measuredTo <= longest, "\"measuredTo\" is beyond ten years")
        try demand(
            record.measuredFrom <= record.measuredTo || record.state == .interrupted || record.state == .aborted,
            "\"measuredFrom\" is after \"measuredTo\""
        )
        try demand(record.measuredFrom <= longest, "\"measuredFrom\" is beyond ten years")
        try demand((0...1e11).contains(record.startedAt), "\"startedAt\" is no time")
        try demand(
            record.series.count <= RunRecord.mostSeries,
            "\(record.series.count) series, at most \(RunRecord.mostSeries)"
        )
        var tags: Set<String> = []
        for (number, key) in record.series.enumerated() {
            try demand(
                key.thresholds.allSatisfy { record.thresholds.indices.contains($0) },
                "\"series.\(number)\" names a threshold that is not there"
            )
            let tag = key.tag(.response)
            try demand(HistogramLogWriter.isValid(tag: tag), "\"series.\(number)\" has a name with a blank or comma")
            try demand(tags.insert(tag).inserted, "two series are called \(tag)")
        }
        let audit = record.audit
        let finite = [
            audit.meanInFlight, audit.cpuSeconds, audit.wallSeconds, audit.busiestShard, audit.steal, record.load.peak,
        ]
        try demand(finite.allSatisfy { $0.isFinite && abs($0) < 1e15 }, "a figure of \"audit\" is out of range")
        for (number, facts) in (record.invariants ?? []).enumerated() {
            let figures = [facts.low, facts.high, facts.targetLow, facts.targetHigh].compactMap { $0 }
            try demand(figures.allSatisfy(\.isFinite), "a figure of \"invariants.\(number)\" is out of range")
        }
    }

    /// Why a tick cannot be from the run, or nil.
    static func problem(_ tick: TimelineTick, _ record: RunRecord) -> String? {
        guard tick.start <= longest, tick.length <= longest else { return "it is beyond ten years" }
        let sums = [tick.scheduled, tick.started, tick.dropped, tick.requests, tick.connections]
        guard sums.allSatisfy({ $0 <= mostInTick }), tick.wanted.isFinite, tick.cpu.isFinite,
            tick.busiest?.isFinite ?? true
        else {
            return "a count is out of range"
        }
        for count in tick.series {
            guard record.series.indices.contains(count.series) else { return "there is no series \(count.series)" }
            let limits = record.series[count.series].thresholds.count
            guard count.beyond.count == limits || count.beyond.isEmpty,
                count.serviceBeyond.count == limits || count.serviceBeyond.isEmpty
            else { return "series \(count.series) has \(limits) thresholds, but other counts" }
            guard count.count <= mostInTick, (count.beyond + count.serviceBeyond).allSatisfy({ $0 <= count.count })
            else { return "a count of series \(count.series) is out of range" }
        }
        return nil
    }
}

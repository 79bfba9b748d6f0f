import LoadMetrics

/// Cuts runs out of a run that hold the samples of some series only. Counts and slices are sorted by series once, so a
/// part costs as much as its own samples and the run's ticks, however many series the run has.
struct SeriesParts {
    private let run: StoredRun
    /// Where the counts of each series are: tick, and place in it.
    private let counts: [[(tick: Int, index: Int)]]
    /// Where the histograms of each series are: slice, and place in it.
    private let entries: [[(slice: Int, index: Int)]]

    init(_ run: StoredRun) {
        self.run = run
        var counts = [[(tick: Int, index: Int)]](repeating: [], count: run.record.series.count)
        for (tick, content) in run.timeline.enumerated() {
            for (index, count) in content.series.enumerated() { counts[count.series].append((tick, index)) }
        }
        var entries = [[(slice: Int, index: Int)]](repeating: [], count: run.record.series.count)
        for (slice, content) in run.slices.enumerated() {
            for (index, entry) in content.series.enumerated() { entries[entry.series].append((slice, index)) }
        }
        self.counts = counts
        self.entries = entries
        var bare = run
        for index in bare.timeline.indices { bare.timeline[index].series = [] }
        for index in bare.slices.indices { bare.slices[index].series = [] }
        bare.totals = []
        self.bare = bare
    }

    /// The run without samples.
    private let bare: StoredRun

    /// The run as if it had these series alone, which are numbered anew in this order.
    func part(_ series: [Int]) -> StoredRun {
        var part = bare
        part.record.series = series.map { run.record.series[$0] }
        part.totals = series.map { run.totals[$0] }
        for (number, old) in series.enumerated() {
            for (tick, index) in counts[old] {
                var count = run.timeline[tick].series[index]
                count.series = number
                part.timeline[tick].series.append(count)
            }
            for (slice, index) in entries[old] {
                var entry = run.slices[slice].series[index]
                entry.series = number
                part.slices[slice].series.append(entry)
            }
        }
        return part
    }
}

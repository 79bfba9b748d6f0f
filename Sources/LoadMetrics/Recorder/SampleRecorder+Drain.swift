extension SampleRecorder {
    /// Empties the recorder: counts are returned, histograms are added to `totals` (clock by clock, made where they
    /// are missing).
    public func drain(into totals: SeriesHistograms) -> [TimelineTick.SeriesCount] {
        var counts: [TimelineTick.SeriesCount] = []
        counts.reserveCapacity(dirtyCount)
        for index in 0..<dirtyCount {
            let series = Int(dirty[index])
            // A dirty series has a cell.
            guard let cell = cells[series] else { continue }
            let limits = cell.pointee.thresholdCount
            var count = TimelineTick.SeriesCount(
                series: series,
                count: cell.pointee.count,
                beyond: [],
                serviceBeyond: []
            )
            if let beyond = cell.pointee.beyond {
                count.beyond = (0..<limits).map { beyond[$0] }
                count.serviceBeyond = (0..<limits).map { beyond[limits + $0] }
                beyond.update(repeating: 0, count: limits * 2)
            }
            cell.pointee.count = 0
            counts.append(count)
            cell.pointee.clocks.drain(series, into: totals)
        }
        dirtyCount = 0
        return counts.sorted { $0.series < $1.series }
    }

    /// Empties the live view's histogram into another.
    public func drainRecent(into histogram: inout Histogram) { recent.drain(into: &histogram) }
}

/// Histograms by series and clock, made where something is first added.
///
/// `@unchecked Sendable`: used by one thread at a time, the collector's.
public final class SeriesHistograms: @unchecked Sendable {
    private var histograms: [Histogram?]
    /// Series that have something, in no order.
    private var used: Set<Int> = []
    private let clocks = SampleClock.allCases.count

    /// Empty histograms for so many series.
    public init(series: Int) {
        histograms = [Histogram?](repeating: nil, count: series * SampleClock.allCases.count)
    }

    private func index(_ series: Int, _ clock: SampleClock) -> Int {
        series * clocks + clock.position
    }

    /// Changes one histogram in place.
    public func with(_ series: Int, _ clock: SampleClock, _ change: (inout Histogram) -> Void) {
        let index = index(series, clock)
        used.insert(index)
        if histograms[index] == nil { histograms[index] = Histogram(layout: clock.layout) }
        guard var histogram = histograms[index].take() else { return }
        change(&histogram)
        histograms[index] = histogram
    }

    /// The histogram of a series and clock, if anything was recorded.
    public subscript(series: Int, clock: SampleClock) -> Histogram? { histograms[index(series, clock)] }

    /// All histograms whose clock is wanted, in order of series and clock; they stay.
    public func all(where wanted: (SampleClock) -> Bool) -> [(series: Int, clock: SampleClock, histogram: Histogram)] {
        used.sorted().compactMap { index in
            let clock = SampleClock.allCases[index % clocks]
            guard wanted(clock), let histogram = histograms[index] else { return nil }
            return (index / clocks, clock, histogram)
        }
    }

    /// Takes out all histograms whose clock is wanted, in order of series and clock.
    public func take(where wanted: (SampleClock) -> Bool) -> [(series: Int, clock: SampleClock, histogram: Histogram)] {
        var taken: [(series: Int, clock: SampleClock, histogram: Histogram)] = []
        for index in used.sorted() {
            let clock = SampleClock.allCases[index % clocks]
            guard wanted(clock), let histogram = histograms[index] else { continue }
            taken.append((index / clocks, clock, histogram))
            histograms[index] = nil
            used.remove(index)
        }
        return taken
    }
}

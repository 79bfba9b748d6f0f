import Groundwork
import LoadMetrics

extension StoredRun {
    /// All samples by a clock of the steps' series for which `isWanted` holds.
    func stepSum(_ clock: SampleClock, _ isWanted: (SeriesKey) -> Bool = { _ in true }) -> Histogram {
        var sum = Histogram()
        for (index, key) in record.series.enumerated() where key.kind == .step && isWanted(key) {
            if let histogram = total(index, clock) { sum.add(histogram) }
        }
        return sum
    }

    /// Samples of each series, counted exactly.
    var seriesCounts: [UInt64] {
        var counts = [UInt64](repeating: 0, count: record.series.count)
        for tick in timeline {
            for entry in tick.series where counts.indices.contains(entry.series) {
                counts[entry.series] &+= entry.count
            }
        }
        return counts
    }

    /// Requests of all steps: all, and those that were good.
    var requestCounts: (all: UInt64, good: UInt64) {
        var sums: (all: UInt64, good: UInt64) = (0, 0)
        for (key, count) in zip(record.series, seriesCounts) where key.kind == .step {
            sums.all &+= count
            if key.outcome.isGood { sums.good &+= count }
        }
        return sums
    }

    /// The measured part in seconds.
    var measuredSeconds: Double { Double(measured) / 1e9 }
}

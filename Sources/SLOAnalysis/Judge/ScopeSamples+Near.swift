import Glibc
import LoadMetrics

extension ScopeSamples {
    /// How many times as far away the limit must lie as the median moved, both as ratios: 4 times on a logarithmic scale.
    private static let drifts = 4.0

    /// The share of the samples that failed or are beyond half of a limit, by blocks; nil where the limit is not far
    /// from all that moved.
    ///
    /// A median that wanders between 200 and 300 µs says nothing about a limit of 200 ms. One that wanders between 20 and
    /// 80 ms may well reach it, so there the limit would have to be 4⁴ times the median.
    /// - Parameter allowed: the share that may be beyond the limit.
    func nearShare(of limit: UInt64, allowed: Double) -> BlockProportion? {
        let half = UInt64(Double(limit) / ShareRuling.nearness)
        guard half > 0 else { return nil }
        let share = BlockProportion(sliceBlocks { $0.count(atOrAbove: half) })
        // Medians are dear, and where so many are near, nothing comes of it.
        guard share.share * 3 < allowed else { return nil }
        let medians = blockMedians()
        guard let lowest = medians.min(), let highest = medians.max(), lowest > 0, highest.isFinite,
            let typical = distribution(.response).quantile(0.5), typical > 0, typical.isFinite,
            log(Double(limit) / typical) >= Self.drifts * log(highest / lowest)
        else { return nil }
        return share
    }

    /// The median of each block that has samples; infinite where it falls among failed ones.
    private func blockMedians() -> [Double] {
        let cut = TimeBlocks(run.slices.map { ($0.start, $0.length) }, in: range)
        var blocks = [AnsweredBlock](repeating: AnsweredBlock(), count: cut.count)
        for (slice, number) in zip(run.slices, cut.numbers) {
            guard let number else { continue }
            for entry in slice.series where isSelected[entry.series] {
                if run.record.series[entry.series].outcome.isGood {
                    blocks[number].add(entry.response)
                } else {
                    blocks[number].failed &+= entry.response.totalCount
                }
            }
        }
        return blocks.compactMap(\.median)
    }

    /// Latencies of a block, failed samples as endless.
    private struct AnsweredBlock {
        var failed: UInt64 = 0
        private var counts: [UInt64: UInt64] = [:]
        private var answered: UInt64 = 0

        mutating func add(_ histogram: SparseHistogram) {
            for bucket in histogram.buckets { counts[bucket.lowest, default: 0] &+= bucket.count }
            answered &+= histogram.totalCount
        }

        var median: Double? {
            let total = answered &+ failed
            guard total > 0 else { return nil }
            var below: UInt64 = 0
            for (lowest, count) in counts.sorted(by: { $0.key < $1.key }) {
                below &+= count
                if below >= total / 2 &+ total % 2 { return Double(lowest) }
            }
            return .infinity
        }
    }
}

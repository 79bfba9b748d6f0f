import Groundwork
import LoadMetrics

extension ScopeSamples {
    /// Bad samples by blocks of time.
    struct BadBlocks {
        /// By response time.
        var response: [BlockProportion.Block]
        /// By response time, counting only what certainly is bad; differs from ``response`` where buckets had to serve.
        var certain: [BlockProportion.Block]
        /// By service time; nil where it is not known.
        var service: [BlockProportion.Block]?
        /// Whether every sample was compared with the limit when it was recorded.
        var isExact: Bool
    }

    /// Failed samples, and good ones beyond a limit, among all samples, by blocks of time. Without a limit only the
    /// failed ones.
    func badBlocks(beyond limit: LatencyLimit?) -> BadBlocks {
        guard let limit else {
            let blocks = tickBlocks { _, _ in 0 }
            return BadBlocks(response: blocks, certain: blocks, service: nil, isExact: true)
        }
        guard let counters = counters(of: limit) else { return bucketBlocks(firstBad: limit.firstBad) }
        let response = tickBlocks { beyond($0, counters[$1]) }
        let service = tickBlocks { count, series in
            counters[series].flatMap { count.serviceBeyond.indices.contains($0) ? count.serviceBeyond[$0] : nil } ?? 0
        }
        return BadBlocks(response: response, certain: response, service: service, isExact: true)
    }

    /// Where each good series counts samples beyond a limit; nil if one that has samples does not.
    func counters(of limit: LatencyLimit) -> [Int?]? {
        let record = run.record
        var counters = [Int?](repeating: nil, count: record.series.count)
        for series in good {
            counters[series] = record.series[series].thresholds.firstIndex {
                record.thresholds[$0].firstBad == limit.firstBad
            }
            if counters[series] == nil, run.total(series, .response) != nil { return nil }
        }
        return counters
    }

    private func tickBlocks(_ bad: (TimelineTick.SeriesCount, Int) -> UInt64) -> [BlockProportion.Block] {
        blocks(TimeBlocks(run.timeline.map { ($0.start, $0.length) }, in: range), bad)
    }

    /// Failed samples, and of the good ones as many as are counted, by blocks of ticks.
    private func blocks(
        _ cut: TimeBlocks,
        _ bad: (TimelineTick.SeriesCount, Int) -> UInt64
    ) -> [BlockProportion.Block] {
        sums(cut, of: isSelected) { count, series in
            run.record.series[series].outcome.isGood ? min(bad(count, series), count.count) : count.count
        }
    }

    /// Samples of the scope among some series, and how many of them are counted, by blocks of time.
    func tickBlocks(
        of isWanted: [Bool],
        _ counted: (TimelineTick.SeriesCount, Int) -> UInt64
    ) -> [BlockProportion.Block] {
        let cut = TimeBlocks(run.timeline.map { ($0.start, $0.length) }, in: range)
        return sums(cut, of: zip(isWanted, isSelected).map { $0 && $1 }, counted)
    }

    private func sums(
        _ cut: TimeBlocks,
        of isWanted: [Bool],
        _ counted: (TimelineTick.SeriesCount, Int) -> UInt64
    ) -> [BlockProportion.Block] {
        var blocks = [BlockProportion.Block](repeating: .init(samples: 0, counted: 0), count: cut.count)
        for (tick, number) in zip(run.timeline, cut.numbers) {
            guard let number else { continue }
            for count in tick.series where isWanted[count.series] {
                blocks[number].samples += Double(count.count)
                blocks[number].counted += Double(counted(count, count.series))
            }
        }
        return blocks
    }

    /// Bad samples by windows of a fixed length: by exact counts, or where there are none for this limit by buckets, to
    /// the windows' disadvantage.
    func badWindows(
        beyond limit: LatencyLimit?,
        length: UInt64,
        count: Int
    ) -> [BlockProportion.Block] {
        let ticks = TimeBlocks(run.timeline.map { ($0.start, $0.length) }, in: range, windows: count, of: length)
        guard let limit else { return blocks(ticks) { _, _ in 0 } }
        if let counters = counters(of: limit) { return blocks(ticks) { beyond($0, counters[$1]) } }
        let slices = TimeBlocks(run.slices.map { ($0.start, $0.length) }, in: range, windows: count, of: length)
        return sliceBlocks(slices) { $0.count(atOrAbove: limit.firstBad) }
    }

    private func beyond(_ count: TimelineTick.SeriesCount, _ counter: Int?) -> UInt64 {
        counter.flatMap { count.beyond.indices.contains($0) ? count.beyond[$0] : nil } ?? 0
    }

    /// From buckets: a bucket that holds the limit counts as bad, and as certainly bad only if it begins at the limit.
    private func bucketBlocks(firstBad: UInt64) -> BadBlocks {
        let response = sliceBlocks { $0.count(atOrAbove: firstBad) }
        let certain = sliceBlocks { histogram in
            histogram.layout.lowestEquivalent(firstBad) == firstBad
                ? histogram.count(atOrAbove: firstBad) : histogram.count(above: firstBad)
        }
        return BadBlocks(response: response, certain: certain, service: nil, isExact: false)
    }

    /// Failed samples and those of the good ones that are counted, by blocks of the histograms' slices.
    func sliceBlocks(_ counted: (SparseHistogram) -> UInt64) -> [BlockProportion.Block] {
        sliceBlocks(TimeBlocks(run.slices.map { ($0.start, $0.length) }, in: range), counted)
    }

    private func sliceBlocks(
        _ cut: TimeBlocks,
        _ counted: (SparseHistogram) -> UInt64
    ) -> [BlockProportion.Block] {
        var blocks = [BlockProportion.Block](repeating: .init(samples: 0, counted: 0), count: cut.count)
        for (slice, number) in zip(run.slices, cut.numbers) {
            guard let number else { continue }
            for entry in slice.series where isSelected[entry.series] {
                let isGood = run.record.series[entry.series].outcome.isGood
                blocks[number].samples += Double(entry.response.totalCount)
                blocks[number].counted += Double(isGood ? counted(entry.response) : entry.response.totalCount)
            }
        }
        return blocks
    }

    /// Design effects of "above the run's p90, p75 and p50"; nil if there are too few slices to tell.
    func latencyEffects() -> [Double]? {
        let distribution = distribution(.response)
        var effects: [Double] = []
        for share in [0.9, 0.75, 0.5] {
            guard let quantile = distribution.quantile(share) else { return nil }
            let value = quantile.isFinite ? UInt64(quantile) : UInt64.max
            let blocks = sliceBlocks { value == .max ? 0 : $0.count(above: value) }
            guard blocks.count(where: { $0.samples > 0 }) >= BlockProportion.fewestBlocks else { return nil }
            effects.append(BlockProportion.designEffect(blocks))
        }
        return effects
    }
}

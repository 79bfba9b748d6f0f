import Groundwork
import LoadMetrics

extension ObjectiveJudge {
    /// Independent samples below which a mean's interval is not trusted.
    static var fewestForMean: Double { 30 }

    /// `mean < 80ms`: of good samples, by Student's interval over blocks of time.
    func mean(_ limit: LatencyLimit) -> Decision {
        let target = Double(limit.limit)
        let values = samples.distribution(.response)
        guard !values.answered.isEmpty else {
            // Failed samples have no time that could meet a limit.
            return Decision(
                finding(.fail, "all of the \(samples.noun) failed", target: target, unit: .nanoseconds)
            )
        }
        let blocks = blockSums()
        let mean = BlockMean(values: blocks.sums, weights: blocks.counts)
        let width = mean.halfWidth()
        let count = Double(values.answered.totalCount)
        let deviation = values.answered.standardDeviation
        let independent = deviation * deviation / count
        let effect = independent > 0 ? max(1, mean.standardError * mean.standardError / independent) : 1
        let worth = count / effect
        var outcome: Verdict.Outcome = .inconclusive
        if mean.blocks >= BlockProportion.fewestBlocks, worth >= Self.fewestForMean {
            if mean.mean + width < target { outcome = .pass } else if mean.mean - width > target { outcome = .fail }
        }
        var finding = self.finding(outcome, "", target: target, unit: .nanoseconds)
        finding.observed = values.answered.mean
        if width.isFinite {
            finding.low = max(0, values.answered.mean - width)
            finding.high = values.answered.mean + width
        }
        finding.effectiveSamples = worth
        finding.designEffect = effect
        if samples.hasServiceTime { finding.serviceObserved = samples.distribution(.service).answered.mean }
        finding.reason = meanReason(outcome, mean, worth, target)
        if outcome == .inconclusive { finding.needed = neededForMean(mean, count, worth, target) }
        let evidence = mean.evidence(above: target)
        return Decision(finding, evidence: evidence)
    }

    private func blockSums() -> (sums: [Double], counts: [Double]) {
        let cut = TimeBlocks(samples.run.slices.map { ($0.start, $0.length) }, in: samples.range)
        var sums = [Double](repeating: 0, count: cut.count)
        var counts = sums
        let isGood = samples.run.record.series.map(\.outcome.isGood)
        for (slice, number) in zip(samples.run.slices, cut.numbers) {
            guard let number else { continue }
            for entry in slice.series where samples.isSelected[entry.series] && isGood[entry.series] {
                sums[number] += entry.response.sum
                counts[number] += Double(entry.response.totalCount)
            }
        }
        return (sums, counts)
    }

    private func meanReason(
        _ outcome: Verdict.Outcome,
        _ mean: BlockMean,
        _ worth: Double,
        _ target: Double
    ) -> String {
        let text = Figures.latency(target)
        switch outcome {
        case .pass: return "the mean of good \(samples.noun) is below \(text) in the whole interval"
        case .fail: return "the mean of good \(samples.noun) is above \(text) in the whole interval"
        default:
            if mean.blocks < BlockProportion.fewestBlocks {
                return
                    "the measured part has \(mean.blocks) pieces with samples, and \(BlockProportion.fewestBlocks) are "
                    + "needed to tell how much the mean varies"
            }
            return worth < Self.fewestForMean
                ? "the samples are worth \(Figures.count(worth)) independent ones, too few for a mean"
                : "the interval of the mean holds \(text)"
        }
    }

    private func neededForMean(_ mean: BlockMean, _ count: Double, _ worth: Double, _ target: Double) -> String {
        guard mean.blocks >= BlockProportion.fewestBlocks else {
            return "a measured part of at least \(BlockProportion.blocks) s"
        }
        // The width shrinks with the square root of the samples.
        let gap = abs(mean.mean - target)
        let ratio = gap > 0 ? mean.halfWidth() / gap : .infinity
        let factor = max(ratio * ratio, Self.fewestForMean / max(worth, 1e-9)) * 1.1
        guard factor < 1e6 else {
            return "the observed mean is so close to the limit that no length of run would decide it"
        }
        return "about \(Figures.roughly(count * max(0, factor - 1))) more \(samples.noun) would decide it if the mean "
            + "stays as it is"
    }
}

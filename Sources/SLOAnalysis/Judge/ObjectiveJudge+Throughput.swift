import Groundwork
import LoadMetrics

extension ObjectiveJudge {
    /// `throughput >= 500/s`: good samples a second, by Student's interval over blocks of time. Failed ones do not count:
    /// a service that refuses everything is fast at it.
    func throughput(least: Double, orEqual: Bool) -> Decision {
        let blocks = blockCounts()
        let mean = BlockMean(values: blocks.counts, weights: blocks.seconds)
        let width = mean.halfWidth()
        var outcome: Verdict.Outcome = .inconclusive
        if mean.blocks >= BlockProportion.fewestBlocks {
            let lower = mean.mean - width
            if lower > least || (orEqual && lower == least) {
                outcome = .pass
            } else if mean.mean + width < least {
                outcome = .fail
            }
        }
        var finding = self.finding(outcome, "", target: least, unit: .perSecond, direction: .atLeast)
        finding.observed = mean.mean
        if width.isFinite {
            finding.low = max(0, mean.mean - width)
            finding.high = mean.mean + width
        }
        let wanted = Figures.rate(least)
        switch outcome {
        case .pass: finding.reason = "good \(samples.noun) a second are above \(wanted) in the whole interval"
        case .fail: finding.reason = "good \(samples.noun) a second are below \(wanted) in the whole interval"
        default:
            if mean.blocks < BlockProportion.fewestBlocks {
                finding.reason =
                    "the measured part has \(mean.blocks) pieces, and \(BlockProportion.fewestBlocks) are needed to tell "
                    + "how much the rate varies"
                finding.needed = "a measured part of at least \(BlockProportion.blocks) s"
            } else {
                finding.reason = "the interval holds \(wanted)"
                finding.needed = neededTime(mean, least)
            }
        }
        return Decision(finding, evidence: mean.evidence(below: least))
    }

    /// Good samples and seconds by block. What is answered after the load's end counts, the time it took does not.
    private func blockCounts() -> (counts: [Double], seconds: [Double]) {
        let run = samples.run
        let cut = TimeBlocks(run.timeline.map { ($0.start, $0.length) }, in: samples.range)
        var counts = [Double](repeating: 0, count: cut.count)
        var seconds = counts
        for (tick, number) in zip(run.timeline, cut.numbers) {
            guard let number else { continue }
            let start = max(tick.start, samples.range.lowerBound)
            let end = min(tick.start &+ tick.length, samples.range.upperBound)
            seconds[number] += Double(run.record.undisturbed(from: start, to: end)) / 1e9
            for count in tick.series
            where samples.isSelected[count.series] && run.record.series[count.series].outcome.isGood {
                counts[number] += Double(count.count)
            }
        }
        return (counts, seconds)
    }

    private func neededTime(_ mean: BlockMean, _ least: Double) -> String {
        let gap = abs(mean.mean - least)
        let ratio = gap > 0 ? mean.halfWidth() / gap : .infinity
        let factor = ratio * ratio * 1.1
        guard factor < 1e6 else {
            return "the observed rate is so close to the limit that no length of run would decide it"
        }
        return "about \(Figures.roughDuration(seconds: seconds * max(0, factor - 1))) more at this rate would decide it"
    }
}

extension BlockMean {
    /// The probability to see a mean so far above a limit although it is not.
    func evidence(above limit: Double) -> Double {
        guard blocks > 1, standardError.isFinite else { return 1 }
        guard standardError > 0 else { return mean > limit ? 0 : 1 }
        return StudentDistribution.cdf((limit - mean) / standardError, degrees: Double(blocks - 1))
    }

    /// The probability to see a mean so far below a limit although it is not.
    func evidence(below limit: Double) -> Double {
        guard blocks > 1, standardError.isFinite else { return 1 }
        guard standardError > 0 else { return mean < limit ? 0 : 1 }
        return StudentDistribution.cdf((mean - limit) / standardError, degrees: Double(blocks - 1))
    }
}

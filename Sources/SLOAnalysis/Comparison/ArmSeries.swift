import Glibc
import Groundwork
import LoadMetrics
import LoadPlan

/// One series of two arms of runs.
struct ArmSeries {
    private let name: String
    private let quantile: Double
    private let within: Double
    private let base: [Figure]
    private let new: [Figure]

    /// What one run says of the series.
    private struct Figure {
        var id: String
        /// Nanoseconds; nil without requests, infinite among failed ones.
        var value: Double?
        /// The standard error of its logarithm by the run's own samples; 0 where it cannot be told.
        var noise: Double
    }

    /// A finding and the chance to see as much by chance, for the correction of many.
    struct Ruling {
        var finding: ArmComparison.SeriesFinding
        var evidence: Double?

        /// As the correction of many objectives takes it.
        var decision: Decision {
            let plain = Finding(
                text: finding.name,
                place: Place(file: "", line: 1, column: 1),
                outcome: finding.outcome,
                unit: .ratio,
                direction: .atMost,
                reason: finding.reason
            )
            return Decision(plain, evidence: evidence)
        }
    }

    init(_ cell: ComparedRun.Cell, base: [ComparedRun], new: [ComparedRun], quantile: Double, within: Double) {
        name = cell.name ?? "all"
        self.quantile = quantile
        self.within = within
        self.base = base.map { Self.figure(cell, $0, quantile) }
        self.new = new.map { Self.figure(cell, $0, quantile) }
    }

    private static func figure(_ cell: ComparedRun.Cell, _ run: ComparedRun, _ quantile: Double) -> Figure {
        let samples = ScopeSamples(cell.scope, of: run.run)
        let response = samples.distribution(.response)
        var figure = Figure(id: run.provenance.id, value: response.quantile(quantile), noise: 0)
        // An accepted run's course is not kept: its samples count as if they were independent, which asks for less.
        let effects = run.isBaseline ? [] : samples.latencyEffects() ?? []
        let part = Double(response.total) / Double(BlockProportion.blocks)
        let blocks = [BlockProportion.Block](
            repeating: .init(samples: part, counted: part * (1 - quantile)),
            count: BlockProportion.blocks
        )
        let shares = BlockProportion(blocks, otherEffects: effects).woodruff(quantile)
        if let low = response.quantile(shares.lower), let high = response.quantile(shares.upper), low > 0, high.isFinite
        {
            figure.noise = log(high / low) / (2 * NormalDistribution.quantile(1 - BlockProportion.alpha))
        }
        return figure
    }

    func decide() -> Ruling {
        var finding = ArmComparison.SeriesFinding(name: name, outcome: .invalid, base: [], new: [], reason: "")
        if let empty = (base + new).first(where: { ($0.value ?? 0) <= 0 }) {
            finding.reason = "run \(empty.id) has no requests of it"
            return Ruling(finding: finding)
        }
        finding.base = base.compactMap(\.value)
        finding.new = new.compactMap(\.value)
        finding.outcome = .inconclusive
        let missing = max(0, ArmComparison.fewestRuns - min(base.count, new.count))
        if missing > 0 { finding.needed = "\(ArmComparison.fewestRuns) runs of either kind, taken in turns" }
        guard finding.base.allSatisfy(\.isFinite), finding.new.allSatisfy(\.isFinite) else {
            return failing(finding, decides: missing == 0)
        }
        let ranks = RankComparison(base: finding.base, new: finding.new)
        finding.slowerPairs = ranks?.superiority
        finding.rankEvidence = ranks?.evidence
        if min(base.count, new.count) >= BrunnerMunzel.fewest,
            let unequal = BrunnerMunzel(base: finding.base, new: finding.new), unequal.statistic.isFinite
        {
            finding.unequalEvidence = unequal.evidence
        }
        let logarithms = (base: finding.base.map { log($0) }, new: finding.new.map { log($0) })
        finding.typicalBase = HarrellDavis(logarithms.base, 0.5).map { exp($0.value) }
        finding.typicalNew = HarrellDavis(logarithms.new, 0.5).map { exp($0.value) }
        finding.rankChange = RankComparison(base: logarithms.base, new: logarithms.new).map {
            expm1($0.shift().estimate)
        }
        let shift = RunComparison.welch(
            base: logarithms.base,
            new: logarithms.new,
            noise: (Self.noise(base), Self.noise(new))
        )
        guard let shift else {
            finding.reason = "one run of a kind cannot tell how much runs differ anyway"
            return Ruling(finding: finding)
        }
        finding.change = expm1(shift.estimate)
        finding.low = expm1(shift.lower)
        finding.high = expm1(shift.upper)
        let margin = log1p(within)
        if missing == 0 {
            if let evidence = shift.evidence, evidence <= ObjectiveJudge.alarm, shift.estimate > margin {
                finding.outcome = .fail
            } else if shift.upper < margin {
                finding.outcome = .pass
            }
        }
        finding.reason = reason(finding.outcome, shift.estimate, missing)
        if finding.outcome == .inconclusive, finding.needed == nil {
            finding.needed = "more runs of either kind, or runs that differ less among themselves"
        }
        return Ruling(finding: finding, evidence: missing == 0 ? ObjectiveJudge.asOthers(shift.evidence) : nil)
    }

    private func reason(_ outcome: Verdict.Outcome, _ estimate: Double, _ missing: Int) -> String {
        let change = expm1(estimate)
        let words =
            "the \(Figures.quantile(quantile)) is \(Figures.percent(abs(change))) \(change < 0 ? "lower" : "higher") in "
            + "\(new.count) new runs than in \(base.count) of the base"
        switch outcome {
        case .pass: return words + ", and less than \(Figures.percent(within)) higher with 95 % confidence"
        case .fail: return words + ", more than runs differ among themselves; \(Figures.percent(within)) are allowed"
        default:
            return missing > 0
                ? words + "; fewer than \(ArmComparison.fewestRuns) of a kind decide nothing"
                : words + ", and they differ too much among themselves to tell whether that is more than allowed"
        }
    }

    /// The quantile falls among failed requests, so there is no ratio: a miss only where every new run shows it and no
    /// base run does, which chance does too seldom.
    private func failing(_ finding: ArmComparison.SeriesFinding, decides: Bool) -> Ruling {
        var finding = finding
        let (old, young) = (finding.base.count { !$0.isFinite }, finding.new.count { !$0.isFinite })
        finding.reason =
            "the \(Figures.quantile(quantile)) falls among failed requests in \(young) of \(new.count) new runs and in "
            + "\(old) of \(base.count) of the base"
        guard decides, old == 0, young == new.count else {
            if finding.needed == nil { finding.needed = "runs with fewer failed requests" }
            return Ruling(finding: finding)
        }
        finding.outcome = .fail
        let ranks = RankComparison(
            base: base.indices.map(Double.init),
            new: new.indices.map { Double($0 + base.count) }
        )
        finding.slowerPairs = 1
        finding.rankEvidence = ranks?.evidence
        return Ruling(finding: finding, evidence: ranks?.evidence)
    }

    private static func noise(_ figures: [Figure]) -> Double {
        (figures.reduce(0) { $0 + $1.noise * $1.noise } / Double(max(1, figures.count))).squareRoot()
    }
}

import Glibc
import Groundwork
import LoadMetrics

extension RunShift {
    /// Quantiles that are compared with an interval.
    static let quantiles = [0.5, 0.9, 0.95, 0.99]

    /// What changed from run A to run B.
    /// - Parameters:
    ///   - a: the run that is compared with.
    ///   - b: the run that is compared.
    ///   - byRegion: each series by region too.
    public init(from a: ComparedRun, to b: ComparedRun, byRegion: Bool = false) {
        self.init(a: a.side, b: b.side, unlike: Self.differences(a, b), series: [])
        var cells = a.cells
        let known = Set(cells)
        cells += b.cells.filter { !known.contains($0) }
        var names: [ComparedRun.Cell] = []
        var seen: Set<ComparedRun.Cell> = []
        for cell in cells {
            let whole = ComparedRun.Cell(kind: cell.kind, name: cell.name, region: nil)
            if seen.insert(whole).inserted { names.append(whole) }
        }
        names = names.filter { $0.kind == .step } + names.filter { $0.kind != .step }
        series = [SeriesComparison(.init(kind: .step, name: nil, region: nil), a, b).shift]
        for name in names {
            series.append(SeriesComparison(name, a, b).shift)
            let regions = cells.filter { $0.kind == name.kind && $0.name == name.name }
            guard byRegion, regions.count > 1 else { continue }
            series += regions.map { SeriesComparison($0, a, b).shift }
        }
    }

    private static func differences(_ a: ComparedRun, _ b: ComparedRun) -> [String] {
        let other = "run A has"
        var words = Likeness.differences(b.run.record, a.provenance, other: other)
        words += Likeness.differences(b.provenance.host, a.provenance.host, other: other)
        if a.provenance.target != b.provenance.target {
            words.append("target: \(b.provenance.target), \(other) \(a.provenance.target)")
        }
        if a.provenance.tool != b.provenance.tool {
            words.append("tool: \(b.provenance.tool), \(other) \(a.provenance.tool)")
        }
        // A baseline does not keep what spoke HTTP.
        let carriers = (a.run.record.spokenBy, b.run.record.spokenBy)
        if !a.isBaseline, !b.isBaseline, carriers.0 != carriers.1 {
            words.append("carrier: \(carriers.1), \(other) \(carriers.0)")
        }
        for (side, name) in [(a, "A"), (b, "B")] where !side.isBaseline && side.run.record.state != .complete {
            words.append("run \(name) did not come to its end (\(side.run.record.state.rawValue))")
        }
        for (side, name) in [(a, "A"), (b, "B")] where !side.run.problems.isEmpty {
            words.append("run \(name): \(side.run.problems.joined(separator: "; "))")
        }
        return words
    }
}

/// One series of two runs.
struct SeriesComparison {
    private let cell: ComparedRun.Cell
    private let a: Samples
    private let b: Samples

    /// What one run has of the series.
    private struct Samples {
        var scope: ScopeSamples
        var response: AnsweredDistribution
        /// Design effects of "above p90, p75, p50"; nil where the run's course is not kept or too short.
        var effects: [Double]?

        init(_ cell: ComparedRun.Cell, _ side: ComparedRun) {
            scope = ScopeSamples(cell.scope, of: side.run)
            response = scope.distribution(.response)
            effects = side.isBaseline || response.total == 0 ? nil : scope.latencyEffects()
        }
    }

    init(_ cell: ComparedRun.Cell, _ a: ComparedRun, _ b: ComparedRun) {
        self.cell = cell
        self.a = Samples(cell, a)
        self.b = Samples(cell, b)
    }

    var shift: RunShift.SeriesShift {
        let (old, new) = (Self.phases(a.scope), Self.phases(b.scope))
        return RunShift.SeriesShift(
            name: cell.name ?? "all",
            kind: cell.kind.rawValue,
            region: cell.region,
            countA: a.response.total,
            countB: b.response.total,
            errors: errors,
            quantiles: RunShift.quantiles.map { .init(quantile: $0, figure: quantile($0)) },
            phases: old.flatMap { old in new.map { Self.shifts(old, $0) } } ?? [],
            modelledA: old?.hasModelledNetwork ?? false,
            modelledB: new?.hasModelledNetwork ?? false,
            plot: plot
        )
    }

    /// A baseline's samples stick together as much as those of the run that it is compared with: its course is not kept.
    private func effects(_ samples: Samples) -> [Double]? { samples.effects ?? a.effects ?? b.effects }

    private func quantile(_ share: Double) -> RunShift.Figure {
        var figure = RunShift.Figure(a: a.response.quantile(share), b: b.response.quantile(share))
        guard let old = figure.a, let new = figure.b, old > 0, old.isFinite, new.isFinite else { return figure }
        figure.change = new / old - 1
        guard let before = ends(a, share), let after = ends(b, share),
            let shift = RunComparison.recovered(base: before, new: after)
        else { return figure }
        (figure.low, figure.high) = (expm1(shift.lower), expm1(shift.upper))
        return figure
    }

    private func ends(_ samples: Samples, _ share: Double) -> (low: Double, value: Double, high: Double)? {
        guard var effects = effects(samples), let value = samples.response.quantile(share) else { return nil }
        if samples.effects != nil, value.isFinite {
            effects.append(BlockProportion.designEffect(samples.scope.sliceBlocks { $0.count(above: UInt64(value)) }))
        }
        let part = Double(samples.response.total) / Double(BlockProportion.blocks)
        let blocks = [BlockProportion.Block](
            repeating: .init(samples: part, counted: part * (1 - share)),
            count: BlockProportion.blocks
        )
        let shares = BlockProportion(blocks, otherEffects: effects).woodruff(share)
        guard let low = samples.response.quantile(shares.lower), let high = samples.response.quantile(shares.upper)
        else { return nil }
        return (low, value, high)
    }

    /// The difference of two shares by the method of variance estimates recovery on their intervals.
    private var errors: RunShift.Figure {
        func share(_ samples: Samples) -> BlockProportion? {
            guard samples.response.total > 0 else { return nil }
            if samples.effects != nil { return BlockProportion(samples.scope.badBlocks(beyond: nil).response) }
            let part = Double(samples.response.total) / Double(BlockProportion.blocks)
            let bad = Double(samples.response.failed) / Double(BlockProportion.blocks)
            return BlockProportion(
                [BlockProportion.Block](repeating: .init(samples: part, counted: bad), count: BlockProportion.blocks)
            )
        }
        let (old, new) = (share(a), share(b))
        var figure = RunShift.Figure(a: old?.share, b: new?.share)
        guard let old, let new else { return figure }
        let change = new.share - old.share
        figure.change = change
        func root(_ x: Double, _ y: Double) -> Double { (x * x + y * y).squareRoot() }
        figure.low = change - root(new.share - new.lower(), old.upper() - old.share)
        figure.high = change + root(new.upper() - new.share, old.share - old.lower())
        return figure
    }

    private static func shifts(_ old: PhaseBreakdown, _ new: PhaseBreakdown) -> [RunShift.PhaseShift] {
        RequestPhase.allCases.map { .init(phase: $0, a: old[$0], b: new[$0]) }
    }

    /// The parts of good requests; nil where the series have no phases (groups, flows, older baselines).
    private static func phases(_ samples: ScopeSamples) -> PhaseBreakdown? {
        let requests = samples.good.filter { samples.run.total($0, .service) != nil }
        guard requests.contains(where: { samples.run.total($0, .wait) != nil }) else { return nil }
        return PhaseBreakdown(requests, of: samples.run)
    }

    private var plot: [RunShift.Point] {
        guard a.response.total > 0, b.response.total > 0 else { return [] }
        let fewest = min(a.response.total, b.response.total)
        let shares = (1...99).map { Double($0) / 100 } + [0.995, 0.999, 0.9999]
        return shares.compactMap { share in
            // Beyond the ten slowest a quantile is an anecdote.
            guard share <= 0.5 || (1 - share) * Double(fewest) >= 10 else { return nil }
            guard let old = a.response.quantile(share), let new = b.response.quantile(share), old.isFinite,
                new.isFinite, old > 0
            else { return nil }
            return .init(quantile: share, a: old, b: new)
        }
    }
}

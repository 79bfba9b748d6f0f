import Groundwork
public import LoadMetrics
import LoadPlan

/// A run on one side of a comparison: stored in full, or accepted as a baseline.
public struct ComparedRun: Sendable {
    let run: StoredRun
    let provenance: Baseline.Provenance
    let isBaseline: Bool

    /// A stored run.
    /// - Parameters:
    ///   - run: the run.
    ///   - verdict: what was decided about it, where that is known.
    public init(_ run: StoredRun, verdict: Verdict.Outcome = .inconclusive) {
        self.run = run
        provenance = Baseline.Provenance(run, verdict: verdict)
        isBaseline = false
    }

    /// An accepted run.
    public init(_ baseline: Baseline) {
        run = baseline.asRun
        provenance = baseline.provenance
        isBaseline = true
    }

    var side: RunShift.Side {
        RunShift.Side(
            id: provenance.id,
            title: provenance.scenario.title,
            target: provenance.target,
            startedAt: provenance.startedAt,
            measured: provenance.measured,
            isBaseline: isBaseline
        )
    }

    /// The series of this run in its order, without outcomes.
    var cells: [Cell] {
        var cells: [Cell] = []
        var seen: Set<Cell> = []
        for (index, key) in run.record.series.enumerated() where run.total(index, .response) != nil {
            let cell = Cell(kind: key.kind, name: key.name, region: key.region)
            if seen.insert(cell).inserted { cells.append(cell) }
        }
        return cells
    }

    /// What is compared: a series, from one region or from all.
    struct Cell: Hashable {
        var kind: SeriesKind
        /// Nil means all steps together.
        var name: String?
        var region: String?

        var scope: Scope {
            Scope(
                of: [Scope.Selector(kind: kind, name: Glob(name ?? "*"))],
                from: region.map { [Glob($0)] } ?? []
            )
        }
    }
}

extension Baseline.Provenance {
    /// Where a stored run comes from.
    init(_ run: StoredRun, verdict: Verdict.Outcome, acceptedFromOtherHost: Bool = false) {
        let record = run.record
        self.init(
            id: record.id,
            tool: record.tool,
            scenario: record.scenario,
            target: record.target,
            seed: record.seed,
            load: record.load,
            startedAt: record.startedAt,
            measured: run.measured,
            host: record.host,
            verdict: verdict,
            acceptedFromOtherHost: acceptedFromOtherHost
        )
    }
}

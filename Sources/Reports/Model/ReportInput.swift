import Groundwork
public import LoadMetrics
public import LoadPlan
public import SLOAnalysis

/// What every report is written from: a stored run, its verdict, and its figures by step and region. Nothing in it
/// depends on how the run was made, so any report can be made again at any time.
public struct ReportInput: Sendable {
    /// The run.
    public var run: StoredRun
    /// What was decided about it.
    public var verdict: Verdict
    /// Its figures.
    public var summary: RunSummary
    /// What the objectives say of each endpoint in each region by itself; empty where that was not asked.
    public let cells: [CellVerdict]
    /// Their places in ``cells``.
    private let places: [Cell: Int]
    /// Response times of all steps in the accepted runs that the run was compared with, if any.
    public var baseline: Histogram?

    /// A run with its verdict and figures.
    public init(
        run: StoredRun,
        verdict: Verdict,
        summary: RunSummary,
        cells: [CellVerdict] = [],
        baseline: Histogram? = nil
    ) {
        self.run = run
        self.verdict = verdict
        self.summary = summary
        self.cells = cells
        places = Dictionary(
            cells.enumerated().map { (Cell(kind: $1.kind, name: $1.name, region: $1.region), $0) },
            uniquingKeysWith: { first, _ in first }
        )
        self.baseline = baseline
    }

    /// A run with its verdict, and figures made from them.
    /// - Parameters:
    ///   - objectives: what the verdict is about; each cell is held against them by itself.
    ///   - baseline: response times of all steps in the accepted runs that the run was compared with, if any.
    public init(run: StoredRun, verdict: Verdict, objectives: [Objective], baseline: Histogram? = nil) {
        let summary = RunSummary(run)
        let cells = CellVerdict.cells(summary, of: run, objectives: objectives)
        self.init(run: run, verdict: verdict, summary: summary, cells: cells, baseline: baseline)
    }

    /// What the objectives say of the row's endpoint and region by itself.
    func cell(_ row: RunSummary.Row) -> CellVerdict? {
        places[Cell(kind: row.kind, name: row.name, region: row.region)].map { cells[$0] }
    }

    /// What tells cells apart.
    private struct Cell: Hashable {
        var kind: SeriesKind
        var name: String
        var region: String?
    }

    /// The measured part in nanoseconds.
    var measured: UInt64 {
        let record = run.record
        return record.undisturbed(from: record.measuredFrom, to: record.measuredTo)
    }
}

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
    public var cells: [CellVerdict]
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
        cells.first { $0.kind == row.kind && $0.name == row.name && $0.region == row.region }
    }

    /// The measured part in nanoseconds.
    var measured: UInt64 {
        let record = run.record
        return record.undisturbed(from: record.measuredFrom, to: record.measuredTo)
    }
}

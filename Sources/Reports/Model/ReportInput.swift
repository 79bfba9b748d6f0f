public import LoadMetrics
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

    /// A run with its verdict and figures.
    public init(run: StoredRun, verdict: Verdict, summary: RunSummary) {
        self.run = run
        self.verdict = verdict
        self.summary = summary
    }

    /// The measured part in nanoseconds.
    var measured: UInt64 {
        let record = run.record
        return record.measuredTo > record.measuredFrom ? record.measuredTo - record.measuredFrom : 0
    }
}

public import Groundwork
public import LoadMetrics
public import SLOAnalysis

/// A form in which other tools read a stored run. A new one is a case here and a file beside this one.
public enum ExportFormat: String, Sendable, CaseIterable {
    /// The shape of k6's `--summary-export`.
    case k6
    /// GitLab's `load_performance` report.
    case gitlab
    /// A row per step, region and outcome.
    case csv
    /// A line per tick and series.
    case ndjson
    /// The percentile distribution that HdrHistogram's plotter reads.
    case hgrm
    /// Taurus' final status, as Jenkins' Performance plugin reads it.
    case taurus

    /// The export's bytes, the same each time for the same run.
    /// - Parameters:
    ///   - run: the stored run.
    ///   - verdict: its verdict, from which ``k6`` takes its thresholds.
    ///   - step: of ``hgrm``, the only step to show; nil shows all steps together.
    public func bytes(
        _ run: StoredRun,
        verdict: Verdict? = nil,
        step: String? = nil
    ) throws(CanonicalJSONError) -> [UInt8] {
        switch self {
        case .k6: try K6Summary(run).bytes(verdict)
        case .gitlab: try K6Summary(run).gitlab()
        case .csv: Array(SeriesCSV.text(run).utf8)
        case .ndjson: try TimelineLines.bytes(run)
        case .hgrm:
            Array(run.stepSum(.response) { step == nil || $0.name == step }.percentileTable().utf8)
        case .taurus: TaurusStatus.bytes(run)
        }
    }
}

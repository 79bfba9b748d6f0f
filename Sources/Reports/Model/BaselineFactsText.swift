import SLOAnalysis

extension Verdict {
    /// What the run was compared with, in sentences; none where the scenario has no accepted run.
    var baselineSentences: [String] {
        guard let baseline else { return [] }
        let compared =
            baseline.runs.isEmpty
            ? "Compared with no accepted run: none is like this one."
            : "Compared with \(baseline.runs.count == 1 ? "the accepted run" : "\(baseline.runs.count) accepted runs") "
                + baseline.runs.suffix(12).joined(separator: ", ")
                + (baseline.runs.count > 12 ? " and \(baseline.runs.count - 12) older ones." : ".")
        return [compared] + baseline.refused.map { "Left out: \($0)" }
    }
}

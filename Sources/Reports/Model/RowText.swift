import Groundwork
import LoadMetrics
import SLOAnalysis

/// How rows of figures are named and ordered.
enum RowText {
    /// The series' name, with its kind where it is no step: `checkout (group)`.
    static func name(_ row: RunSummary.Row) -> String {
        row.kind == .step ? row.name : "\(row.name) (\(row.kind.rawValue))"
    }

    /// Steps before groups, polls and flows, otherwise in the order given.
    static func stepsFirst(_ rows: [RunSummary.Row]) -> [RunSummary.Row] {
        rows.filter { $0.kind == .step } + rows.filter { $0.kind != .step }
    }
}

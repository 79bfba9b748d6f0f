public import Groundwork
public import LoadMetrics
public import LoadPlan

/// What the objectives say of one endpoint in one region by itself: a look into the run, not part of its verdict.
public struct CellVerdict: Sendable, Hashable {
    /// What was measured.
    public var kind: SeriesKind
    /// The series.
    public var name: String
    /// The region; nil means all.
    public var region: String?
    /// The worst of what its objectives say; nil where no objective covers it.
    public var outcome: Verdict.Outcome?
    /// The objective that says so.
    public var objective: String

    /// What the objectives say of one cell.
    public init(kind: SeriesKind, name: String, region: String?, outcome: Verdict.Outcome?, objective: String) {
        self.kind = kind
        self.name = name
        self.region = region
        self.outcome = outcome
        self.objective = objective
    }

    /// Beyond this many ticks and samples to look at, cells are not judged: it would take longer than it is worth.
    private static let mostWork = 400_000_000

    /// The cells of a summary, each judged by the objectives that cover it as if they were about it alone, and on its own
    /// samples. Objectives about errors count where they are missed. Throughput and comparisons with a baseline say nothing about a single cell.
    public static func cells(_ summary: RunSummary, of run: StoredRun, objectives: [Objective]) -> [CellVerdict] {
        let rows = summary.rows.filter { $0.count > 0 }
        guard run.timeline.count + run.slices.count <= mostWork / max(1, rows.count) else { return [] }
        let objectives = objectives.filter(\.requirement.isAboutCells)
        let parts = SeriesParts(run)
        let members = Dictionary(grouping: run.record.series.indices) { index in
            Row(run.record.series[index].kind, run.record.series[index].name)
        }
        return rows.map { row in
            let series = (members[Row(row.kind, row.name)] ?? []).filter { index in
                row.region == nil || run.record.series[index].region == row.region
            }
            let keys = series.map { run.record.series[$0] }
            let narrowed = objectives.compactMap { $0.narrowed(row.kind, row.name, row.region, keys) }
            guard !narrowed.isEmpty else { return CellVerdict(row, nil, "") }
            let findings = zip(narrowed, Judge.findings(run: parts.part(series), objectives: narrowed))
            // A single cell hardly ever has the 10,000 requests that one error in a thousand takes: errors are shown
            // where they are proven, and otherwise left to the verdict.
            let telling = findings.filter { $0.requirement.isAboutLatency || $1.outcome == .fail }.map(\.1)
            let worst = telling.max { $0.outcome.weight < $1.outcome.weight }
            return CellVerdict(row, worst?.outcome, worst?.text ?? "")
        }
    }

    /// What the rows of a table have in common over all regions.
    private struct Row: Hashable {
        let kind: SeriesKind
        let name: String

        init(_ kind: SeriesKind, _ name: String) {
            self.kind = kind
            self.name = name
        }
    }

    private init(_ row: RunSummary.Row, _ outcome: Verdict.Outcome?, _ objective: String) {
        self.init(kind: row.kind, name: row.name, region: row.region, outcome: outcome, objective: objective)
    }
}

extension Verdict.Outcome {
    /// From the best to the worst.
    fileprivate var weight: Int {
        switch self {
        case .pass: 0
        case .invalid: 1
        case .inconclusive: 2
        case .fail: 3
        }
    }
}

extension Requirement {
    /// Whether it is about how long answers take.
    fileprivate var isAboutLatency: Bool {
        switch self {
        case .errorRate, .availability: false
        default: true
        }
    }

    /// Whether it can be asked of one endpoint in one region.
    fileprivate var isAboutCells: Bool {
        switch self {
        case .percentile, .mean, .maximum, .errorRate, .availability, .apdex: true
        default: false
        }
    }
}

extension Objective {
    /// The objective about one endpoint and region alone, or nil where it covers none of its series.
    fileprivate func narrowed(
        _ kind: SeriesKind,
        _ name: String,
        _ region: String?,
        _ series: [SeriesKey]
    ) -> Objective? {
        guard series.contains(where: { scope.covers($0) }) else { return nil }
        var objective = self
        objective.scope.of = [Scope.Selector(kind: kind, name: Glob(name))]
        if let region { objective.scope.from = [Glob(region)] }
        return objective
    }
}

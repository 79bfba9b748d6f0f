public import LoadMetrics
public import LoadPlan

/// What the objectives say of one endpoint in one region by itself: a look into the run, not part of its verdict.
public struct CellVerdict: Sendable, Hashable {
    /// What was measured.
    public var kind: SeriesKey.Kind
    /// The series.
    public var name: String
    /// The region; nil means all.
    public var region: String?
    /// The worst of what its objectives say; nil where no objective covers it.
    public var outcome: Verdict.Outcome?
    /// The objective that says so.
    public var objective: String

    /// What the objectives say of one cell.
    public init(kind: SeriesKey.Kind, name: String, region: String?, outcome: Verdict.Outcome?, objective: String) {
        self.kind = kind
        self.name = name
        self.region = region
        self.outcome = outcome
        self.objective = objective
    }

    /// Past so many counts to look at, cells are not judged: it would take longer than it is worth.
    private static let mostWork = 400_000_000

    /// The cells of a summary, each judged by the objectives that cover it as if they were about it alone, and on its own
    /// samples. Objectives about errors count where they are missed. Throughput and comparisons with a baseline say nothing about a single cell.
    public static func cells(_ summary: RunSummary, of run: StoredRun, objectives: [Objective]) -> [CellVerdict] {
        let rows = summary.rows.filter { $0.count > 0 }
        let counts = run.timeline.reduce(0) { $0 + $1.series.count }
        guard counts <= mostWork / max(1, rows.count) else { return [] }
        return rows.map { row in
            let kind = row.kind.plan
            let narrowed = objectives.compactMap { objective in
                objective.requirement.isAboutCells ? objective.narrowed(kind, row.name, row.region, run) : nil
            }
            guard !narrowed.isEmpty else { return CellVerdict(row, nil, "") }
            let findings = zip(narrowed, Judge.judge(run: run.only(row), objectives: narrowed).findings)
            // A single cell hardly ever has the 10,000 requests that one error in a thousand takes: errors are shown
            // where they are proven, and otherwise left to the verdict.
            let telling = findings.filter { $0.requirement.isAboutLatency || $1.outcome == .fail }.map(\.1)
            let worst = telling.max { $0.outcome.weight < $1.outcome.weight }
            return CellVerdict(row, worst?.outcome, worst?.text ?? "")
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

extension SeriesKey.Kind {
    /// The same kind in the words of a plan.
    fileprivate var plan: Series.Kind {
        switch self {
        case .step: .step
        case .group: .group
        case .poll: .poll
        case .flow: .flow
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
    /// The objective about one series and region alone, or nil where it does not cover them.
    fileprivate func narrowed(_ kind: Series.Kind, _ name: String, _ region: String?, _ run: StoredRun) -> Objective? {
        let covers = run.record.series.contains { key in
            key.kind.plan == kind && key.name == name && (region == nil || key.region == region) && scope.covers(key)
        }
        guard covers else { return nil }
        var objective = self
        objective.scope.of = [Scope.Selector(kind: kind, name: Glob(name))]
        if let region { objective.scope.from = [Glob(region)] }
        return objective
    }
}

extension StoredRun {
    /// The run with the counts and slices of one row's series alone; indices stay.
    fileprivate func only(_ row: RunSummary.Row) -> StoredRun {
        let wanted = record.series.map { key in
            key.kind == row.kind && key.name == row.name && (row.region == nil || key.region == row.region)
        }
        func isWanted(_ series: Int) -> Bool { wanted.indices.contains(series) && wanted[series] }
        var run = self
        for index in run.timeline.indices {
            run.timeline[index].series = run.timeline[index].series.filter { isWanted($0.series) }
        }
        for index in run.slices.indices {
            run.slices[index].series = run.slices[index].series.filter { isWanted($0.series) }
        }
        return run
    }
}

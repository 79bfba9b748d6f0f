public import Groundwork
public import LoadMetrics

extension PhaseBreakdown {
    /// The parts of some series of a run.
    /// - Returns: `nil` where they have no sample, or none of their requests has a phase (groups, flows, baselines).
    public init?(_ series: [Int], of run: StoredRun) {
        func sum(_ clock: SampleClock) -> (count: UInt64, sum: Double) {
            series.compactMap { run.total($0, clock) }.filter { !$0.isEmpty }.reduce((0, 0)) {
                ($0.0 &+ $1.totalCount, $0.1 + $1.mean * Double($1.totalCount))
            }
        }
        let response = sum(.response)
        guard response.count > 0 else { return nil }
        var means: [RequestPhase: Double] = [:]
        for phase in RequestPhase.allCases {
            guard let clock = phase.clock else { continue }
            means[phase] = sum(clock).sum / Double(response.count)
        }
        let modelled = Set(run.record.regions.filter(\.isModelled).map(\.name))
        self.init(
            count: response.count,
            total: response.sum / Double(response.count),
            hasModelledNetwork: series.contains { modelled.contains(run.record.series[$0].region) },
            means: means
        )
    }

    /// Each step of a run in the scenario's order; those without a sample are left out.
    public static func steps(_ run: StoredRun) -> [(name: String, phases: PhaseBreakdown)] {
        var names: [String] = []
        var indices: [String: [Int]] = [:]
        for (index, key) in run.record.series.enumerated() where key.kind == .step {
            if indices[key.name] == nil { names.append(key.name) }
            indices[key.name, default: []].append(index)
        }
        return names.compactMap { name in PhaseBreakdown(indices[name] ?? [], of: run).map { (name, $0) } }
    }
}

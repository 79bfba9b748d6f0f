public import Groundwork
public import LoadMetrics

/// Where the response time of some series went, on average: means add up, percentiles do not.
///
/// Queueing is lateness, by its own clock. It is not the response time less the service time: at a modelled distance the
/// response time contains the network and the service time does not, and connect, TLS and wait contain it too.
public struct PhaseBreakdown: Sendable, Hashable {
    /// Requests.
    public let count: UInt64
    /// Mean response time in nanoseconds.
    public let total: Double
    /// Whether some of the requests came from a modelled distance: connect, TLS and wait contain its network then.
    public let hasModelledNetwork: Bool
    private let means: [RequestPhase: Double]

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
        count = response.count
        total = response.sum / Double(response.count)
        var means: [RequestPhase: Double] = [:]
        for phase in RequestPhase.allCases {
            guard let clock = phase.clock else { continue }
            means[phase] = sum(clock).sum / Double(response.count)
        }
        // Clocks are rounded one by one, so the rest can come out a little below nothing.
        means[.rest] = max(0, total - means.values.reduce(0, +))
        self.means = means
        let modelled = Set(run.record.regions.filter(\.isModelled).map(\.name))
        hasModelledNetwork = series.contains { modelled.contains(run.record.series[$0].region) }
    }

    /// The mean of a part over all requests, those without it included, in nanoseconds.
    public subscript(phase: RequestPhase) -> Double { means[phase] ?? 0 }

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

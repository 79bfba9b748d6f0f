import Groundwork
import LoadMetrics
import LoadPlan

/// Gives each cell of series × phase × region × tenant × outcome its number, before the run.
///
/// Tenants and phases are kept apart only where an objective names one: every dimension multiplies what is stored.
struct SeriesLayout {
    /// All cells, by number.
    let keys: [SeriesKey]
    /// The latency limits that cells refer to.
    let thresholds: [LatencyLimit]
    private let bases: [Int]
    private let slots: [Int]
    private let groups: Int
    private let tenants: Int
    /// Whether phases are kept apart.
    let phaseCount: Int

    init(_ plan: Plan) {
        let tenantsApart = plan.objectives.contains { !$0.scope.tenant.isEmpty }
        let phasesApart = plan.objectives.contains { !$0.scope.phase.isEmpty } && !plan.load.phases.isEmpty
        tenants = tenantsApart ? plan.tenants.count : 1
        phaseCount = phasesApart ? plan.load.phases.count : 1
        groups = plan.regions.count * tenants
        var limits: [LatencyLimit] = []
        for objective in plan.objectives {
            for limit in objective.requirement.latencyLimits where !limits.contains(limit) { limits.append(limit) }
        }
        var keys: [SeriesKey] = []
        var bases: [Int] = []
        var slots: [Int] = []
        for series in plan.series {
            let outcomes = OutcomeSlot.outcomes(declared: series.outcomes)
            bases.append(keys.count)
            slots.append(outcomes.count)
            for phase in 0..<phaseCount {
                for region in plan.regions {
                    for tenant in 0..<tenants {
                        let cell = Cell(
                            series: series,
                            region: region.name,
                            tenant: tenantsApart ? plan.tenants[tenant].name : "",
                            phase: phasesApart ? plan.load.phases[phase].name : ""
                        )
                        let indices = cell.thresholds(plan.objectives, limits)
                        keys += outcomes.map { cell.key($0, indices) }
                    }
                }
            }
        }
        self.keys = keys
        self.bases = bases
        self.slots = slots
        thresholds = limits
    }

    private struct Cell {
        var series: Series
        var region: String
        var tenant: String
        var phase: String

        func key(_ outcome: Outcome, _ thresholds: [Int]) -> SeriesKey {
            SeriesKey(
                kind: series.kind,
                name: series.name,
                flow: series.flow,
                region: region,
                tenant: tenant,
                phase: phase,
                outcome: outcome,
                place: series.place,
                thresholds: thresholds
            )
        }

        /// Which limits some objective sets for this cell.
        func thresholds(_ objectives: [Objective], _ limits: [LatencyLimit]) -> [Int] {
            var indices: [Int] = []
            for objective in objectives
            where objective.scope.covers(name: series.name, kind: series.kind, flow: series.flow)
                && objective.scope.covers(region: region, tenant: tenant) && objective.scope.covers(phase: phase)
            {
                for limit in objective.requirement.latencyLimits {
                    guard let index = limits.firstIndex(of: limit), !indices.contains(index) else { continue }
                    indices.append(index)
                }
            }
            return indices.sorted()
        }
    }

    /// A user's place among regions and tenants.
    func group(region: Int, tenant: Int) -> Int { tenants == 1 ? region : region * tenants + tenant }

    /// The number of the cell of a series for users of a group.
    @inline(__always)
    func cell(series: Int, phase: Int, group: Int, outcome: OutcomeSlot) -> Int {
        bases[series] + (phase * groups + group) * slots[series] + outcome.int
    }
}

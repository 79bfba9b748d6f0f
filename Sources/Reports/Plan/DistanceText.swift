import Groundwork
import LoadPlan

/// From where a plan's regions are measured, and what the modelled distance leaves of objectives to the service.
enum DistanceText {
    /// A line for each region that is not simply here, and for each objective about a percentile there.
    static func lines(_ plan: Plan) -> [String] {
        guard plan.regions.contains(where: { $0.vantage != .here }) else { return [] }
        return RegionOutlook.all(plan).flatMap { outlook -> [String] in
            let head = PlanText.fact("region", "\(outlook.region) \(outlook.vantage)")
            guard let roundTrip = outlook.roundTrip else { return [head] }
            let median = Figures.latency(roundTrip.medianSeconds * 1e9)
            let p95 = Figures.latency(roundTrip.p95Seconds * 1e9)
            let routes = roundTrip.populations > 1 ? ", \(roundTrip.populations) populations" : ""
            let budgets = outlook.budgets ?? []
            let left = budgets.isEmpty ? "" : "; left for the service:"
            return [head, PlanText.fact("", "round trip \(median) median, \(p95) p95\(routes)\(left)")]
                + budgets.map { PlanText.fact("", "\($0.objective): \(words($0.warm)) warm, \(words($0.cold)) cold") }
        }
    }

    private static func words(_ rest: RegionOutlook.Rest) -> String {
        rest.infeasible
            ? "infeasible (the network takes \(Figures.latency(rest.network)))"
            : Figures.latency(rest.limit - rest.network)
    }
}

import LoadPlan
import NetworkModel
import Reports

/// From where a plan's regions are measured, and what the modelled distance leaves of objectives to the service.
enum DistanceText {
    /// A line for each region that is not simply here, and for each objective about a percentile there.
    static func lines(_ plan: Plan) -> [String] {
        guard plan.regions.contains(where: { $0.vantage != .here }) else { return [] }
        return plan.regions.flatMap { region -> [String] in
            guard let profile = region.vantage.profile else {
                return [fact("region", "\(region.name) \(region.vantage.words)")]
            }
            let distribution = RoundTripDistribution(profile)
            let median = milliseconds(distribution.quantile(0.5))
            let p95 = milliseconds(distribution.quantile(0.95))
            let routes = profile.lines.count > 1 ? ", \(profile.lines.count) populations" : ""
            let head = "\(region.name) \(region.vantage.words): round trip \(median) median, \(p95) p95\(routes)"
            return [fact("region", head)] + budgets(region, profile, plan)
        }
    }

    private static func budgets(_ region: Region, _ profile: NetworkProfile, _ plan: Plan) -> [String] {
        plan.objectives.compactMap { objective in
            guard case .percentile(let quantile, let limit, _) = objective.requirement,
                plan.tenants.contains(where: { objective.scope.covers(region: region.name, tenant: $0.name) })
            else { return nil }
            let isSecure = plan.target.scheme == "https"
            let estimate = DistanceEstimate(profile, quantile: quantile, isSecure: isSecure)
            return fact("", "\(objective.text): \(left(limit, estimate.warm)) warm, \(left(limit, estimate.cold)) cold")
        }
    }

    private static func left(_ limit: UInt64, _ network: UInt64) -> String {
        limit > network
            ? "\(Figures.latency(limit - network)) left for the service"
            : "infeasible (the network takes \(Figures.latency(network)))"
    }

    private static func milliseconds(_ value: Double) -> String { Figures.latency(value * 1e6) }

    private static func fact(_ name: String, _ value: String) -> String {
        "  \(name)" + String(repeating: " ", count: max(1, 12 - name.count)) + value
    }
}

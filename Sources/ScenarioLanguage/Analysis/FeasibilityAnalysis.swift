import LoadPlan
import NetworkModel

/// Says before the run which objectives no service could meet, since the modelled network alone takes longer.
struct FeasibilityAnalysis {
    let bag: DiagnosticBag
    let regions: [Region]

    func run(_ items: [ObjectiveSyntax], _ objectives: [Objective]) {
        guard items.count == objectives.count, regions.contains(where: { $0.vantage.profile != nil }) else { return }
        for (item, objective) in zip(items, objectives) {
            guard case .percentile(let quantile, let limit, _) = objective.requirement else { continue }
            check(item, objective, quantile, Double(limit) / 1e6)
        }
    }

    /// The share of the covered users' round trips that alone are longer than the limit must leave room for the rest.
    private func check(_ item: ObjectiveSyntax, _ objective: Objective, _ quantile: Double, _ limit: Double) {
        let covered = regions.filter { objective.scope.from.isEmpty || objective.scope.covers(region: $0) }
        let total = covered.reduce(0) { $0 + $1.share }
        guard total > 0 else { return }
        var beyond = 0.0
        var worst: (name: String, profile: NetworkProfile, share: Double)?
        for region in covered {
            guard let profile = region.vantage.profile else { continue }
            let share = 1 - RoundTripDistribution(profile).cdf(limit)
            beyond += region.share / total * share
            if share > worst?.share ?? 0 { worst = (region.name, profile, share) }
        }
        guard let worst else { return }
        if beyond > 1 - quantile {
            let typical = RoundTripDistribution(worst.profile).quantile(quantile)
            bag.warning(
                "infeasible",
                "no service can meet this objective",
                at: item.range,
                "a round trip takes \(Self.text(typical)) ms at p\(Self.text(quantile * 100)) in \(worst.name)",
                help: "bring the service nearer, or ask for what the distance allows; zonda check shows what is left"
            )
        }
    }

    private static func text(_ value: Double) -> String {
        let rounded = (value * 10).rounded() / 10
        return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
    }
}

extension Scope {
    /// Whether users of a region fall under the scope, whatever their tenant.
    fileprivate func covers(region: Region) -> Bool {
        var scope = self
        scope.tenant = []
        return scope.covers(region: region.name, tenant: "")
    }
}

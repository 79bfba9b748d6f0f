import LoadMetrics
import LoadPlan
import NetworkModel

/// What the record says about a region: from where it was measured, and for a modelled one what the model rests on.
enum RegionFactsMaking {
    static func facts(of region: Region) -> RunRecord.RegionFacts {
        var facts = RunRecord.RegionFacts(
            name: region.name,
            share: region.share,
            vantage: region.vantage.words,
            kind: region.vantage.kind
        )
        if let profile = region.vantage.profile { facts.network = network(profile) }
        return facts
    }

    private static func network(_ profile: NetworkProfile) -> RunRecord.NetworkFacts {
        let distribution = RoundTripDistribution(profile)
        let nanoseconds = { (milliseconds: Double) in UInt64(min(max(0, milliseconds), 3_600_000) * 1e6) }
        return RunRecord.NetworkFacts(
            profile: profile.name,
            summary: profile.summary,
            roundTripP50: nanoseconds(distribution.quantile(0.5)),
            roundTripP95: nanoseconds(distribution.quantile(0.95)),
            roundTripP99: nanoseconds(distribution.quantile(0.99)),
            roundTripMean: nanoseconds(distribution.mean),
            populations: profile.lines.count,
            figures: figures(profile)
        )
    }

    /// Every figure of every leg, once.
    private static func figures(_ profile: NetworkProfile) -> [RunRecord.NetworkFigure] {
        var seen: Set<String> = []
        var figures: [RunRecord.NetworkFigure] = []
        for leg in profile.lines.flatMap(\.legs) where seen.insert(leg.name).inserted {
            var named: [(String, String, NetworkFact?)] = []
            switch leg.roundTrip {
            case .constant(let fact): named.append(("round trip", "ms", fact))
            case .spread(let floor, let median, let p95):
                named += [("floor", "ms", floor), ("median", "ms", median), ("p95", "ms", p95)]
            case .quantiles(_, let fact): named.append(("median", "ms", fact))
            }
            named += [("loss", "ratio", leg.loss), ("down", "Mbps", leg.down), ("up", "Mbps", leg.up)]
            for (name, unit, fact) in named {
                guard let fact else { continue }
                figures.append(
                    RunRecord.NetworkFigure(
                        leg: leg.name,
                        name: name,
                        value: fact.value,
                        unit: unit,
                        kind: fact.kind.rawValue,
                        source: fact.source,
                        year: fact.year
                    )
                )
            }
        }
        return figures
    }
}

import Groundwork
import LoadMetrics
import SLOAnalysis

extension HTMLReport {
    /// From where regions were measured, what modelled ones rest on, and what the network takes.
    @MarkupBuilder func network() -> [Markup] {
        let regions = input.run.record.regions
        let floors = input.verdict.network ?? []
        if regions.contains(where: { $0.network != nil }) || !floors.isEmpty {
            section("Distance") {
                if !floors.isEmpty { floorTable(floors) }
                for region in regions {
                    if let facts = region.network { profile(region, facts) }
                }
            }
        }
    }

    private func floorTable(_ floors: [NetworkFloor]) -> Markup {
        table(
            "What the network takes, and what objectives leave to the service",
            [
                ("objective", false), ("region", false), ("kind", false), ("response", true), ("network", true),
                ("service", true), ("left to the service", true), ("cold", true), ("opening", true),
            ],
            floors.map { floor in
                [
                    tag("td") { tag("code") { floor.objective } }, cell(floor.region), cell(floor.kind),
                    cell("\(Figures.latency(floor.response)) \(NetworkText.quantile(floor))", "number"),
                    cell(Figures.latency(floor.network), "number"), cell(Figures.latency(floor.service), "number"),
                    cell(floor.isInfeasible ? "nothing" : Figures.latency(floor.budget), "number"),
                    cell(Figures.percent(Double(floor.cold) / Double(max(1, floor.requests))), "number"),
                    cell(floor.opening.map { Figures.latency($0) } ?? Figures.missing, "number"),
                ]
            }
        )
    }

    private func profile(_ region: RunRecord.RegionFacts, _ facts: RunRecord.NetworkFacts) -> Markup {
        tag("details") {
            tag("summary") {
                "\(region.name): modelled as \(facts.profile), round trip \(Figures.latency(facts.roundTripP50)) median, "
                    + "\(Figures.latency(facts.roundTripP95)) p95; \(NetworkText.evidence(facts))"
            }
            table(
                "What \(facts.profile) rests on",
                [("leg", false), ("figure", false), ("value", true), ("kind", false), ("source", false)],
                facts.figures.map { figure in
                    [
                        cell(figure.leg), cell(figure.name), cell(NetworkText.value(figure), "number"),
                        cell(figure.kind), cell(figure.source + (figure.year.map { " (\($0))" } ?? "")),
                    ]
                }
            )
        }
    }
}

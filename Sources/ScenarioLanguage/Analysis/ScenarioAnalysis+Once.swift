import Groundwork
import LoadPlan

/// Flows that run once, and what must be true of all users.
extension ScenarioAnalysis {
    /// When a flow runs once, where that is written: `flow NAME at 30s`.
    func start(of flow: FlowSyntax, _ weight: Double, _ quantities: QuantityAnalysis) -> Nanoseconds? {
        guard let written = flow.start, let moment = quantities.duration(written, "the moment when it runs") else {
            return nil
        }
        if weight > 0 {
            bag.error(
                "flow-at",
                "a flow with a weight and a moment",
                at: written.range,
                "it is either the load's users' or runs once; leave the weight out"
            )
        }
        return moment
    }

    /// Races without a moment of their own take place in the middle of the measured load; all must fit into it.
    func placeRaces(_ flows: inout [Flow], _ load: Load) {
        let syntax = syntax.declarations.compactMap { declaration -> FlowSyntax? in
            if case .flow(let flow) = declaration.kind { flow } else { nil }
        }
        for index in flows.indices {
            let races = flows[index].steps.contains { if case .race = $0 { true } else { false } }
            if races, flows[index].startsAt == nil, flows[index].weight == 0 {
                flows[index].startsAt = load.warmup + load.measured / 2
            }
            guard let start = flows[index].startsAt, start >= load.curve.duration, index < syntax.count else {
                continue
            }
            bag.error(
                "flow-at",
                "a flow that runs after the end of the load",
                at: syntax[index].start?.range ?? syntax[index].range,
                "the load lasts \(DurationText.write(Int64(clamping: load.curve.duration)))"
            )
        }
    }

    /// The scenario's invariants.
    func invariants() {
        let analysis = InvariantAnalysis(bag: bag, names: names, builder: builder)
        for declaration in syntax.declarations {
            if case .invariant(let invariant) = declaration.kind { analysis.run(invariant) }
        }
    }
}

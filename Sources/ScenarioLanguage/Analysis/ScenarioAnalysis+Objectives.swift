import LoadPlan

/// What a scenario is judged by.
extension ScenarioAnalysis {
    func objectives(_ flows: [Flow], _ regions: [Region], _ tenants: [Tenant], _ load: Load?) -> [Objective] {
        let blocks = syntax.declarations.compactMap { declaration -> (head: TextRange, items: [ObjectiveSyntax])? in
            if case .slo(let items) = declaration.kind { (declaration.head, items) } else { nil }
        }
        guard let first = blocks.first, blocks.contains(where: { !$0.items.isEmpty }) else {
            if names.lost.isEmpty, builder.invariants.isEmpty {
                bag.note(
                    "no-objectives",
                    "nothing is judged",
                    at: blocks.first?.head ?? start,
                    "without objectives in slo { … } a run has no verdict to reach"
                )
            }
            return []
        }
        let analysis = ObjectiveAnalysis(
            bag: bag,
            regions: regions.map(\.name),
            tenants: tenants.map(\.name),
            series: builder.series,
            flows: flows,
            phases: load?.phases.map(\.name) ?? phaseNames,
            counters: builder.counters,
            lost: names.lost
        )
        let objectives = analysis.run(blocks.flatMap(\.items))
        if !bag.hasErrors {
            analysis.reportUncovered(objectives, head: first.head)
            FeasibilityAnalysis(bag: bag, regions: regions).run(blocks.flatMap(\.items), objectives)
        }
        return objectives
    }

    /// Names of phases even where the load has mistakes, so that none follows from them.
    private var phaseNames: [String] {
        syntax.declarations.flatMap { declaration -> [String] in
            guard case .load(let load) = declaration.kind else { return [] }
            return load.items.compactMap { if case .phase(let name, _) = $0 { name.text } else { nil } }
        }
    }
}

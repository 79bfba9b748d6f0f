import Groundwork
import LoadPlan

/// What users do, and how many of them there are.
extension ScenarioAnalysis {
    /// All flows, in the order of the file.
    func flows() -> [Flow] {
        let defaults = fileDefaults()
        let quantities = QuantityAnalysis(bag: bag, names: names)
        var flows: [Flow] = []
        for declaration in syntax.declarations {
            guard case .flow(let flow) = declaration.kind else { continue }
            if let first = flows.first(where: { $0.name == flow.name.text }) {
                bag.error(
                    "duplicate-name",
                    "the flow '\(flow.name.text)' stands twice",
                    at: flow.name.range,
                    first.place.file == bag.source.path
                        ? "line \(first.place.line) has it already" : "\(first.place) has it already"
                )
            }
            let standard = flow.start == nil ? 1.0 : 0
            let weight = flow.weight.map { quantities.number($0, "a weight", example: "70") ?? 1 } ?? standard
            let analysis = FlowAnalysis(flow, defaults: defaults, bag: bag, names: names, builder: builder)
            flows.append(analysis.run(weight: weight))
            flows[flows.count - 1].startsAt = start(of: flow, weight, quantities)
        }
        if flows.isEmpty {
            missing("missing-flow", "the scenario has no flow", "write flow NAME { … } with what users do")
        } else if !flows.contains(where: { $0.weight > 0 }) {
            let head = syntax.declarations.first { if case .flow = $0.kind { true } else { false } }?.head ?? start
            bag.error("zero-weights", "no flow has a weight above 0", at: head, "nothing would ever run")
        }
        return flows
    }

    /// The load, and the loads of single flows in it.
    func load(_ flows: [Flow]) -> Load? {
        for declaration in syntax.declarations {
            guard case .load(let load) = declaration.kind else { continue }
            var analysis = LoadAnalysis(bag: bag, names: names, head: declaration.head) { [self] in
                tables.readCurve($0)
            }
            return analysis.run(load, flows: flows)
        }
        missing("missing-load", "the scenario has no load", "write load { users 100 for 5m }, for example")
        return nil
    }

    /// What bounds the requests of steps.
    func budgets(_ flows: [Flow]) -> [Budget] {
        let analysis = BudgetAnalysis(bag: bag, names: names, builder: builder, flows: flows)
        for declaration in syntax.declarations {
            if case .load(let load) = declaration.kind { return analysis.run(load) }
        }
        return []
    }

    /// Arrivals know no pace.
    func checkPaces(_ load: Load) {
        guard case .rate = load.model else { return }
        for range in builder.paces {
            bag.error("wrong-model", "'pace' in a load of arrivals", at: range, "arrivals begin when they are due")
        }
    }

    /// Flows with loads of their own weigh as much as these; others never run.
    static func weigh(_ flows: inout [Flow], by load: Load) {
        guard !load.flows.isEmpty else { return }
        for index in flows.indices {
            flows[index].weight = load.flows.first { $0.flow == index }?.curve.area ?? 0
        }
    }
}

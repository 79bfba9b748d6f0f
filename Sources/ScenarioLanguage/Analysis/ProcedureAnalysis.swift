import Groundwork
import LoadPlan

/// Setup, teardown and shared values: what the run does itself.
struct ProcedureAnalysis {
    let syntax: ScenarioSyntax
    let defaults: [ClauseSyntax]
    let bag: DiagnosticBag
    let names: Namespace
    let builder: PlanBuilder

    /// What is done before the load. Its variables become values of the run.
    func before() -> (setup: Procedure?, refreshed: [Procedure.Refreshed]) {
        var setup: Procedure?
        for declaration in syntax.declarations {
            guard case .setup(let body) = declaration.kind else { continue }
            setup = prepare("setup", body, at: declaration.head)
        }
        var refreshed: [Procedure.Refreshed] = []
        var known: [String: TextRange] = [:]
        for declaration in syntax.declarations {
            guard case .shared(let shared) = declaration.kind else { continue }
            if let first = known[shared.name.text] {
                bag.error(
                    "duplicate-name",
                    "'shared \(shared.name.text)' stands twice",
                    at: shared.name.range,
                    "\(bag.source.line(first.start)) has it already"
                )
            }
            known[shared.name.text] = shared.name.range
            let every = every(shared)
            let head = declaration.head.through(shared.name.range)
            let procedure = prepare("shared \(shared.name.text)", shared.body, at: head)
            if procedure.exports.isEmpty, names.lost.isEmpty, !bag.hasErrors {
                bag.error(
                    "shares-nothing",
                    "'shared \(shared.name.text)' makes no value",
                    at: head,
                    "a capture or let in it is what users share"
                )
            }
            refreshed.append(Procedure.Refreshed(procedure: procedure, every: every))
        }
        return (setup, refreshed)
    }

    /// Values are not made more often than this: it is no load.
    private static let shortest = Nanoseconds.second

    private func every(_ shared: SharedSyntax) -> Nanoseconds? {
        guard let every = shared.every else { return nil }
        let length = QuantityAnalysis(bag: bag, names: names).duration(every, "a length of time")
        if let length, length < Self.shortest {
            bag.error("quantity", "a value that is made too often", at: every.range, "at most once a second")
        }
        return length
    }

    /// What is done behind the load.
    func teardown() -> Procedure? {
        for declaration in syntax.declarations {
            guard case .teardown(let body) = declaration.kind else { continue }
            return apart { _ in
                let (analysis, flow) = analyse("teardown", body, at: declaration.head, .teardown)
                return Procedure(
                    name: "teardown",
                    steps: flow.steps,
                    series: analysis.builder.series,
                    place: flow.place
                )
            }
        }
        return nil
    }

    private func prepare(_ name: String, _ body: [StatementSyntax], at head: TextRange) -> Procedure {
        apart { _ in
            let (analysis, flow) = analyse(name, body, at: head, .preparation)
            let taint = SecretTaint(flow.steps)
            var procedure = Procedure(name: name, steps: flow.steps, series: builder.series, place: flow.place)
            for (name, range) in analysis.variables.sorted(by: { $0.value.start < $1.value.start })
            where names.declared[name] == nil && !names.sharedValues.contains(where: { $0.name == name }) {
                let variable = builder.variable(name)
                let hides = taint.hidden.contains(variable)
                procedure.exports.append(
                    Procedure.Export(variable: variable, value: names.sharedValues.count, hidesSecret: hides)
                )
                names.sharedValues.append(
                    Namespace.SharedValue(
                        name: name,
                        range: range,
                        maker: procedure.name,
                        isCertain: analysis.state.definite.contains(variable),
                        isUsed: analysis.readVariables.contains(name)
                    )
                )
            }
            return procedure
        }
    }

    /// With series of its own: objectives are not about them.
    private func apart(_ make: (PlanBuilder) -> Procedure) -> Procedure {
        let series = builder.series
        builder.series = []
        defer { builder.series = series }
        return make(builder)
    }

    private func analyse(_ name: String, _ body: [StatementSyntax], at head: TextRange, _ role: FlowAnalysis.Role)
        -> (FlowAnalysis, Flow)
    {
        let flow = FlowSyntax(name: NameSyntax(text: name, range: head), body: body, range: head)
        let analysis = FlowAnalysis(flow, defaults: defaults, bag: bag, names: names, builder: builder)
        analysis.role = role
        var result = analysis.run(weight: 1)
        // The whole comes last, so that it is found without a number.
        builder.series.append(builder.series[result.series])
        result.series = builder.series.count - 1
        return (analysis, result)
    }
}

extension FlowAnalysis {
    /// A statement of teardown. A request that needs what setup may not have made is left out where it has not.
    func guarded(_ statement: StatementSyntax) -> [Step] {
        switch statement.kind {
        case .request, .poll: break
        default: return analyse(statement).map { [$0] } ?? []
        }
        let before = sharedReads
        sharedReads = []
        let step = analyse(statement)
        let needed = sharedReads.sorted()
        sharedReads.formUnion(before)
        guard let step else { return [] }
        guard let first = needed.first else { return [step] }
        let isSet = { (number: Int) in Expression.isKind(.shared(number), .set) }
        let all = needed.dropFirst().reduce(isSet(first)) { .binary(.and, $0, isSet($1)) }
        return [.branch(all, then: [step], otherwise: [])]
    }
}

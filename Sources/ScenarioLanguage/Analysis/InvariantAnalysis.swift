import Groundwork
import LoadPlan

/// What must be true of a whole run, across its users: every name in it must mean something.
struct InvariantAnalysis {
    let bag: DiagnosticBag
    let names: Namespace
    let builder: PlanBuilder

    /// One invariant; a mistake in it is said.
    func run(_ syntax: InvariantSyntax) {
        guard let condition = condition(syntax) else { return }
        let invariant = Invariant(
            text: SourceText.folded(bag.source.text(syntax.range)),
            condition: condition,
            place: bag.source.place(at: syntax.range.start)
        )
        builder.invariants.append(invariant)
    }

    private func condition(_ syntax: InvariantSyntax) -> Invariant.Condition? {
        switch syntax.kind {
        case .comparison(let comparison):
            return AmountAnalysis(bag: bag, names: names, count: count).comparison(comparison)
        case .atMost(let limit, let condition, let steps, let variable):
            return atMost(limit, condition, steps, variable)
        }
    }

    /// An expression about answers: it stands outside all flows, so it knows no variables.
    private func answer(_ syntax: ExpressionSyntax) -> Expression {
        let nowhere = FlowSyntax(
            name: NameSyntax(text: "", range: syntax.range),
            body: [],
            range: syntax.range
        )
        let analysis = FlowAnalysis(nowhere, defaults: [], bag: bag, names: names, builder: builder)
        let condition = analysis.condition(syntax, .answer)
        if let codes = StatusCodes.admitted(by: condition), codes.isEmpty {
            bag.error("never-holds", "a condition that never holds", at: syntax.range, "no status satisfies this")
        }
        return condition
    }

    // MARK: Counts

    private func count(_ name: NameSyntax?, _ condition: ExpressionSyntax?, _ range: TextRange) -> Invariant.Amount? {
        guard let name else { return nil }
        let steps = series(named: name.text)
        if let condition {
            guard !steps.isEmpty else {
                reportUnknown(name, builder.steps, "step")
                return nil
            }
            let text = SourceText.folded("\(name.text) when \(bag.source.text(condition.range))")
            let match = Tally.Match.answer(answer(condition))
            return .tally(builder.tally(Tally(name: text, source: .steps(steps), matching: match)))
        }
        if let counter = builder.counters.firstIndex(of: name.text) {
            return .tally(builder.tally(Tally(name: name.text, source: .counter(counter))))
        }
        if !steps.isEmpty { return .tally(builder.tally(Tally(name: name.text, source: .steps(steps)))) }
        if let dot = name.text.lastIndex(of: ".") {
            let outcome = String(name.text[name.text.index(after: dot)...])
            let steps = series(named: String(name.text[..<dot])).filter { series in
                outcome == "ok" || outcome == "throttled"
                    || builder.series[series].outcomes.contains { $0.name == outcome }
            }
            if !steps.isEmpty {
                let tally = Tally(name: name.text, source: .steps(steps), matching: .outcome(outcome))
                return .tally(builder.tally(tally))
            }
        }
        let outcomes = builder.series.flatMap { series in
            series.outcomes.map { "\(series.name).\($0.name)" }
        }
        reportUnknown(name, builder.counters + builder.steps + outcomes, "counter, step or outcome")
        return nil
    }

    private func series(named name: String) -> [Int] {
        builder.series.indices.filter { builder.series[$0].kind == .step && builder.series[$0].name == name }
    }

    private func reportUnknown(_ name: NameSyntax, _ known: [String], _ what: String) {
        if names.lost.contains(name.text) { return }
        bag.error(
            "unknown-count",
            "nothing is counted under '\(name.text)'",
            at: name.range,
            Suggestion.label(for: name.text, in: known) ?? "no \(what) has this name"
        )
    }

    // MARK: By key

    private func atMost(
        _ limit: QuantitySyntax,
        _ condition: ExpressionSyntax,
        _ steps: [NameSyntax],
        _ variable: NameSyntax
    ) -> Invariant.Condition? {
        let quantities = QuantityAnalysis(bag: bag, names: names)
        let most = quantities.number(limit, "a number", example: "1")
        if let most, most != most.rounded() || most > 1e9 {
            bag.error("whole-number", "not a number of times", at: limit.range, "write a whole number, or one")
            return nil
        }
        let match = answer(condition)
        guard let index = builder.variables.firstIndex(of: variable.text) else {
            if !names.lost.contains(variable.text) {
                bag.error(
                    "unknown-name",
                    "unknown variable '\(variable.text)'",
                    at: variable.range,
                    Suggestion.label(for: variable.text, in: builder.variables) ?? "no flow sets it"
                )
            }
            return nil
        }
        guard let series = covered(steps, index, variable), let most else { return nil }
        let keyed = builder.keyedTally(KeyedTally(series: series, condition: match, variable: index))
        return .atMost(Int(most), keyed: keyed)
    }

    /// The steps that are named, or else those whose requests are made with the variable.
    private func covered(_ steps: [NameSyntax], _ index: Int, _ variable: NameSyntax) -> [Int]? {
        guard !steps.isEmpty else {
            let sent = builder.variablesSent.filter { $0.value.contains(index) }.keys.sorted()
            if sent.isEmpty {
                bag.error(
                    "covers-nothing",
                    "no request is made with '\(variable.text)'",
                    at: variable.range,
                    "name the steps whose answers count: of booking.create"
                )
                return nil
            }
            return sent
        }
        var series: Set<Int> = []
        for step in steps {
            let glob = Glob(step.text)
            let found = builder.series.indices.filter {
                builder.series[$0].kind == .step && glob.matches(builder.series[$0].name)
            }
            if found.isEmpty, !names.lost.contains(step.text) {
                bag.error(
                    "unknown-step",
                    "no step matches '\(step.text)'",
                    at: step.range,
                    Suggestion.label(for: step.text, in: builder.steps) ?? "see the names behind 'as'"
                )
            }
            series.formUnion(found)
        }
        return series.isEmpty ? nil : series.sorted()
    }
}

import Groundwork
import LoadPlan

/// Budgets of requests: `at most 500 of booking.create`.
struct BudgetAnalysis {
    let bag: DiagnosticBag
    let names: Namespace
    let builder: PlanBuilder
    let flows: [Flow]

    /// All budgets of a load.
    func run(_ load: LoadSyntax) -> [Budget] {
        var budgets: [Budget] = []
        for syntax in Self.collect(load.items) {
            guard let budget = budget(syntax) else { continue }
            if let other = budgets.first(where: { !$0.series.isDisjoint(with: budget.series) }) {
                let name = budget.series.intersection(other.series).min().map { builder.series[$0].name } ?? ""
                bag.error(
                    "duplicate-budget",
                    "two budgets of one step",
                    at: syntax.range,
                    "'\(name)' is in that of line \(other.place.line) already"
                )
            }
            budgets.append(budget)
        }
        return budgets
    }

    private static func collect(_ items: [LoadSyntax.Item]) -> [BudgetSyntax] {
        items.flatMap { item -> [BudgetSyntax] in
            switch item {
            case .budget(let budget): [budget]
            case .phase(_, let inner), .flow(_, let inner): collect(inner)
            default: []
            }
        }
    }

    private func budget(_ syntax: BudgetSyntax) -> Budget? {
        let quantities = QuantityAnalysis(bag: bag, names: names)
        guard let limit = quantities.number(syntax.limit, "a number of requests", example: "500") else { return nil }
        guard limit >= 1, limit <= 1e15, limit == limit.rounded() else {
            bag.error("quantity", "not a number of requests", at: syntax.limit.range, "write a whole number from 1")
            return nil
        }
        var series: Set<Int> = []
        let steps = builder.series.indices.filter { builder.series[$0].kind == .step }
        for name in syntax.of {
            let glob = Glob(name.text)
            let found = steps.filter { glob.matches(builder.series[$0].name) }
            if found.isEmpty, names.lost.isEmpty {
                let known = Set(steps.map { builder.series[$0].name })
                bag.error(
                    "covers-nothing",
                    "a budget of no step",
                    at: name.range,
                    Suggestion.label(for: name.text, in: known.sorted()) ?? "no step matches"
                )
            }
            series.formUnion(found)
        }
        let sideBySide = flows.reduce(into: Set<Int>()) { $0.formUnion(Self.inParallel($1.steps)) }
        if let first = series.intersection(sideBySide).min() {
            bag.error(
                "budget-in-parallel",
                "a budget of a request in 'parallel'",
                at: syntax.range,
                "'\(builder.series[first].name)' is sent at the same time as others; put it behind them"
            )
        }
        let pattern = syntax.of.map(\.text).joined(separator: "+").replacing("*", with: "all")
        return Budget(
            limit: Int(limit),
            series: series,
            endsRun: syntax.endsRun,
            skipped: builder.counter("\(pattern).skipped"),
            text: SourceText.folded(bag.source.text(syntax.range)),
            place: bag.source.place(at: syntax.range.start)
        )
    }

    private static func inParallel(_ steps: [Step]) -> Set<Int> {
        var found: Set<Int> = []
        for step in steps {
            switch step {
            case .parallel(let parallel): found.formUnion(parallel.requests.map(\.series))
            case .branch(_, let then, let otherwise):
                found.formUnion(inParallel(then))
                found.formUnion(inParallel(otherwise))
            case .group(_, let inner), .repeats(_, let inner, _), .loop(_, let inner, _):
                found.formUnion(inParallel(inner))
            case .each(let each): found.formUnion(inParallel(each.steps))
            case .choose(let ways): for way in ways { found.formUnion(inParallel(way.steps)) }
            default: break
            }
        }
        return found
    }
}

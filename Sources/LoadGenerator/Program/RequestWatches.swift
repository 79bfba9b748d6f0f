import LoadMetrics
import LoadPlan

/// Finds out, before a run, what counts which requests for the invariants.
enum RequestWatches {
    /// Conditions that are asked of the request's answer.
    static func conditions(of request: Request, race: Int?, _ plan: Plan) -> [Expression] {
        let tallies = plan.tallies.filter { concerns($0, request.series, race) }.compactMap { tally in
            if case .answer(let condition) = tally.matching { condition } else { nil }
        }
        return tallies + plan.keyedTallies.filter { $0.series.contains(request.series) }.map(\.condition)
    }

    /// Adds them to a prepared request.
    static func add(to request: inout PreparedRequest, race: Int?, _ plan: Plan, _ pool: ExpressionPool) {
        for (number, tally) in plan.tallies.enumerated() where concerns(tally, request.series, race) {
            let test: PreparedRequest.Watch.Test?
            switch tally.matching {
            case .answer(let condition): test = .answer(pool.add(condition))
            case .outcome(let name): test = request.outcomeNames.firstIndex(of: name).map { .outcome(OutcomeSlot($0)) }
            case nil: test = .outcome(.ok)
            }
            // A series that has no outcome of this name never counts.
            guard let test else { continue }
            request.watches.append(PreparedRequest.Watch(tally: number, test: test, isImmediate: race != nil))
        }
        for (number, tally) in plan.keyedTallies.enumerated() where tally.series.contains(request.series) {
            request.keys.append(
                PreparedRequest.KeyWatch(
                    table: number,
                    condition: pool.add(tally.condition),
                    variable: tally.variable
                )
            )
        }
        request.race = race
        request.isWatched = race != nil || !request.watches.isEmpty || !request.keys.isEmpty
    }

    private static func concerns(_ tally: Tally, _ series: Int, _ race: Int?) -> Bool {
        switch tally.source {
        case .steps(let steps): steps.contains(series)
        case .race(let number): number == race
        case .counter: false
        }
    }
}

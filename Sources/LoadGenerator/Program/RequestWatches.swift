import LoadMetrics
import LoadPlan

/// Finds out, before a run, what counts which requests for the invariants.
enum RequestWatches {
    /// Conditions that are asked of the request's answer.
    static func conditions(of request: Request, race: Int, _ plan: Plan) -> [Expression] {
        let tallies = plan.tallies.filter { concerns($0, request.series, race) }.compactMap { tally in
            if case .answer(let condition) = tally.matching { condition } else { nil }
        }
        return tallies + plan.keyedTallies.filter { $0.series.contains(request.series) }.map(\.condition)
    }

    /// Adds them to a prepared request.
    static func add(to request: inout PreparedRequest, race: Int, _ plan: Plan, _ pool: ExpressionPool) {
        for (number, tally) in plan.tallies.enumerated() where concerns(tally, request.series, race) {
            var watch = PreparedRequest.Watch(tally: Int32(number), condition: -1, outcome: -1, isImmediate: race >= 0)
            switch tally.matching {
            case .answer(let condition): watch.condition = pool.add(condition)
            case .outcome(let name): watch.outcome = outcome(name, plan.series[request.series])
            case nil: watch.outcome = Int32(OutcomeSlots.ok)
            }
            request.watches.append(watch)
        }
        for (number, tally) in plan.keyedTallies.enumerated() where tally.series.contains(request.series) {
            request.keys.append(
                PreparedRequest.KeyWatch(
                    table: Int32(number),
                    condition: pool.add(tally.condition),
                    variable: Int32(tally.variable)
                )
            )
        }
        request.race = Int32(race)
        request.isWatched = race >= 0 || !request.watches.isEmpty || !request.keys.isEmpty
    }

    private static func concerns(_ tally: Tally, _ series: Int, _ race: Int) -> Bool {
        switch tally.source {
        case .steps(let steps): steps.contains(series)
        case .race(let number): number == race
        case .counter: false
        }
    }

    /// The slot of an outcome, or -2 where the series has none of this name.
    private static func outcome(_ name: String, _ series: Series) -> Int32 {
        let index = OutcomeSlots.outcomes(declared: series.outcomes).firstIndex { $0.name == name }
        return Int32(index ?? -2)
    }
}

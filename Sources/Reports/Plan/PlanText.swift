import Groundwork
public import LoadPlan

/// A plan in words, for `zonda check`.
public enum PlanText {
    /// The lines.
    public static func lines(_ plan: Plan) -> [String] {
        var lines = ["\(plan.title)  (\(plan.path), \(plan.hash.prefix(12)))"]
        lines.append(fact("target", plan.target.url))
        if !plan.services.isEmpty { lines.append(fact("also", plan.services.map(\.url).joined(separator: ", "))) }
        let connection = plan.connection.words
        if !connection.isEmpty { lines.append(fact("connection", connection.joined(separator: ", "))) }
        for carrier in plan.carriers { lines.append(fact("carrier", carrier)) }
        if !plan.parameters.isEmpty {
            lines.append(fact("parameters", plan.parameters.map { "\($0.name) = \($0.value)" }.joined(separator: ", ")))
        }
        let summary = PlanSummary(plan)
        lines += load(plan, summary)
        lines += plan.budgets.map { fact("budget", $0.text + ($0.endsRun ? ", then the run ends" : "")) }
        lines += procedures(plan)
        lines += flows(plan)
        if plan.regions.count > 1 {
            lines.append(
                fact(
                    "regions",
                    plan.regions.map { "\($0.name) \(Figures.percent($0.share))" }.joined(
                        separator: ", "
                    )
                )
            )
        }
        if plan.tenants.count > 1 {
            lines.append(
                fact(
                    "tenants",
                    plan.tenants.map { "\($0.name) \(Figures.percent($0.share))" }.joined(
                        separator: ", "
                    )
                )
            )
        }
        return lines + DistanceText.lines(plan) + coverage(plan, summary)
    }

    private static func load(_ plan: Plan, _ summary: PlanSummary) -> [String] {
        let load = plan.load
        var lines: [String] = []
        switch load.model {
        case .users:
            lines.append(
                fact(
                    "load",
                    "up to \(Noun.counted(Figures.number(summary.peak, 0), "user")), each waiting for its answers"
                )
            )
        case .rate(let arrivals):
            lines.append(
                fact("load", "up to \(Figures.rate(summary.peak)) arrivals (\(arrivals.rawValue)), waiting for nobody")
            )
        }
        if load.flows.isEmpty {
            lines.append(fact("curve", curve(load.curve)))
        } else {
            for flow in load.flows {
                lines.append(fact("curve", "\(plan.flows[flow.flow].name): \(curve(flow.curve))"))
            }
        }
        switch load.iterations {
        case nil: break
        case .total(let total): lines.append(fact("iterations", "at most \(Figures.count(total)) in all"))
        case .perUser(let each): lines.append(fact("iterations", "at most \(Figures.count(each)) by each user"))
        }
        lines.append(fact("expected", expectation(summary)))
        let warmup = load.warmup > 0 ? ", of which \(Figures.duration(load.warmup)) warm-up" : ""
        lines.append(
            fact(
                "duration",
                "\(Figures.duration(load.curve.duration))\(warmup); at the longest \(Figures.duration(summary.longest))"
            )
        )
        return lines
    }

    /// `about 24,000 iterations of 2 to 5 requests: 48,000 to 120,000 requests`.
    private static func expectation(_ summary: PlanSummary) -> String {
        let each = summary.requestsPerIteration
        let perIteration = Noun.counted(range(each.lowerBound, each.upperBound), "request")
        guard let mostIterations = summary.iterations.most else {
            return "as many iterations of \(perIteration) as the service can answer"
        }
        let iterations = Noun.counted(Figures.number(mostIterations, 0), "iteration")
        guard let mostRequests = summary.requests.most else {
            // A loop without a known end.
            let about = summary.iterations.least == mostIterations ? "about" : "at most"
            return "\(about) \(iterations) of \(perIteration)"
        }
        if summary.iterations.least == mostIterations {
            return "about \(iterations) of \(perIteration): "
                + Noun.counted(range(summary.requests.least, mostRequests), "request")
        }
        return "at most \(iterations) of \(perIteration): "
            + "at most \(Noun.counted(Figures.number(mostRequests, 0), "request"))"
    }

    private static func range(_ least: Double, _ most: Double) -> String {
        guard most.isFinite else { return "\(Figures.number(least, 0)) or more" }
        let (low, high) = (Figures.number(least, 0), Figures.number(most, 0))
        return low == high ? high : "\(low) to \(high)"
    }

    /// What the run does itself.
    private static func procedures(_ plan: Plan) -> [String] {
        let names = { (procedure: Procedure) in
            procedure.series.filter { $0.kind == .step }.map(\.name).joined(separator: ", ")
        }
        var lines: [String] = []
        if let setup = plan.setup { lines.append(fact("setup", names(setup))) }
        for refreshed in plan.refreshed {
            let every = refreshed.every.map { ", every \(Figures.duration($0))" } ?? ""
            lines.append(
                fact("shared", refreshed.procedure.name.dropFirst(7) + ": " + names(refreshed.procedure) + every)
            )
        }
        if let teardown = plan.teardown { lines.append(fact("teardown", names(teardown))) }
        return lines
    }

    private static func flows(_ plan: Plan) -> [String] {
        let total = plan.flows.reduce(0) { $0 + max(0, $1.weight) }
        return plan.flows.map { flow in
            let share = total > 0 ? max(0, flow.weight) / total : 0
            let names = plan.series.filter { $0.flow == flow.name && $0.kind == .step }.map(\.name)
            if let moment = flow.startsAt {
                return fact(
                    "flow",
                    "\(flow.name) once, at \(Figures.duration(moment)): \(names.joined(separator: ", "))"
                )
            }
            return fact(
                "flow",
                "\(flow.name) \(Figures.percent(share)): \(names.joined(separator: ", "))"
            )
        }
    }

    /// An invariant without the word that the line begins with anyway.
    private static func bare(_ text: String) -> String {
        text.hasPrefix("invariant ") ? String(text.dropFirst(10)) : text
    }

    private static func coverage(_ plan: Plan, _ summary: PlanSummary) -> [String] {
        var lines = zip(plan.objectives, summary.coverage).map { objective, series in
            let regions = plan.regions.filter { region in
                plan.tenants.contains { objective.scope.covers(region: region.name, tenant: $0.name) }
            }
            let names = unique(series.map { plan.series[$0].name })
            let steps = Set(plan.series.filter { $0.kind == .step }.map(\.name))
            let shown =
                names.count > 1 && Set(names) == steps
                ? "all \(names.count) steps"
                : names.prefix(4).joined(separator: ", ") + (names.count > 4 ? " and \(names.count - 4) more" : "")
            let places = plan.regions.count > 1 ? ", in \(regions.count) of \(plan.regions.count) regions" : ""
            return fact("objective", "\(objective.text)  (\(shown)\(places))")
        }
        lines += plan.invariants.map { fact($0.race == nil ? "invariant" : "race", Self.bare($0.text)) }
        if plan.objectives.isEmpty, plan.invariants.isEmpty {
            lines.append(fact("objective", "none: a run can be INCONCLUSIVE at best"))
        } else if !summary.uncovered.isEmpty {
            lines.append(
                fact("uncovered", unique(summary.uncovered.map { plan.series[$0].name }).joined(separator: ", "))
            )
        }
        return lines
    }

    private static func unique(_ names: [String]) -> [String] {
        var seen: Set<String> = []
        return names.filter { seen.insert($0).inserted }
    }

    /// A line with its name in front.
    static func fact(_ name: String, _ value: String) -> String {
        "  \(name)" + String(repeating: " ", count: max(1, 12 - name.count)) + value
    }

    /// A curve's pieces in words: `0 -> 2000 over 2m 00s, 2000 for 5m 00s`.
    public static func curve(_ curve: LoadCurve) -> String {
        // A curve from a file has a piece for each of its rows.
        guard curve.pieces.count <= 12 else {
            let level = Figures.number(curve.peak)
            return "\(curve.pieces.count) pieces up to \(level) in \(Figures.duration(curve.duration))"
        }
        return curve.pieces.map { piece in
            let length = Figures.duration(piece.duration)
            let level = { (value: Double) in Figures.number(value) }
            return piece.from == piece.to
                ? "\(level(piece.to)) for \(length)" : "\(level(piece.from)) -> \(level(piece.to)) over \(length)"
        }.joined(separator: ", ")
    }
}

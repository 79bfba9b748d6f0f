import LoadPlan
import Reports

/// A plan in words, for `zonda check`.
enum PlanText {
    /// The lines.
    static func lines(_ plan: Plan) -> [String] {
        var lines = ["\(plan.title)  (\(plan.path), \(plan.hash.prefix(12)))"]
        lines.append(fact("target", plan.target.url))
        if !plan.parameters.isEmpty {
            lines.append(fact("parameters", plan.parameters.map { "\($0.name) = \($0.value)" }.joined(separator: ", ")))
        }
        lines += load(plan)
        lines += flows(plan)
        if plan.regions.count > 1 {
            lines.append(
                fact("regions", plan.regions.map { "\($0.name) \(Figures.percent($0.share))" }.joined(separator: ", "))
            )
        }
        if plan.tenants.count > 1 {
            lines.append(
                fact("tenants", plan.tenants.map { "\($0.name) \(Figures.percent($0.share))" }.joined(separator: ", "))
            )
        }
        return lines + coverage(plan)
    }

    private static func load(_ plan: Plan) -> [String] {
        let load = plan.load
        let longest = load.curve.duration &+ load.gracefulStop
        var lines: [String] = []
        switch load.model {
        case .users:
            lines.append(
                fact("load", "up to \(Figures.number(load.curve.peak, 0)) users, each waiting for its answers")
            )
        case .rate(let arrivals):
            lines.append(
                fact(
                    "load",
                    "up to \(Figures.rate(load.curve.peak)) arrivals (\(arrivals.rawValue)), waiting for nobody"
                )
            )
            lines.append(
                fact(
                    "expected",
                    "\(Figures.number(load.curve.area, 0)) iterations, at most \(plan.mostRequests.map(Figures.count) ?? "any number of") requests each"
                )
            )
        }
        lines.append(fact("curve", load.curve.words))
        let warmup = load.warmup > 0 ? ", of which \(Figures.duration(load.warmup)) warm-up" : ""
        lines.append(
            fact(
                "duration",
                "\(Figures.duration(load.curve.duration))\(warmup); at the longest \(Figures.duration(longest))"
            )
        )
        return lines
    }

    private static func flows(_ plan: Plan) -> [String] {
        let total = plan.flows.reduce(0) { $0 + max(0, $1.weight) }
        return plan.flows.map { flow in
            let share = total > 0 ? max(0, flow.weight) / total : 0
            let names = plan.series.filter { $0.flow == flow.name && $0.kind == .step }.map(\.name)
            return fact("flow", "\(flow.name) \(Figures.percent(share)): \(names.joined(separator: ", "))")
        }
    }

    private static func coverage(_ plan: Plan) -> [String] {
        var lines: [String] = []
        var covered: Set<Int> = []
        for objective in plan.objectives {
            let series = plan.series.indices.filter { index in
                let series = plan.series[index]
                return objective.scope.covers(name: series.name, kind: series.kind, flow: series.flow)
            }
            covered.formUnion(series)
            let regions = plan.regions.filter { region in
                plan.tenants.contains { objective.scope.covers(region: region.name, tenant: $0.name) }
            }
            lines.append(
                fact("objective", "\(objective.text)  (\(series.count) series in \(regions.count) regions)")
            )
        }
        let bare = plan.series.indices.filter { plan.series[$0].kind == .step && !covered.contains($0) }
        if plan.objectives.isEmpty {
            lines.append(fact("objective", "none: a run can be INCONCLUSIVE at best"))
        } else if !bare.isEmpty {
            lines.append(fact("uncovered", bare.map { plan.series[$0].name }.joined(separator: ", ")))
        }
        return lines
    }

    private static func fact(_ name: String, _ value: String) -> String {
        "  \(name)" + String(repeating: " ", count: max(1, 12 - name.count)) + value
    }
}

extension LoadCurve {
    /// The pieces in words: `0 -> 2000 over 2m 00s, 2000 for 5m 00s`.
    var words: String {
        pieces.map { piece in
            let length = Figures.duration(piece.duration)
            let level = { (value: Double) in Figures.round(Figures.number(value, 2)) }
            return piece.from == piece.to
                ? "\(level(piece.to)) for \(length)" : "\(level(piece.from)) -> \(level(piece.to)) over \(length)"
        }.joined(separator: ", ")
    }
}

extension Plan {
    /// Most requests of one iteration of any flow, or `nil` where a poll makes that open.
    var mostRequests: UInt64? {
        let counts = flows.filter { $0.weight > 0 }.map { Self.most($0.steps) }
        return counts.contains { $0 == nil } ? nil : counts.compactMap { $0 }.max()
    }

    private static func most(_ steps: [Step]) -> UInt64? {
        var sum: UInt64 = 0
        for step in steps {
            switch step {
            case .request: sum += 1
            case .branch(_, let then, let otherwise):
                guard let a = most(then), let b = most(otherwise) else { return nil }
                sum += Swift.max(a, b)
            case .group(_, let inner):
                guard let count = most(inner) else { return nil }
                sum += count
            case .poll: return nil
            case .think, .assign, .count, .end: break
            }
        }
        return sum
    }
}

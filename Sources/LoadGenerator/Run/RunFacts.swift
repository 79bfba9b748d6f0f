import Groundwork
import LoadMetrics
import LoadPlan

/// Turns a plan into the record that a run begins with.
enum RunFacts {
    static func record(
        of plan: Plan,
        options: GeneratorOptions,
        layout: SeriesLayout,
        startedAt: Double
    ) -> RunRecord {
        var arrivals: String?
        if case .rate(let spacing) = plan.load.model { arrivals = spacing.rawValue }
        var record = RunRecord(
            id: options.runID,
            state: .running,
            tool: options.tool,
            scenario: RunRecord.ScenarioFacts(
                title: plan.title,
                name: plan.name,
                path: plan.path,
                hash: plan.hash,
                parameters: Dictionary(plan.parameters.map { ($0.name, $0.value) }) { $1 }
            ),
            target: plan.target.url,
            seed: options.seed,
            load: RunRecord.LoadFacts(
                model: plan.load.model.kind,
                arrivals: arrivals,
                peak: plan.load.curve.peak,
                warmup: plan.load.warmup,
                duration: plan.load.curve.duration,
                curve: curve(plan),
                cap: arrivals == nil ? nil : plan.load.maxInFlight,
                iterations: plan.load.iterationCount
            ),
            startedAt: startedAt,
            measuredFrom: plan.load.warmup,
            measuredTo: plan.load.curve.duration,
            objectives: plan.objectives.map {
                RunRecord.ObjectiveText(
                    text: $0.text,
                    file: $0.place.file,
                    line: $0.place.line,
                    column: $0.place.column
                )
            },
            thresholds: layout.thresholds,
            regions: plan.regions.map { RegionFactsMaking.facts(of: $0) },
            series: layout.keys,
            host: HostProbe.fingerprint()
        )
        let rule = CarrierRule(plan)
        record.carriers = Set(plan.requests.map { rule.choice(of: $0).carrier.rawValue }).sorted()
        if !plan.invariants.isEmpty { record.invariants = InvariantLedger.declared(plan) }
        return record
    }

    /// The load's curve in words.
    private static func curve(_ plan: Plan) -> String {
        let unit = plan.load.model == .users ? "" : "/s"
        guard plan.load.flows.isEmpty else {
            return plan.load.flows.map { "\(plan.flows[$0.flow].name): \(curve($0.curve, unit))" }.joined(
                separator: "; "
            )
        }
        return curve(plan.load.curve, unit)
    }

    private static func curve(_ curve: LoadCurve, _ unit: String) -> String {
        curve.pieces.map { piece in
            let seconds = "\(number(piece.duration.inSeconds))s"
            return piece.from == piece.to
                ? "\(number(piece.from))\(unit) for \(seconds)"
                : "\(number(piece.from))\(unit) -> \(number(piece.to))\(unit) over \(seconds)"
        }.joined(separator: ", ")
    }

    private static func number(_ value: Double) -> String {
        let rounded = (value * 1000).rounded() / 1000
        return rounded == rounded.rounded() && abs(rounded) < 1e15 ? "\(Int64(rounded))" : "\(rounded)"
    }
}

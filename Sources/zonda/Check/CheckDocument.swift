import Groundwork
import LoadPlan
import Reports
import ScenarioLanguage

/// What `zonda check --format json` says of one scenario.
struct CheckDocument: Encodable {
    /// The scenario file.
    var file: String
    /// There is a plan.
    var valid: Bool
    /// What the compiler has to say.
    var diagnostics: [Diagnostic]
    /// What a run would do.
    var plan: PlanFacts?

    init(file: String, compilation: Compilation, plan: Plan?) {
        self.file = file
        valid = plan != nil
        diagnostics = compilation.diagnostics
        self.plan = plan.map { PlanFacts($0) }
    }

    /// A plan's figures.
    struct PlanFacts: Encodable {
        var title: String
        var hash: String
        var target: String
        var model: LoadModel
        var peak: Double
        var curve: String
        var warmupSeconds: Double
        var durationSeconds: Double
        var longestSeconds: Double
        var leastRequests: Double
        var mostRequests: Double?
        var uncovered: [String]
        var flows: [String]
        var regions: [String]
        var distances: [RegionOutlook]
        var tenants: [String]
        var objectives: [String]
        var invariants: [String]

        init(_ plan: Plan) {
            title = plan.title
            hash = plan.hash
            target = plan.target.url
            let load = plan.load
            model = load.model.kind
            peak = load.curve.peak
            curve = PlanText.curve(load.curve)
            warmupSeconds = load.warmup.inSeconds
            durationSeconds = load.curve.duration.inSeconds
            let summary = PlanSummary(plan)
            longestSeconds = summary.longest.inSeconds
            leastRequests = summary.requests.least
            mostRequests = summary.requests.most
            uncovered = summary.uncovered.map { plan.series[$0].name }
            flows = plan.flows.map(\.name)
            regions = plan.regions.map(\.name)
            distances = RegionOutlook.all(plan)
            tenants = plan.tenants.map(\.name)
            objectives = plan.objectives.map(\.text)
            invariants = plan.invariants.map(\.text)
        }
    }
}

import ArgumentParser
import Groundwork
import LoadMetrics
import LoadPlan

/// How the verdict is looked for while a run is under way.
struct LookOptions: ParsableArguments {
    @Option(
        name: .customLong("extend-to"),
        help: ArgumentHelp(
            "Go on at the load's last level until the verdict is decided, for so long in all at most.",
            valueName: "10m"
        )
    )
    var extendTo: DurationArgument?

    @Flag(
        name: .customLong("stop-early"),
        help: "End the run as soon as the verdict is decided, by a rule that holds at every look."
    )
    var stopEarly = false

    /// What the record begins with; nil where nobody looks before the end.
    func looks(for plan: Plan) throws(Stop) -> RunRecord.Looks? {
        guard extendTo != nil || stopEarly else { return nil }
        guard !plan.objectives.isEmpty else {
            throw Stop(.usage, "the scenario has no objectives, so there is no verdict to look for")
        }
        let planned = plan.load.curve.duration
        if let extendTo {
            guard extendTo.nanoseconds > planned else {
                throw Stop(.usage, "--extend-to must be longer than the load itself (\(planned / .second) s)")
            }
            guard plan.load.held(until: extendTo.nanoseconds) != nil else {
                throw Stop(.usage, "--extend-to needs a load that ends by time and above 0: there is no level to hold")
            }
        }
        return RunRecord.Looks(plannedTo: planned, extendTo: extendTo?.nanoseconds, mayEndEarly: stopEarly)
    }
}

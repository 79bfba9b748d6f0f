import ArgumentParser
import LoadPlan

/// Changes to a scenario's load from the command line.
struct LoadOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Scale the load so that its peak is this many users.", valueName: "n"))
    var users: Int?

    @Option(help: ArgumentHelp("Scale the load so that its peak is this arrival rate: 400/s.", valueName: "rate"))
    var rate: RateArgument?

    @Option(help: ArgumentHelp("Fit the whole load, warm-up included, into this time: 90s, 5m.", valueName: "time"))
    var duration: DurationArgument?

    func validate() throws {
        if users != nil, rate != nil {
            throw ValidationError("--users and --rate exclude each other: a load is either users or an arrival rate")
        }
        if let users, users < 1 { throw ValidationError("--users must be at least 1") }
    }

    /// `plan` with its load changed as asked.
    func apply(to plan: Plan) throws(LoadOverrideError) -> Plan {
        var plan = plan
        if let users { plan.load = try plan.load.scaled(toPeak: .users(Double(users))) }
        if let rate { plan.load = try plan.load.scaled(toPeak: .rate(rate.perSecond)) }
        if let duration { try plan.fit(to: duration.nanoseconds) }
        return plan
    }
}

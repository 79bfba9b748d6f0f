import ArgumentParser
import Groundwork
import LoadPlan
import SLOAnalysis

/// Where a search for capacity looks, and how long at each level.
struct CapacityOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The first level: 40/s, or 40 users where the load is users; by default a tenth of the load's peak, or of --to.",
            valueName: "level"
        )
    )
    var from: LevelArgument?

    @Option(help: ArgumentHelp("The highest level that may be tried.", valueName: "level"))
    var to: LevelArgument?

    @Option(help: ArgumentHelp("How far apart the answer's ends may be.", valueName: "percent"))
    var within: PercentArgument = PercentArgument(share: 0.05)

    @Option(
        help: ArgumentHelp(
            "The measured part of a level; one that is undecided may take three times as long.",
            valueName: "time"
        )
    )
    var level: DurationArgument = DurationArgument(nanoseconds: 30 * .second)

    @Option(
        help: ArgumentHelp(
            "Time before it that nobody judges; by default the scenario's, a tenth of the level or 5s, whichever is longest.",
            valueName: "time"
        )
    )
    var warmup: DurationArgument?

    @Option(help: ArgumentHelp("A pause behind a level that did not hold.", valueName: "time"))
    var pause: DurationArgument = DurationArgument(nanoseconds: 5 * .second)

    func validate() throws {
        if within.share < 0.01 { throw ValidationError("--within must be from 1% to 99%: nobody can measure closer") }
        if let from, let to, from.level > to.level { throw ValidationError("--from must not be above --to") }
        if level.nanoseconds < 10 * .second {
            throw ValidationError("--level must be at least 10s: a verdict takes twenty pieces of time")
        }
        for time in [level, pause] + (warmup.map { [$0] } ?? []) where time.nanoseconds > 24 * 3600 * .second {
            throw ValidationError("no level, warm-up or pause may be longer than a day")
        }
    }

    /// What a plan is searched between.
    func bounds(of plan: Plan) throws(Stop) -> CapacitySearch.Bounds {
        let isUsers = plan.load.model == .users
        for (name, level) in [("--from", from), ("--to", to)] {
            guard let level else { continue }
            if isUsers, level.isRate {
                throw Stop(.usage, "the scenario's load is a number of users: say \(name) 50 instead of a rate")
            }
            guard level.level <= Load.highestLevel, !isUsers || level.level >= 1 else {
                throw Stop(.usage, "\(name) must be \(isUsers ? "from 1 to" : "at most") \(Int(Load.highestLevel))")
            }
        }
        let peak = to?.level ?? plan.load.curve.peak
        guard peak > 0 else { throw Stop(.input, LoadOverrideError.emptyLoad.message) }
        return CapacitySearch.Bounds(
            from: from?.level ?? CapacitySearch.first(of: peak, isWhole: isUsers),
            to: to?.level ?? Load.highestLevel,
            within: within.share,
            isWhole: isUsers
        )
    }

    /// A level's warm-up.
    func warmup(of plan: Plan) -> Nanoseconds {
        warmup?.nanoseconds ?? max(5 * .second, level.nanoseconds / 10, plan.load.warmup)
    }
}

import ArgumentParser

/// A level of load on the command line: an arrival rate (`40/s`, `2400/min`) or, without a unit, a number of whatever the
/// scenario's load is made of.
struct LevelArgument: ExpressibleByArgument, Hashable {
    /// Arrivals a second, or users.
    var level: Double
    /// It was written as a rate, so it cannot be a number of users.
    var isRate: Bool

    init?(argument: String) {
        guard let rate = RateArgument(argument: argument) else { return nil }
        level = rate.perSecond
        isRate = argument.contains("/")
    }
}

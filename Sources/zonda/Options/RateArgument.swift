import ArgumentParser

/// An arrival rate on the command line: `400`, `400/s`, `24000/min`.
struct RateArgument: ExpressibleByArgument, Hashable {
    /// Arrivals a second.
    var perSecond: Double

    init?(argument: String) {
        let parts = argument.lowercased().split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let number = Double(parts[0]), number.isFinite, number > 0 else { return nil }
        switch parts.count == 2 ? parts[1] : "s" {
        case "s": perSecond = number
        case "min", "m": perSecond = number / 60
        case "h": perSecond = number / 3600
        default: return nil
        }
    }
}

import Groundwork

/// The load that pods are computed for, as people know it.
public enum PeakLoad: Sendable, Hashable {
    /// Requests a second, as a load balancer counts them.
    case requests(Double)
    /// Users, and how many seconds one iteration of theirs takes, think times and answers included; without a cycle,
    /// the users of a search whose levels are users.
    case users(Double, cycle: Double?)

    /// Requests a second. Users / cycle is iterations a second (Little 1961), times the requests of an iteration.
    func requests(_ size: MeasuredSize) throws(SizingError) -> Double {
        switch (self, size.model) {
        case (.requests(let rate), _): return rate
        case (.users(let users, let cycle?), .rate): return users / cycle * size.perLevel
        case (.users(let users, nil), .users): return users * size.perLevel
        case (.users, .rate):
            throw .input("the search's levels are arrivals: say with --cycle how long an iteration of a user takes")
        case (.users, .users):
            throw .input("the search's levels are users, whose think times are measured already: leave --cycle out")
        }
    }

    /// How the requests a second follow, in words.
    func words(_ size: MeasuredSize) -> String {
        switch self {
        case .requests: return "as asked"
        case .users(let users, let cycle):
            let who = Noun.counted(Figures.count(users), "user")
            guard let cycle else { return "\(who) × \(Figures.number(size.perLevel)) requests/s of a user" }
            let steps = Figures.number(size.perLevel)
            return "\(who) / \(Figures.duration(seconds: cycle)) × \(steps) requests of an iteration"
        }
    }
}

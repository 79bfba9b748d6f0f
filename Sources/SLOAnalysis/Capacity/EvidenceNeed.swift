import Groundwork
public import LoadPlan

/// How many requests an objective takes before anything can be decided, however good the service is.
public struct EvidenceNeed: Sendable, Hashable {
    /// The objective, as written.
    public let text: String
    /// Requests, if none of them depends on another.
    public let requests: Double

    /// Of an objective about a share of the requests; nil of others.
    public init?(_ objective: Objective) {
        let allowed: Double
        switch objective.requirement {
        case .percentile(let quantile, _, _): allowed = 1 - quantile
        case .errorRate(let limit, _): allowed = limit
        case .availability(let least, _), .checks(let least, _): allowed = 1 - least
        default: return nil
        }
        guard allowed > 0, allowed < 1 else { return nil }
        text = objective.text
        requests = BlockProportion.fewestEffectiveEvents / allowed
    }

    /// The objective that takes the most.
    public static func largest(_ objectives: [Objective]) -> Self? {
        objectives.compactMap { Self($0) }.max { $0.requests < $1.requests }
    }

    /// What that means for a search whose levels are so long.
    public func words(levelSeconds: Double) -> String {
        let lengths = [2, CapacitySearch.mostLengths].map { $0 * levelSeconds }
        let rates = lengths.map { Figures.rate(requests / $0) }
        return
            "'\(text)' takes \(Figures.count(requests.rounded(.up))) requests: from \(rates[0]) on a confirmation has them "
            + "(\(Figures.duration(seconds: lengths[0]))), below \(rates[1]) not even the longest "
            + "(\(Figures.duration(seconds: lengths[1]))); --level makes levels longer"
    }
}

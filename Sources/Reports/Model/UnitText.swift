import Groundwork
public import SLOAnalysis

extension Finding.Unit {
    /// A figure of this unit as text: `183.2 ms`, `0.083 %`, `929/s`.
    ///
    /// An infinite latency is a percentile that falls among failed requests: they were never answered as they should be.
    public func text(_ value: Double?) -> String {
        guard let value else { return Figures.missing }
        switch self {
        case .nanoseconds: return value == .infinity ? "failed" : Figures.latency(value)
        case .ratio: return Figures.percent(value)
        case .perSecond: return Figures.rate(value)
        case .score: return Figures.number(value)
        case .count: return Figures.number(value)
        }
    }
}

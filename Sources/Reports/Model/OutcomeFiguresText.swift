import Groundwork
import SLOAnalysis

/// Outcomes of the business in words.
enum OutcomeFiguresText {
    /// `sold_out 1,286 (90 %), p95 6.1 ms`.
    static func words(_ figures: OutcomeFigures) -> String {
        let share = figures.of > 0 ? Double(figures.count) / Double(figures.of) : 0
        return "\(figures.outcome) \(Figures.count(figures.count)) (\(Figures.percent(share))), "
            + "p95 \(Figures.latency(figures.p95))"
    }
}

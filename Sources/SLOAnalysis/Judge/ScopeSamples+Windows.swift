import Groundwork
import LoadMetrics
import LoadPlan

extension ScopeSamples {
    /// The longest piece of the timeline, in seconds.
    var longestTick: Double { run.timeline.map { Double($0.length) / 1e9 }.max() ?? 0 }

    /// Whole windows of the measured part in order of time, true where one meets a requirement; those in which nothing
    /// was completed are left out. Nil if the timeline is too coarse for windows of this length.
    func windows(of requirement: Requirement, length: Nanoseconds) -> [Bool]? {
        let limit = requirement.latencyLimits.first
        let isExact = limit.map { counters(of: $0) != nil } ?? true
        let piece = isExact ? longestTick : run.slices.map { Double($0.length) / 1e9 }.max() ?? .infinity
        guard length > 0, piece <= Double(length) / 1e9 * 1.05 else { return nil }
        let span = range.upperBound - range.lowerBound
        let count = Int(clamping: span / length)
        // The last tick may end a little early: a window that lacks a hundredth is whole.
        let isNearlyWhole = Double(span % length) >= 0.99 * Double(length)
        let whole = min(count + (isNearlyWhole ? 1 : 0), 10_000_000)
        guard whole > 0 else { return [] }
        let blocks = badWindows(beyond: limit, length: length, count: whole)
        return blocks.compactMap { $0.samples > 0 ? Self.meets(requirement, $0) : nil }
    }

    private static func meets(_ requirement: Requirement, _ window: BlockProportion.Block) -> Bool {
        let bad = window.counted / window.samples
        return switch requirement {
        case .percentile(let quantile, _, _): bad <= 1 - quantile + 1e-12
        case .errorRate(let limit, let orEqual): orEqual || limit <= 0 ? bad <= limit : bad < limit
        case .availability(let least, let orEqual):
            orEqual || least >= 1 ? 1 - bad >= least - 1e-12 : 1 - bad > least + 1e-12
        default: false
        }
    }
}

import Groundwork
import LoadMetrics
import LoadPlan

extension ScopeSamples {
    /// The longest piece of the timeline in the measured part, in seconds. The last piece goes on until nothing is in
    /// flight any more, which is no part of it.
    var longestTick: Double { run.timeline.map { inside($0.start, $0.length) }.max() ?? 0 }

    /// Seconds of a span that lie in the measured part.
    private func inside(_ start: UInt64, _ length: UInt64) -> Double {
        let (low, high) = (max(start, range.lowerBound), min(start &+ length, range.upperBound))
        return high > low ? Double(high - low) / 1e9 : 0
    }

    /// Whole windows of the measured part in order of time, true where one meets a requirement. One in which requests were
    /// in flight and none was answered does not; those in which nothing was asked are left out. Nil if the timeline is too coarse for windows of this length.
    func windows(of requirement: Requirement, length: Nanoseconds) -> [Bool]? {
        let limit = requirement.latencyLimits.first
        let isExact = limit.map { counters(of: $0) != nil } ?? true
        let piece = isExact ? longestTick : run.slices.map { inside($0.start, $0.length) }.max() ?? .infinity
        guard length > 0, piece <= Double(length) / 1e9 * 1.05 else { return nil }
        let span = range.upperBound - range.lowerBound
        let count = Int(clamping: span / length)
        // The last tick may end a little early: a window that lacks a hundredth is whole.
        let isNearlyWhole = Double(span % length) >= 0.99 * Double(length)
        let whole = min(count + (isNearlyWhole ? 1 : 0), 10_000_000)
        guard whole > 0 else { return [] }
        let blocks = badWindows(beyond: limit, length: length, count: whole)
        let freezes = ServiceFreezes(run)
        return blocks.enumerated().compactMap { number, block in
            if block.samples > 0 { return Self.meets(requirement, block) }
            let start = range.lowerBound &+ UInt64(number) &* length
            let window = start..<min(start &+ length, max(start, range.upperBound))
            // Whoever waited through the whole of it waited longer than a limit that is shorter.
            return freezes.covers(window) && (limit.map { $0.limit < length } ?? true) ? false : nil
        }
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

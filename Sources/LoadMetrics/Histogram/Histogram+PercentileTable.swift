extension Histogram {
    /// A step of the percentile distribution.
    public struct PercentileStep: Sendable, Hashable {
        /// The largest value of the bucket that reached ``percentile``.
        public var value: UInt64
        /// The percentile that was to be reached, 0 to 100.
        public var percentile: Double
        /// Values in that bucket or below.
        public var totalCount: UInt64
    }

    /// Steps from 0 to 100 that get finer towards 100: `ticksPerHalfDistance` of them for each halving of the distance.
    /// Empty if the histogram is.
    ///
    /// Source: `PercentileIterator.java`.
    public func percentileSteps(ticksPerHalfDistance: Int = 5) -> [PercentileStep] {
        guard totalCount > 0 else { return [] }
        let ticks = Double(Swift.max(ticksPerHalfDistance, 1))
        var steps: [PercentileStep] = []
        var level = 0.0
        var counted: UInt64 = 0
        for bucket in buckets {
            counted = HistogramPage.saturatingSum(counted, bucket.count)
            let reached = 100 * Double(counted) / Double(totalCount)
            // One step for the last bucket: what is left goes to 100. Below 100 there are at most 53 halvings.
            while reached >= level, level < 100 {
                steps.append(PercentileStep(value: bucket.highest, percentile: level, totalCount: counted))
                let halvings = Int((100 / (100 - level)).exponent)
                let next = level + 100 / (ticks * Double(sign: .plus, exponent: halvings + 1, significand: 1))
                level = next > level ? next : 100
                if counted >= totalCount { break }
            }
        }
        steps.append(PercentileStep(value: max, percentile: 100, totalCount: totalCount))
        return steps
    }

    /// The percentile distribution as text, `.hgrm`, for the HdrHistogram plotter and its relatives.
    /// - Parameters:
    ///   - ticksPerHalfDistance: see ``percentileSteps(ticksPerHalfDistance:)``.
    ///   - valueUnitRatio: values are divided by it: 1,000,000 shows nanoseconds as milliseconds.
    public func percentileTable(ticksPerHalfDistance: Int = 5, valueUnitRatio: Double = 1_000_000) -> String {
        func cell(_ value: Double) -> String {
            FixedDecimal.text(value / valueUnitRatio, places: layout.digits, width: 12)
        }
        func whole(_ value: some BinaryInteger, width: Int) -> String {
            FixedDecimal.padded(String(value), to: width)
        }
        var text = "       Value     Percentile TotalCount 1/(1-Percentile)\n\n"
        for step in percentileSteps(ticksPerHalfDistance: ticksPerHalfDistance) {
            let share = step.percentile / 100
            text += "\(cell(Double(step.value))) \(FixedDecimal.text(share, places: 12))"
            text += " \(whole(step.totalCount, width: 10))"
            if step.percentile < 100 { text += " \(FixedDecimal.text(1 / (1 - share), places: 2, width: 14))" }
            text += "\n"
        }
        text += "#[Mean    = \(cell(mean)), StdDeviation   = \(cell(standardDeviation))]\n"
        text += "#[Max     = \(cell(Double(max))), Total count    = \(whole(totalCount, width: 12))]\n"
        let octaves = (layout.counterCount >> layout.halfMagnitude) - 1
        text += "#[Buckets = \(whole(octaves, width: 12)), SubBuckets     = "
        return text + "\(whole(2 << layout.halfMagnitude, width: 12))]\n"
    }
}

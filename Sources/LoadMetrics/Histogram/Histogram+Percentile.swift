import Glibc  // Only to link libm, which the standard library's rounding and square root call.

extension Histogram {
    /// The value that `percentile` percent of the values do not exceed: the largest value of the bucket that holds the
    /// value of rank ⌈percentile · total / 100⌉, so never less than the true one. 0 of an empty histogram.
    ///
    /// Percentile 0 gives the smallest value of the first bucket. Outside 0 to 100 the nearest of the two is meant; NaN
    /// means 100.
    ///
    /// Source: `AbstractHistogram.getValueAtPercentile`. The C port rounds the rank half up instead and may answer one
    /// rank lower.
    public func value(atPercentile percentile: Double) -> UInt64 {
        guard totalCount > 0 else { return 0 }
        let rank = rank(ofPercentile: percentile)
        var below: UInt64 = 0
        for (number, page) in pages.enumerated() {
            for (position, count) in page.enumerated() where count > 0 {
                below = HistogramPage.saturatingSum(below, count)
                if below >= rank {
                    let lowest = layout.lowestValue(at: (number << HistogramPage.shift) + position)
                    return percentile <= 0 ? lowest : layout.highestEquivalent(lowest)
                }
            }
        }
        return max
    }

    /// Which share of the values, in percent, is in the bucket of `value` or below it. 100 of an empty histogram.
    public func percentile(atOrBelow value: UInt64) -> Double {
        guard totalCount > 0 else { return 100 }
        let beyond = count(fromCounter: layout.index(of: value) + 1)
        return 100 * Double(totalCount - Swift.min(beyond, totalCount)) / Double(totalCount)
    }

    /// How many values are in the bucket of `value` or above it. It never counts too few: values that are below `value`
    /// and in its bucket are included. For exact figures count while recording.
    public func count(atOrAbove value: UInt64) -> UInt64 {
        // What exceeded the highest value was counted as the highest.
        count(fromCounter: layout.index(of: Swift.min(value, layout.highest)))
    }

    private func count(fromCounter first: Int) -> UInt64 {
        var total: UInt64 = 0
        let firstPage = first >> HistogramPage.shift
        for number in Swift.min(firstPage, pages.count)..<pages.count {
            let page = pages[number]
            let start = number == firstPage ? first & HistogramPage.mask : 0
            for count in page.dropFirst(start) { total = HistogramPage.saturatingSum(total, count) }
        }
        return total
    }

    private func rank(ofPercentile percentile: Double) -> UInt64 {
        guard !percentile.isNaN else { return totalCount }
        // One step down, or the product's rounding would push an exact rank up by one.
        let asked = Swift.min(Swift.max(percentile.nextDown, 0), 100)
        let rank = (asked * Double(totalCount) / 100).rounded(.up)
        return Swift.min(Swift.max(UInt64(rank), 1), totalCount)
    }
}

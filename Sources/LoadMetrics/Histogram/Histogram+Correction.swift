extension Histogram {
    /// What a closed loop would have counted had it not waited: for every value above `interval` also the values of the
    /// requests that stood still meanwhile and were never sent, one every `interval`: v − i, v − 2i, … down to i.
    ///
    /// Only a guess afterwards, for histograms of tools that wait for an answer before they send again. What this
    /// project records is measured from the intended start and needs none (docs/measurement.md, two clocks).
    /// - Parameter interval: nanoseconds between two requests of one connection; 0 corrects nothing.
    ///
    /// Source: G. Tene, HdrHistogram, `copyCorrectedForCoordinatedOmission`.
    public func corrected(expectedInterval interval: UInt64) -> Histogram {
        guard interval > 0 else { return self }
        var result = self
        for bucket in buckets {
            // As the Java library does: the highest of the bucket, so that a stall is never made shorter.
            var value = Swift.min(bucket.highest, exactMax)
            // All missing values of one bucket at once: a stall of an hour may miss billions.
            while value >= interval, value - interval >= interval {
                value -= interval
                let lowest = Swift.max(layout.lowestEquivalent(value), interval)
                let more = (value - lowest) / interval
                let (count, isTooMuch) = bucket.count.multipliedReportingOverflow(by: more &+ 1)
                result.recordMissing(
                    from: value - more * interval,
                    to: value,
                    count: isTooMuch ? HistogramPage.countLimit : Swift.min(count, HistogramPage.countLimit)
                )
                value -= more * interval
            }
        }
        return result
    }

    /// Counts evenly spaced values that share a bucket.
    private mutating func recordMissing(from low: UInt64, to high: UInt64, count: UInt64) {
        increase(counter: layout.index(of: high), by: count)
        smallest = Swift.min(smallest, low)
        largest = Swift.max(largest, high)
        let (twice, overflow) = (UInt128(low) + UInt128(high)).multipliedReportingOverflow(by: UInt128(count))
        addToSum(overflow ? .max : twice / 2)
    }
}

extension Histogram {
    /// Adds another histogram's counts.
    ///
    /// With the same layout this is exact, and the order of additions does not matter. With another layout every bucket
    /// is recorded anew at its lowest value, as the Java library does; the exact figures are then those lowest values.
    public mutating func add(_ other: Histogram) {
        guard other.layout == layout else { return addAnew(other) }
        for (number, page) in other.pages.enumerated() where !page.isEmpty {
            makePage(number)
            if totalCount == 0, clampedCount == 0 {
                pages[number] = page
            } else {
                page.withUnsafeBufferPointer { add($0, toPage: number) }
            }
        }
        smallest = Swift.min(smallest, other.smallest)
        largest = Swift.max(largest, other.largest)
        addToSum(other.sum)
        clampedCount = HistogramPage.saturatingSum(clampedCount, other.clampedCount)
        totalCount = HistogramPage.saturatingSum(totalCount, other.totalCount)
    }

    /// The sum of two histograms; see ``add(_:)``.
    public static func + (a: Histogram, b: Histogram) -> Histogram {
        var sum = a
        sum.add(b)
        return sum
    }

    /// Adds counters to a page that has been made.
    mutating func add(_ counters: UnsafeBufferPointer<UInt64>, toPage number: Int) {
        pages[number].withUnsafeMutableBufferPointer { page in
            for position in 0..<Swift.min(page.count, counters.count) {
                page[position] = HistogramPage.saturatingSum(page[position], counters[position])
            }
        }
    }

    private mutating func addAnew(_ other: Histogram) {
        for bucket in other.buckets {
            record(bucket.lowest, count: bucket.count)
        }
        clampedCount = HistogramPage.saturatingSum(clampedCount, other.clampedCount)
    }
}

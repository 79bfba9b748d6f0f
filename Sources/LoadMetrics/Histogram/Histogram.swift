/// A high dynamic range histogram as a value: what analysis, reports and files work on.
///
/// Percentiles, mean and deviation are those of the Java library, so figures agree with its tools. Copies share pages of
/// counters until one of them changes. For recording at a high rate use ``HistogramRecorder``.
///
/// Counts saturate at `Int64.max`; no operation traps or wraps, whatever the values and counts.
///
/// Source: G. Tene, HdrHistogram (`HdrHistogram/HdrHistogram`, `AbstractHistogram.java`).
public struct Histogram: Sendable {
    /// Range and precision.
    public internal(set) var layout: HistogramLayout
    /// Values counted.
    public internal(set) var totalCount: UInt64 = 0
    /// Of them, values above the layout's highest: they are counted as the highest.
    public internal(set) var clampedCount: UInt64 = 0
    /// The smallest value as recorded, before rounding to a bucket; 0 if there is none. An encoding does not hold it:
    /// a histogram that was read back has its bucket's lowest value here.
    public var exactMin: UInt64 { totalCount == 0 ? 0 : smallest }
    /// The largest value as recorded, before clamping and rounding; 0 if there is none. An encoding does not hold it:
    /// a histogram that was read back has its bucket's highest value here.
    public var exactMax: UInt64 { totalCount == 0 ? 0 : largest }

    /// Pages by number, up to the last one needed; an empty page has not been made.
    var pages: [[UInt64]] = []
    var smallest: UInt64 = .max
    var largest: UInt64 = 0
    /// Of the values as recorded.
    var sum: UInt128 = 0

    /// An empty histogram.
    public init(layout: HistogramLayout = .latency) {
        self.layout = layout
    }

    /// Whether nothing was counted.
    public var isEmpty: Bool { totalCount == 0 }

    /// Counts a value, `count` times.
    public mutating func record(_ value: UInt64, count: UInt64 = 1) {
        guard count > 0 else { return }
        let count = Swift.min(count, HistogramPage.countLimit)
        if value > layout.highest {
            clampedCount = HistogramPage.saturatingSum(clampedCount, count)
        }
        increase(counter: layout.index(of: Swift.min(value, layout.highest)), by: count)
        smallest = Swift.min(smallest, value)
        largest = Swift.max(largest, value)
        addToSum(UInt128(value) * UInt128(count))
    }

    /// Forgets everything but the layout.
    public mutating func reset() {
        self = Histogram(layout: layout)
    }

    /// How many values share the bucket of `value`. Clamped values are in the bucket of the layout's highest.
    public func count(at value: UInt64) -> UInt64 {
        count(ofCounter: layout.index(of: value))
    }
}

extension Histogram {
    func count(ofCounter index: Int) -> UInt64 {
        let page = index >> HistogramPage.shift
        guard page < pages.count, !pages[page].isEmpty else { return 0 }
        return pages[page][index & HistogramPage.mask]
    }

    /// Adds to a counter and to the total, both saturating. `index` is one of the layout's, `count` within the limit.
    mutating func increase(counter index: Int, by count: UInt64) {
        let page = index >> HistogramPage.shift
        makePage(page)
        let position = index & HistogramPage.mask
        pages[page][position] = HistogramPage.saturatingSum(pages[page][position], count)
        totalCount = HistogramPage.saturatingSum(totalCount, count)
    }

    mutating func makePage(_ page: Int) {
        while pages.count <= page { pages.append([]) }
        if pages[page].isEmpty { pages[page] = [UInt64](repeating: 0, count: HistogramPage.size) }
    }

    mutating func addToSum(_ amount: UInt128) {
        let (result, overflow) = sum.addingReportingOverflow(amount)
        sum = overflow ? .max : result
    }

    /// The first and the last counter that are not 0, or nil if all are.
    var usedCounters: ClosedRange<Int>? {
        guard let firstPage = pages.firstIndex(where: { $0.contains { $0 > 0 } }),
            let lastPage = pages.lastIndex(where: { $0.contains { $0 > 0 } }),
            let first = pages[firstPage].firstIndex(where: { $0 > 0 }),
            let last = pages[lastPage].lastIndex(where: { $0 > 0 })
        else { return nil }
        return (firstPage << HistogramPage.shift) + first...(lastPage << HistogramPage.shift) + last
    }
}

extension Histogram: Equatable {
    /// Whether layout and counters are the same: all that an encoding holds. The exact figures do not matter.
    public static func == (a: Histogram, b: Histogram) -> Bool {
        guard a.layout == b.layout, a.totalCount == b.totalCount else { return false }
        for page in 0..<Swift.max(a.pages.count, b.pages.count) {
            let x = page < a.pages.count ? a.pages[page] : []
            let y = page < b.pages.count ? b.pages[page] : []
            if x == y { continue }
            // A page that was made and holds only zeros is the same as one that was not made.
            if !x.isEmpty && !y.isEmpty { return false }
            if (x + y).contains(where: { $0 > 0 }) { return false }
        }
        return true
    }
}

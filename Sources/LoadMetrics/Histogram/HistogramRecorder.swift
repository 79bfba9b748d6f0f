/// The histogram of the hot path: one owner, memory of its own, nothing shared, nothing counted by reference.
///
/// It is meant to stand in a dense `UnsafeMutablePointer<HistogramRecorder>` array. Recording takes a few nanoseconds and
/// allocates only when a value falls into a page of 256 counters for the first time; an unused recorder has no page.
/// ``drain(into:)`` moves what was counted to a ``Histogram`` and keeps the pages.
///
/// Not for use by two threads at once.
public struct HistogramRecorder: ~Copyable {
    /// Range and precision.
    public let layout: HistogramLayout
    /// Values counted since the last drain.
    public var totalCount: UInt64 { recorded }
    /// Of them, values above the layout's highest: they are counted as the highest.
    public private(set) var clampedCount: UInt64 = 0

    @usableFromInline var recorded: UInt64 = 0
    @usableFromInline var smallest: UInt64 = .max
    @usableFromInline var largest: UInt64 = 0
    @usableFromInline var sum: UInt128 = 0
    /// Pages by number, nil for one that has not been made; nil until the first value.
    @usableFromInline var pages: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>?>?

    /// An empty recorder.
    public init(layout: HistogramLayout = .latency) {
        self.layout = layout
    }

    deinit {
        guard let pages else { return }
        for number in 0..<HistogramPage.count(for: layout) { pages[number]?.deallocate() }
        pages.deallocate()
    }

    /// Counts a value. One above the layout's highest is counted as the highest and in ``clampedCount``; one below the
    /// lowest is counted in the bucket it falls in, at worst that of 0.
    @inlinable
    public mutating func record(_ value: UInt64) {
        // Neither can wrap by single steps in a machine's lifetime.
        recorded &+= 1
        sum &+= UInt128(value)
        if value < smallest { smallest = value }
        if value > largest { largest = value }
        let kept = value <= layout.highest ? value : clamp()
        let index = layout.uncheckedIndex(of: kept)
        let page = pages?[index &>> HistogramPage.shift] ?? makePage(index &>> HistogramPage.shift)
        page[index & HistogramPage.mask] &+= 1
    }

    /// Whether nothing was counted since the last drain.
    public var isEmpty: Bool { recorded == 0 }

    /// What was counted since the last drain; the recorder is empty afterwards.
    public mutating func drain() -> Histogram {
        var histogram = Histogram(layout: layout)
        drain(into: &histogram)
        return histogram
    }

    /// Adds what was counted since the last drain to a histogram; the recorder is empty afterwards and keeps its pages.
    /// A histogram of another layout receives it as ``Histogram/add(_:)`` does.
    public mutating func drain(into histogram: inout Histogram) {
        guard recorded > 0 else { return }
        guard histogram.layout == layout else { return histogram.add(drain()) }
        movePages(into: &histogram)
        histogram.smallest = min(histogram.smallest, smallest)
        histogram.largest = max(histogram.largest, largest)
        histogram.addToSum(sum)
        histogram.clampedCount = HistogramPage.saturatingSum(histogram.clampedCount, clampedCount)
        histogram.totalCount = HistogramPage.saturatingSum(histogram.totalCount, recorded)
        forgetFigures()
    }

    /// Forgets what was counted and keeps the pages.
    public mutating func reset() {
        guard recorded > 0 else { return }
        forEachUsedPage { _, page in page.update(repeating: 0, count: HistogramPage.size) }
        forgetFigures()
    }
}

extension HistogramRecorder {
    @usableFromInline
    @inline(never)
    mutating func clamp() -> UInt64 {
        clampedCount &+= 1
        return layout.highest
    }

    @usableFromInline
    @inline(never)
    mutating func makePage(_ number: Int) -> UnsafeMutablePointer<UInt64> {
        let slots = HistogramPage.count(for: layout)
        let table = pages ?? .allocate(capacity: slots)
        if pages == nil {
            table.initialize(repeating: nil, count: slots)
            pages = table
        }
        let page = UnsafeMutablePointer<UInt64>.allocate(capacity: HistogramPage.size)
        page.initialize(repeating: 0, count: HistogramPage.size)
        table[number] = page
        return page
    }

    private func movePages(into histogram: inout Histogram) {
        forEachUsedPage { number, page in
            histogram.makePage(number)
            histogram.add(UnsafeBufferPointer(start: page, count: HistogramPage.size), toPage: number)
            page.update(repeating: 0, count: HistogramPage.size)
        }
    }

    /// Visits the pages that may hold a count: those from the smallest value's to the largest's.
    private func forEachUsedPage(_ body: (Int, UnsafeMutablePointer<UInt64>) -> Void) {
        guard let pages, recorded > 0 else { return }
        let first = layout.uncheckedIndex(of: min(smallest, layout.highest)) >> HistogramPage.shift
        let last = layout.uncheckedIndex(of: min(largest, layout.highest)) >> HistogramPage.shift
        for number in first...last {
            if let page = pages[number] { body(number, page) }
        }
    }

    private mutating func forgetFigures() {
        recorded = 0
        clampedCount = 0
        smallest = .max
        largest = 0
        sum = 0
    }
}

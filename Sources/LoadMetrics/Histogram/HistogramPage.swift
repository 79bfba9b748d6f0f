/// Counters are kept in pages, made when one of their counters is first needed: a histogram takes the memory of what it
/// has counted, not of its range.
@usableFromInline
enum HistogramPage {
    /// log2 of the counters in a page.
    @usableFromInline static let shift = 8
    /// Counters in a page: 2 KiB.
    @usableFromInline static let size = 1 << shift
    /// Position inside a page.
    @usableFromInline static let mask = size - 1
    /// No counter and no total exceeds this: encodings hold counts as signed 64-bit numbers.
    @usableFromInline static let countLimit = UInt64(Int64.max)

    /// Pages that cover a layout.
    @usableFromInline
    static func count(for layout: HistogramLayout) -> Int {
        (layout.counterCount + mask) >> shift
    }

    /// Addition that stays at ``countLimit``. Both must not exceed it.
    @usableFromInline
    static func saturatingSum(_ a: UInt64, _ b: UInt64) -> UInt64 {
        min(a &+ b, countLimit)
    }
}

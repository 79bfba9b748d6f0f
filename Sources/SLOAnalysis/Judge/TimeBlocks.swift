import LoadMetrics

/// Cuts the measured part into blocks of equal time and says which one a tick or a slice belongs to. What ends after the
/// measured part belongs to its last block: answers that were awaited beyond the end must not be lost.
struct TimeBlocks {
    /// Blocks.
    let count: Int
    /// The block of each span that was given, nil for one before the measured part.
    let numbers: [Int?]

    /// Blocks over spans of time.
    /// - Parameters:
    ///   - spans: in order of time.
    ///   - range: the measured part.
    ///
    /// Up to twenty spans are blocks themselves: cutting them by time would only make some blocks empty.
    init(_ spans: [(start: UInt64, length: UInt64)], in range: Range<UInt64>) {
        let used = spans.map { $0.start &+ $0.length > range.lowerBound }
        let usedCount = used.count { $0 }
        count = min(usedCount, BlockProportion.blocks)
        let width = Double(range.upperBound - range.lowerBound) / Double(max(1, count))
        var order = 0
        var numbers: [Int?] = []
        for (span, isUsed) in zip(spans, used) {
            guard isUsed else {
                numbers.append(nil)
                continue
            }
            if usedCount <= BlockProportion.blocks {
                numbers.append(order)
            } else {
                let middle = Double(span.start) + Double(span.length) / 2 - Double(range.lowerBound)
                numbers.append(min(max(Int(max(middle, 0) / max(width, 1)), 0), count - 1))
            }
            order += 1
        }
        self.numbers = numbers
    }

    /// Windows of a fixed length from the start of the measured part; what lies behind the last whole one is in none,
    /// except what ends after the measured part.
    init(_ spans: [(start: UInt64, length: UInt64)], in range: Range<UInt64>, windows count: Int, of length: UInt64) {
        self.count = count
        numbers = spans.map { span in
            let end = span.start &+ span.length
            guard end > range.lowerBound, length > 0 else { return nil }
            let middle = span.start &+ span.length / 2
            guard middle < range.upperBound else { return count - 1 }
            let number = Int(clamping: (max(middle, range.lowerBound) - range.lowerBound) / length)
            return number < count ? number : nil
        }
    }
}

/// A stretch of a source file, in UTF-8 bytes. Every node of the syntax tree carries one.
struct TextRange: Sendable, Hashable {
    /// Offset of the first byte.
    var start: Int
    /// Offset after the last byte.
    var end: Int

    init(_ start: Int, _ end: Int) {
        self.start = start
        self.end = max(start, end)
    }

    /// From the start of `self` to the end of `other`.
    func through(_ other: TextRange) -> TextRange { TextRange(start, max(end, other.end)) }

    /// Nothing, just after the range: where something is missing.
    var after: TextRange { TextRange(end, end) }
}

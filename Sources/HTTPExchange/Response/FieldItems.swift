/// The items of a comma-separated list without quotes (RFC 9110 section 5.6.1).
struct FieldItems {
    private let value: UnsafeRawBufferPointer
    private var at = 0

    init(_ value: UnsafeRawBufferPointer) {
        self.value = value
    }

    /// The next item without blanks around it; `nil` after the last.
    mutating func next() -> UnsafeRawBufferPointer? {
        guard at <= value.count else { return nil }
        var end = at
        while end < value.count, value[end] != .comma { end += 1 }
        let item = value.slice(at, end).trimmed()
        at = end + 1
        return item
    }
}

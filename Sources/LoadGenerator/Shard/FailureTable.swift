import LoadMetrics

/// Failures counted by place and kind. Only failures touch it, so a dictionary is good enough.
struct FailureTable {
    struct Key: Hashable {
        /// The request, or -1.
        var request: Int32
        /// Outcome slot.
        var slot: Int32
        /// Status code, check number, capture number or libcurl's code, by slot.
        var detail: Int32
    }

    private(set) var counts: [Key: UInt64] = [:]

    mutating func add(_ key: Key) { counts[key, default: 0] += 1 }
}

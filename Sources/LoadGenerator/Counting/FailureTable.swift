import LoadMetrics

/// Failures counted by place and kind, each with what the first one found. Only failures touch it, so dictionaries are
/// good enough.
struct FailureTable {
    struct Key: Hashable {
        /// The request, or ``noRequest`` where the flow itself fails.
        var request: Int32
        /// Outcome slot.
        var slot: Int32
        /// Status code, check number, capture number or libcurl's code, by slot; without a request, the fault's number.
        var detail: Int32
    }

    static let noRequest: Int32 = -1

    private(set) var counts: [Key: UInt64] = [:]
    /// What was found instead, the first time; without secrets.
    private(set) var examples: [Key: String] = [:]

    /// Counts a failure; `example` is asked for the first of its key only.
    mutating func add(_ key: Key, _ example: () -> String?) {
        if counts[key] == nil, let text = example() { examples[key] = text }
        counts[key, default: 0] += 1
    }

    /// Adds another shard's failures.
    mutating func add(_ other: FailureTable) {
        counts.merge(other.counts) { $0 + $1 }
        examples.merge(other.examples) { own, _ in own }
    }
}

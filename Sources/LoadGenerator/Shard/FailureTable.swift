import LoadMetrics

/// Failures counted by place and kind. Only failures touch it, so a dictionary is good enough.
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

    mutating func add(_ key: Key) { counts[key, default: 0] += 1 }
}

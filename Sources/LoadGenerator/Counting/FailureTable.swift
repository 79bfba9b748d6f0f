import Curl
import LoadMetrics

/// Failures counted by place and kind, each with what the first one found. Only failures touch it, so dictionaries are
/// good enough.
struct FailureTable {
    enum Key: Hashable {
        /// A request ended so.
        case request(RequestID, OutcomeSlot, Detail)
        /// The flow itself failed, without a request to blame.
        case flow(FaultID)
    }

    /// What tells failures of one request and outcome apart.
    enum Detail: Hashable {
        case nothing
        case status(Int)
        /// Of the request's checks, and of its captures.
        case check(Int)
        case capture(Int)
        /// Of the request's outcomes: whether it applies cannot be said.
        case outcome(Int)
        /// What libcurl said.
        case code(CurlCode)
        /// A poll did not reach its state in time.
        case stateNotReached
    }

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

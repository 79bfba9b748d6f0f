/// What shards tell each other, from queue to queue: about races, which shard 0 leads, and about values of queues.
enum ShardMessage: Sendable {
    /// To all: go through `before`, with these variables.
    case prepare(race: Int, variables: [StoredValue])
    /// To the leader: this shard's users have come as far as they can.
    case ready(race: Int)
    /// To all: begin at this time.
    case release(race: Int, at: UInt64)
    /// To the leader: this shard's users are done.
    case finished(race: Int)
    /// To all others: this shard's queue is empty, and a user asked for a value.
    case want(queue: Int, shard: Int)
    /// To one that asked: a value.
    case give(queue: Int, StoredValue, shard: Int)

    /// Whether a shard must be told.
    func isFor(_ shard: Int) -> Bool {
        switch self {
        case .prepare, .release: true
        case .ready, .finished: shard == 0
        case .want(_, let asking): shard != asking
        case .give(_, _, let asking): shard == asking
        }
    }
}

/// What a shard has to say to others and to itself. One that is alone gets its own messages; of several, each gets what
/// is for it from whoever carries messages, its own included.
struct Mailbox {
    private var inbox: [ShardMessage] = []
    private var outbox: [ShardMessage] = []
    private let isAlone: Bool

    init(shards: Int) { isAlone = shards == 1 }

    mutating func post(_ message: ShardMessage) {
        if isAlone { inbox.append(message) } else { outbox.append(message) }
    }

    /// There is something to be carried to other shards.
    var hasPost: Bool { !outbox.isEmpty }

    /// There is something for this shard itself.
    var hasNews: Bool { !inbox.isEmpty }

    /// Takes out the oldest message for this shard.
    mutating func popNews() -> ShardMessage? { inbox.isEmpty ? nil : inbox.removeFirst() }

    /// Takes out what is to be carried.
    mutating func takePost() -> [ShardMessage] {
        defer { outbox.removeAll() }
        return outbox
    }
}

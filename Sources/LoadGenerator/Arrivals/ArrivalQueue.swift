/// Arrivals that wait for a free user, first come first served, in memory that is reused.
struct ArrivalQueue {
    private var items: [(number: UInt64, due: UInt64)] = []
    private var head = 0

    /// Arrivals waiting.
    var count: Int { items.count - head }

    mutating func push(_ arrival: (number: UInt64, due: UInt64)) {
        if head > 4096, head * 2 > items.count {
            items.removeFirst(head)
            head = 0
        }
        items.append(arrival)
    }

    mutating func pop() -> (number: UInt64, due: UInt64)? {
        guard head < items.count else {
            items.removeAll(keepingCapacity: true)
            head = 0
            return nil
        }
        head += 1
        return items[head - 1]
    }
}

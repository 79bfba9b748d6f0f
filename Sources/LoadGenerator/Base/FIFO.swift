/// Elements first in, first out, in memory that is reused.
struct FIFO<Element> {
    private var items: [Element] = []
    private var head = 0

    var count: Int { items.count - head }

    mutating func push(_ element: Element) {
        if head > 4096, head * 2 > items.count {
            items.removeFirst(head)
            head = 0
        }
        items.append(element)
    }

    mutating func pop() -> Element? {
        guard head < items.count else {
            items.removeAll(keepingCapacity: true)
            head = 0
            return nil
        }
        head += 1
        return items[head - 1]
    }
}

import LoadPlan

/// The values of one queue on one shard, oldest first, in memory that is reused. Texts lie one after another in a ring
/// of bytes, which grows only where values are longer than ``bytesForEach`` on average.
struct ValueQueue: ~Copyable {
    /// Values that a shard keeps; what is put into a full queue is counted and dropped.
    static let capacity = 10_000
    /// Bytes of text that there is room for from the start, for each value. Memory that is never touched costs nothing.
    private static let bytesForEach = 64

    private struct Cell {
        var value = RuntimeValue.none
        /// Where its text begins.
        var offset = 0
        var length = 0
    }

    private let cells: UnsafeMutablePointer<Cell>
    private let capacity: Int
    private var head = 0
    private(set) var count = 0
    private var texts = 0
    private var ring: UnsafeMutableRawBufferPointer
    /// Where the oldest text begins, and where the next one will.
    private var first = 0
    private var tail = 0
    /// Users that wait, first come first served, each by its seat and the ticket that it drew.
    var waiters = FIFO<(seat: Seat, ticket: UInt64)>()
    /// Shards that asked for a value and got none yet, the last one first.
    var hungry: [Int] = []
    /// This shard has asked the others.
    var hasAsked = false
    /// The counter of values dropped.
    let dropped: Int

    init(dropped: Int, capacity: Int = ValueQueue.capacity) {
        self.dropped = dropped
        self.capacity = capacity
        cells = .allocate(capacity: capacity)
        cells.initialize(repeating: Cell(), count: capacity)
        ring = .allocate(byteCount: capacity * Self.bytesForEach, alignment: 16)
    }

    deinit {
        cells.deallocate()
        ring.deallocate()
    }

    /// Adds a value.
    /// - Returns: false where there is no room.
    mutating func push(_ value: RuntimeValue) -> Bool {
        guard count < capacity else { return false }
        var cell = Cell(value: value)
        if let bytes = value.bytes {
            makeRoom(bytes.count)
            cell.offset = tail
            cell.length = bytes.count
            if bytes.count > 0 { UnsafeMutableRawBufferPointer(rebasing: ring[tail...]).copyMemory(from: bytes) }
            tail += bytes.count
            texts += 1
        }
        cells[(head + count) % capacity] = cell
        count += 1
        return true
    }

    /// Takes the oldest value; it is valid until the next push.
    mutating func pop() -> RuntimeValue? {
        guard count > 0 else { return nil }
        let cell = cells[head]
        head = (head + 1) % capacity
        count -= 1
        guard cell.value.bytes != nil else { return cell.value }
        texts -= 1
        first = cell.offset + cell.length
        if texts == 0 {
            first = 0
            tail = 0
        }
        return lent(cell)
    }

    private func lent(_ cell: Cell) -> RuntimeValue {
        let bytes = UnsafeRawBufferPointer(rebasing: ring[cell.offset..<cell.offset + cell.length])
        if case .json(_, let kind) = cell.value { return .json(bytes, kind) }
        return .text(bytes)
    }

    /// Moves ``tail`` to where so many bytes are free. What is in use lies between ``first`` and it, or around the end.
    private mutating func makeRoom(_ needed: Int) {
        let isAroundTheEnd = tail < first
        if isAroundTheEnd ? first - tail > needed : ring.count - tail >= needed { return }
        if !isAroundTheEnd, first > needed {
            tail = 0
            return
        }
        grow(needed)
    }

    private mutating func grow(_ needed: Int) {
        let larger = UnsafeMutableRawBufferPointer.allocate(
            byteCount: max(2 * ring.count, ring.count + needed),
            alignment: 16
        )
        var end = 0
        for index in 0..<count {
            let cell = cells + (head + index) % capacity
            guard cell.pointee.value.bytes != nil else { continue }
            let old = ring[cell.pointee.offset..<cell.pointee.offset + cell.pointee.length]
            UnsafeMutableRawBufferPointer(rebasing: larger[end...]).copyMemory(
                from: UnsafeRawBufferPointer(rebasing: old)
            )
            cell.pointee.offset = end
            end += cell.pointee.length
        }
        ring.deallocate()
        ring = larger
        first = 0
        tail = end
    }
}

import Groundwork
import LoadPlan
import Testing

@testable import LoadGenerator

/// Queues and who waits at them.
@Suite struct QueueHallTests {
    private let step = IndexOf<Program.TakeStep>(3)

    private func number(_ value: RuntimeValue?) -> Int64? {
        if case .integer(let number)? = value { number } else { nil }
    }

    @Test func queuesAreApartAndFirstInIsFirstOut() {
        let hall = QueueHall(dropped: [4, 7], seats: 3)
        for value in 1...3 { same(hall.push(.integer(Int64(value)), into: 0), true) }
        same(hall.count(0), 3)
        same(hall.count(1), 0)
        same(number(hall.pop(0)), 1)
        same(number(hall.pop(0)), 2)
        same(hall.pop(1) == nil, true)
        same([hall.dropped(0), hall.dropped(1)], [4, 7])
    }

    @Test func whoHasWaitedLongestComesFirst() {
        var hall = QueueHall(dropped: [0], seats: 3)
        for seat in [2, 0, 1] { hall.wait(Seat(seat), at: step, of: 0) }
        same(hall.step(of: Seat(2)), step)
        // The second has gone on since.
        same(hall.popWaiter(0) { $0 != Seat(0) }, Seat(2))
        same(hall.popWaiter(0) { $0 != Seat(0) }, Seat(1))
        same(hall.popWaiter(0) { _ in true } == nil, true)
    }

    @Test func anOldPlaceInTheLineIsGone() {
        var hall = QueueHall(dropped: [0], seats: 2)
        hall.wait(Seat(0), at: step, of: 0)
        hall.wait(Seat(1), at: step, of: 0)
        // It has given up and waits again: now it is the last.
        hall.wait(Seat(0), at: step, of: 0)
        same(hall.popWaiter(0) { _ in true }, Seat(1))
        same(hall.popWaiter(0) { _ in true }, Seat(0))
        same(hall.popWaiter(0) { _ in true } == nil, true)
    }

    @Test func theOthersAreAskedOnceUntilOneGives() {
        let hall = QueueHall(dropped: [0], seats: 1)
        same(hall.asks(0), true)
        same(hall.asks(0), false)
        hall.noteGiven(0)
        same(hall.asks(0), true)
    }

    /// Half of what is here, rounded up, and at most 64; with nothing here the next that comes.
    @Test(arguments: [(0, 0), (1, 1), (2, 1), (5, 3), (128, 64), (1000, 64)])
    func anotherShardGetsHalf(count: Int, given: Int) {
        let hall = QueueHall(dropped: [0], seats: 1)
        for value in 0..<count { _ = hall.push(.integer(Int64(value)), into: 0) }
        var values: [Int64?] = []
        hall.feed(0, 2) { values.append(number($0)) }
        same(values, (0..<given).map { Int64($0) })
        same(hall.popHungry(0), count == 0 ? 2 : nil)
        same(hall.popHungry(0) == nil, true)
    }

    @Test func shardsThatAskedAreFedInTheirOrder() {
        let hall = QueueHall(dropped: [0], seats: 1)
        for shard in [3, 1, 3, 2] { hall.feed(0, shard) { _ in } }
        same([hall.popHungry(0), hall.popHungry(0), hall.popHungry(0), hall.popHungry(0)], [3, 1, 2, nil])
    }

    /// Texts of all lengths, put and taken by chance, against an array: the ring of bytes turns around and grows.
    @Test func textsStayWhatTheyAre() {
        var queue = ValueQueue(dropped: 0, capacity: 7)
        var model: [[UInt8]] = []
        var random = SeededRandom(seed: 11)
        for round in 0..<20_000 {
            if random.below(2) == 0 {
                let text = [UInt8](repeating: UInt8(truncatingIfNeeded: round), count: Int(random.below(200)))
                let isKept = text.withUnsafeBytes { queue.push(round % 3 == 0 ? .json($0, .array) : .text($0)) }
                same(isKept, model.count < 7)
                if isKept { model.append(text) }
            } else {
                let found = queue.pop()?.bytes.map { Array($0) }
                same(found, model.isEmpty ? nil : model.removeFirst())
            }
        }
    }
}

import Groundwork
import LoadPlan
import Testing

@testable import LoadGenerator

@Suite struct WaitingTests {
    @Test func heapAgreesWithASortedList() {
        var random = SeededRandom(seed: 11)
        var heap = DeadlineHeap(capacity: 64)
        var model: [Int: UInt64] = [:]
        for step in 0..<20_000 {
            let user = Int(random.below(64))
            switch random.below(3) {
            case 0, 1:
                let deadline = random.below(500)
                heap.insert(user, at: deadline)
                model[user] = deadline
            default:
                if random.below(2) == 0 {
                    heap.remove(user)
                    model[user] = nil
                } else {
                    let now = random.below(500)
                    let expected = model.filter { $0.value <= now }.min { ($0.value, $0.key) < ($1.value, $1.key) }
                    let popped = heap.popDue(now)
                    let user = popped?.user
                    #expect(user == expected?.key, "step \(step), seed 11")
                    if let gone = expected?.key { model[gone] = nil }
                }
            }
            let (count, earliest) = (heap.count, heap.earliest)
            #expect(count == model.count)
            #expect(earliest == model.values.min() ?? .max)
        }
    }

    @Test func timeoutsExpireByTheirOwnLimit() {
        var queue = TimeoutQueue(limits: [100, 1000], capacity: 8)
        queue.start(0, list: 1, now: 0)
        queue.start(1, list: 0, now: 10)
        queue.start(2, list: 0, now: 20)
        queue.start(3, list: 0, now: 30)
        let earliest = queue.earliest
        #expect(earliest == 110)
        queue.stop(2)
        let expired = [109, 110, 129, 130].map { queue.popExpired($0) }
        #expect(expired == [nil, 1, nil, 3])
        queue.start(3, list: 0, now: 500)
        let rest = [550, 2000, 2000, .max].map { queue.popExpired($0) }
        #expect(rest == [nil, 3, 0, nil])
        let none = queue.earliest
        #expect(none == .max)
    }

    @Test func sharesAreExactAtEveryMoment() {
        let shares = [0.55, 0.1, 0.15, 0.2]
        let labels = Apportionment(shares: shares, count: 10_000).labels
        var counts = [0, 0, 0, 0]
        for (index, label) in labels.enumerated() {
            counts[label] += 1
            for (share, count) in zip(shares, counts) {
                #expect(abs(share * Double(index + 1) - Double(count)) <= 1.000001)
            }
        }
        #expect(counts == [5500, 1000, 1500, 2000])
        #expect(Apportionment(shares: [0, 0], count: 3).labels == [0, 0, 0])
        #expect(Apportionment(shares: [], count: 0).labels.isEmpty)
    }

    @Test func arrivalsThatWaitComeInOrder() {
        var queue = FIFO<Arrival>()
        var next: UInt64 = 0
        var expected: UInt64 = 0
        var random = SeededRandom(seed: 3)
        for _ in 0..<50_000 {
            if random.below(2) == 0 {
                queue.push(Arrival(number: next, due: next * 10))
                next += 1
            } else if let arrival = queue.pop() {
                #expect(arrival.number == expected)
                expected += 1
            }
        }
        #expect(queue.count == Int(next - expected))
    }
}

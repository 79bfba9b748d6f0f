import Dispatch
import Groundwork
import Testing

@Suite struct LockedTests {
    private struct Refused: Error {}

    @Test("Of what many threads do at once nothing is lost")
    func threads() {
        let sum = Locked([0, 0])
        DispatchQueue.concurrentPerform(iterations: 8) { _ in
            for _ in 0..<1_000 {
                sum.withLock { values in
                    values[0] += 1
                    values[1] += values[0]
                }
            }
        }
        #expect(sum.withLock { $0 } == [8_000, 8_000 * 8_001 / 2])
    }

    @Test("After an error the lock is free, and what was changed stays")
    func errors() throws {
        let value = Locked(1)
        #expect(throws: Refused.self) {
            try value.withLock { number in
                number = 2
                throw Refused()
            }
        }
        #expect(value.withLock { $0 } == 2)
    }

    @Test("The value ends with its lock")
    func ending() {
        final class Guest: Sendable {}
        weak var left: Guest?
        do {
            let guest = Guest()
            left = guest
            let locked = Locked(guest)
            #expect(locked.withLock { $0 === guest })
        }
        #expect(left == nil)
    }
}

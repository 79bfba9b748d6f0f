import Curl
import Groundwork

@testable import LoadGenerator

/// A transport that answers everything in the next turn with the same body, in memory that it has from the start: what
/// is counted beside it is the shard's own.
final class EchoTransport: Transport {
    private let waiting: UnsafeMutablePointer<Int>
    private var count = 0
    private let sinks: UnsafeMutablePointer<ResponseSink>
    private let users: Int
    private let clock: ManualClock

    init(users: Int, body: String, clock: ManualClock) {
        self.users = users
        self.clock = clock
        waiting = .allocate(capacity: users)
        sinks = .allocate(capacity: users)
        sinks.initialize(repeating: ResponseSink(), count: users)
        for user in 0..<users {
            sinks[user].wantsBody = true
            Array(body.utf8).withUnsafeBytes { sinks[user].receive($0) }
        }
    }

    deinit {
        for user in 0..<users { sinks[user].body.free() }
        waiting.deallocate()
        sinks.deallocate()
    }

    func add(_ shape: RequestShape) -> Int { 0 }

    func start(
        user: Int,
        shape: Int,
        url: UnsafePointer<UInt8>?,
        headers: UnsafeRawPointer?,
        body: UnsafeRawBufferPointer
    ) -> Bool {
        waiting[count] = user
        count += 1
        return true
    }

    func cancel(user: Int) {}

    func release(user: Int) {}

    func sink(of user: Int) -> UnsafeMutablePointer<ResponseSink> { sinks + user }

    func drive(now: UInt64, _ ended: (TransferResult) -> Void) {
        // Those that are started while this runs wait for the next turn.
        let due = count
        for index in 0..<due { ended(TransferResult(slot: waiting[index], status: 200)) }
        for index in due..<count { waiting[index - due] = waiting[index] }
        count -= due
    }

    var deadline: UInt64 { count > 0 ? clock.time + 100_000 : .max }
}

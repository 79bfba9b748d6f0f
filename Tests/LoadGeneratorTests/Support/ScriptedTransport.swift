import Curl
import Groundwork

@testable import LoadGenerator

/// A service that exists only in arithmetic: each request is answered after a time, and with an answer, that a script
/// says. Nothing is random and nothing waits.
final class ScriptedTransport: Transport {
    /// What the script is asked about.
    struct Call {
        var user: Int
        var shape: RequestShape
        var url: String
        var headers: [String]
        var body: [UInt8]
        /// When it was sent.
        var time: UInt64
        /// How many requests came before it.
        var number: Int
    }

    /// What the script says.
    struct Answer {
        var status = 200
        var body = ""
        /// The body where it is no text.
        var bytes: [UInt8]?
        var headers: [String] = []
        var after: UInt64
        var code = CurlCode.ok
        var newConnections = 0
        var handshakeRounds = 0
        var redirects = 0
        var phases = PhaseTimes()
    }

    private struct Pending {
        var user: Int
        var due: UInt64
        var order: Int
        var answer: Answer
    }

    private let clock: ManualClock
    private let script: (Call) -> Answer
    private var shapes: [RequestShape] = []
    private var pending: [Pending] = []
    private var sinks: [Int: UnsafeMutablePointer<ResponseSink>] = [:]
    /// Everything that was sent, where a test asks for it.
    private(set) var calls: [Call] = []
    var keepsCalls = true
    /// Whether a user has a connection, by how many requests were sent before.
    var connected: (Int) -> Bool = { _ in true }
    /// What sending takes the generator itself, in nanoseconds; with it, users have a connection once they have sent.
    var cost: ((Call, _ isNew: Bool) -> UInt64)?
    private(set) var users: Set<Int> = []
    private(set) var sent = 0
    private(set) var released: [Int] = []

    init(clock: ManualClock, script: @escaping (Call) -> Answer) {
        self.clock = clock
        self.script = script
    }

    deinit {
        for sink in sinks.values {
            sink.pointee.body.free()
            sink.pointee.headers.free()
            sink.deallocate()
        }
    }

    func add(_ shape: RequestShape) -> Int {
        shapes.append(shape)
        return shapes.count - 1
    }

    func start(
        user: Int,
        shape: Int,
        url: UnsafePointer<UInt8>?,
        headers: UnsafeRawPointer?,
        body: UnsafeRawBufferPointer
    ) -> Bool {
        var call = Call(
            user: user,
            shape: shapes[shape],
            url: "",
            headers: shapes[shape].headers ?? [],
            body: [],
            time: clock.time,
            number: sent
        )
        call.url = shapes[shape].url ?? url.map { String(cString: $0) } ?? ""
        if shapes[shape].headers == nil { call.headers = Self.lines(headers) }
        if keepsCalls { call.body = Array(body) }
        sent += 1
        let isNew = users.insert(user).inserted
        if let cost { clock.time += cost(call, isNew) }
        if keepsCalls { calls.append(call) }
        let answer = script(call)
        insert(Pending(user: user, due: clock.time + answer.after, order: call.number, answer: answer))
        return true
    }

    /// The lines of libcurl's list: each node holds its text's address and the next node's.
    private static func lines(_ head: UnsafeRawPointer?) -> [String] {
        var lines: [String] = []
        var node = head
        while let here = node {
            lines.append(String(cString: here.load(as: UnsafePointer<CChar>.self)))
            node = here.load(fromByteOffset: MemoryLayout<UnsafeRawPointer>.stride, as: UnsafeRawPointer?.self)
        }
        return lines
    }

    /// Kept in the order in which they are due, last first.
    private func insert(_ item: Pending) {
        var low = 0
        var high = pending.count
        while low < high {
            let middle = (low + high) / 2
            if (pending[middle].due, pending[middle].order) > (item.due, item.order) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        pending.insert(item, at: low)
    }

    func cancel(user: Int) { pending.removeAll { $0.user == user } }

    func release(user: Int) { released.append(user) }

    func isConnected(user: Int) -> Bool { cost == nil ? connected(sent) : users.contains(user) }

    func sink(of user: Int) -> UnsafeMutablePointer<ResponseSink> {
        if let sink = sinks[user] { return sink }
        let sink = UnsafeMutablePointer<ResponseSink>.allocate(capacity: 1)
        sink.initialize(to: ResponseSink())
        sinks[user] = sink
        return sink
    }

    func drive(now: UInt64, _ ended: (TransferResult) -> Void) {
        while let next = pending.last, next.due <= now {
            pending.removeLast()
            let sink = sink(of: next.user)
            sink.pointee.clear()
            sink.pointee.wantsBody = true
            var body = next.answer.bytes ?? Array(next.answer.body.utf8)
            body.withUnsafeMutableBytes { sink.pointee.receive(UnsafeRawBufferPointer($0)) }
            var lines = Array(next.answer.headers.map { $0 + "\r\n" }.joined().utf8)
            lines.withUnsafeMutableBytes { sink.pointee.headers.append(UnsafeRawBufferPointer($0)) }
            ended(
                TransferResult(
                    slot: next.user,
                    code: next.answer.code,
                    status: next.answer.status,
                    newConnections: next.answer.newConnections,
                    handshakeRounds: next.answer.handshakeRounds,
                    redirects: next.answer.redirects,
                    bytesIn: body.count,
                    phases: next.answer.phases
                )
            )
        }
    }

    var deadline: UInt64 { pending.last?.due ?? .max }
}

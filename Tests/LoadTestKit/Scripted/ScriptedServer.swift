import Foundation
import Glibc
import Groundwork

/// A server on loopback that controls each byte: what it sends, when, and how connections end is said by a script, and
/// what it gets is recorded and counted exactly.
///
/// ```
/// let server = try ScriptedServer { request in
///     request.number % 20 == 19 ? [.close] : [.answer(200, "ok")]
/// }
/// defer { server.stop() }
/// ```
public final class ScriptedServer: Sendable {
    /// What follows a request; without an end of the connection the next request is read after it.
    public typealias Script = @Sendable (ServerRequest) -> [ServerStep]

    /// How it behaves apart from its script.
    public struct Options: Sendable {
        /// What is done on a new connection before a request is read.
        public var greeting: [ServerStep] = []
        /// The script runs when a request's head has come; it reads the body itself (``ServerStep/readBody``).
        public var answersHeads = false
        /// Connections above this number are closed at once.
        public var mostConnections = 10_000

        /// Bodies are read, and nothing is sent before a request.
        public init() {}
    }

    private struct State {
        var requests: [ServerRequest] = []
        var open: [Int32] = []
        var connections = 0
        var closedByClient = 0
        var leftovers: [UInt8] = []
        var signals: Set<String> = []
        var isStopped = false
    }

    /// Its port on 127.0.0.1.
    public let port: Int
    let options: Options
    private let listener: LoopbackListener
    private let script: Script
    private let state = Locked(State())
    private let threads = DispatchGroup()

    /// Listens on a port that is free.
    public init(options: Options = Options(), script: @escaping Script) throws {
        self.options = options
        self.script = script
        listener = try LoopbackListener()
        port = listener.port
        threads.enter()
        Thread.detachNewThread { [self] in
            accept()
            threads.leave()
        }
    }

    /// `http://127.0.0.1:PORT`.
    public var url: String { "http://127.0.0.1:\(port)" }

    /// Requests whose head was read whole, in the order of their arrival.
    public var requests: [ServerRequest] { state.withLock { $0.requests } }

    /// Requests so far.
    public var requestCount: Int { state.withLock { $0.requests.count } }

    /// Connections that were accepted.
    public var connections: Int { state.withLock { $0.connections } }

    /// Connections that the client closed, in order or not.
    public var closedByClient: Int { state.withLock { $0.closedByClient } }

    /// Bytes that came where no whole request was: half a head, or anything after ``ServerStep/awaitClose``.
    public var leftovers: [UInt8] { state.withLock { $0.leftovers } }

    /// Lets every step ``ServerStep/await(_:)`` of this name go on, those that come later too.
    public func signal(_ name: String) { state.withLock { _ = $0.signals.insert(name) } }

    /// Waits until this many requests have come; false when they have not within the time.
    @discardableResult
    public func waitForRequests(_ count: Int, atMost seconds: Double = 10) -> Bool {
        wait(seconds) { $0.requests.count >= count }
    }

    /// Waits until this many connections were closed by the client; false when they were not within the time.
    @discardableResult
    public func waitForClosed(_ count: Int, atMost seconds: Double = 10) -> Bool {
        wait(seconds) { $0.closedByClient >= count }
    }

    /// Closes everything and waits for its threads.
    public func stop() {
        let open = state.withLock { state -> [Int32] in
            guard !state.isStopped else { return [] }
            state.isStopped = true
            return state.open + [listener.descriptor]
        }
        for descriptor in open { shutdown(descriptor, Int32(SHUT_RDWR)) }
        if threads.wait(timeout: .now() + 5) == .success, !open.isEmpty { listener.close() }
    }

    private func wait(_ seconds: Double, until isReached: (borrowing State) -> Bool) -> Bool {
        let end = Date().addingTimeInterval(seconds)
        while !state.withLock({ isReached($0) }) {
            guard Date() < end else { return false }
            usleep(500)
        }
        return true
    }

    private func accept() {
        while let descriptor = listener.accept() {
            let number = state.withLock { state -> Int? in
                guard !state.isStopped, state.connections < options.mostConnections else { return nil }
                state.connections += 1
                state.open.append(descriptor)
                return state.connections - 1
            }
            guard let number else {
                close(descriptor)
                continue
            }
            threads.enter()
            Thread.detachNewThread { [self] in
                var connection = ScriptedConnection(descriptor: descriptor, number: number, server: self)
                connection.run(script)
                state.withLock { state in
                    state.open.removeAll { $0 == descriptor }
                    if connection.isClosedByClient { state.closedByClient += 1 }
                    state.leftovers += connection.unread
                }
                connection.close()
                threads.leave()
            }
        }
    }

    /// Gives a request its number and keeps it.
    func record(_ request: ServerRequest) -> ServerRequest {
        state.withLock { state in
            var request = request
            request.number = state.requests.count
            state.requests.append(request)
            return request
        }
    }

    /// Keeps the body of a request that was recorded.
    func record(body: [UInt8], of number: Int) { state.withLock { $0.requests[number].body = body } }

    /// Waits for a signal, or for the server's end.
    func await(_ name: String) { _ = wait(10) { $0.signals.contains(name) || $0.isStopped } }
}

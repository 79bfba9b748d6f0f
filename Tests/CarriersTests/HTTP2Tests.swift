import Carriers
import Curl
import LoadTestKit
import Testing

/// Transfers of HTTP/2 against a server that controls each frame: what a service did not act on may go out again and is
/// counted; what it may have acted on goes out once.
@Suite struct HTTP2Tests {
    private func wire(_ server: FrameServer, slots: Int = 1) throws -> Wire {
        try Wire(.transfer, port: server.port, slots: slots) {
            $0.connections[0].version = .http2Only
            $0.lanes = slots
        }
    }

    @Test func requestsShareAConnection() throws {
        let server = try FrameServer { _ in [.answer()] }
        defer { server.stop() }
        let wire = try wire(server)
        let get = try wire.add()
        let post = try wire.add("POST", hasBody: true)
        for number in 0..<4 {
            let ended = try number % 2 == 0 ? wire.send(get) : wire.send(post, body: "body")
            #expect(ended.result.code == .ok)
            #expect(ended.result.status == 200)
            #expect(ended.result.newConnections == (number == 0 ? 1 : 0))
            #expect(ended.result.resent == 0)
        }
        #expect(server.requests.map(\.method) == ["GET", "POST", "GET", "POST"])
        #expect(server.requests[1].body == Array("body".utf8))
        #expect(server.connections == 1)
    }

    /// A stream that is refused was not acted on, whatever its method (RFC 9113 section 8.7).
    @Test(arguments: ["GET", "POST"], [0, 1])
    func aRefusedStreamGoesOutAgain(_ method: String, _ place: Int) throws {
        let server = try FrameServer { $0.number == place ? [.reset(.refusedStream), .awaitClose] : [.answer()] }
        defer { server.stop() }
        let wire = try wire(server)
        let shape = try wire.add(method, hasBody: method == "POST")
        for _ in 0..<place { #expect(try wire.send(shape, body: "b").result.resent == 0) }
        let ended = try wire.send(shape, body: "b")
        #expect(ended.result.code == .ok)
        #expect(ended.result.resent == 1)
        #expect(server.requests.count == place + 2)
        #expect(server.connections == 2)
        #expect(server.otherVersions == 0)
    }

    /// A stream above the last one that GOAWAY names was not acted on (RFC 9113 section 6.8).
    @Test(arguments: ["GET", "POST"], [false, true])
    func aStreamAboveTheLastGoesOutAgain(_ method: String, _ closes: Bool) throws {
        let server = try FrameServer { request in
            guard request.number == 1 else { return [.answer()] }
            return [.goAway(last: request.stream - 2), closes ? .close : .awaitClose]
        }
        defer { server.stop() }
        let wire = try wire(server)
        let shape = try wire.add(method, hasBody: method == "POST")
        _ = try wire.send(shape, body: "b")
        let ended = try wire.send(shape, body: "b")
        #expect(ended.result.code == .ok, "\(ended.result.code.message) \(ended.explanation ?? "")")
        #expect(ended.result.resent == 1)
        #expect(ended.result.newConnections == 1)
        #expect(server.requests.count == 3)
    }

    /// A stream that GOAWAY does not exclude may have been acted on.
    @Test func aPostThatMayHaveBeenActedOnGoesOutOnce() throws {
        let server = try FrameServer { request in
            request.number == 1 ? [.goAway(last: request.stream), .close] : [.answer()]
        }
        defer { server.stop() }
        let wire = try wire(server)
        let shape = try wire.add("POST", hasBody: true)
        _ = try wire.send(shape, body: "1")
        let ended = try wire.send(shape, body: "2")
        #expect(ended.result.code.kind == .reset)
        #expect(ended.result.resent == 0)
        #expect(server.requests.count == 2)
        #expect(try wire.send(shape, body: "3").result.code == .ok)
        #expect(server.otherVersions == 0)
    }

    /// A reset for another reason is the service's answer to the request.
    @Test(arguments: ["GET", "POST"], [false, true])
    func aStreamThatFailedGoesOutOnce(_ method: String, _ closes: Bool) throws {
        let server = try FrameServer { request in
            guard request.number == 1 else { return [.answer()] }
            return [.reset(.internalError)] + (closes ? [.goAway(last: request.stream), .close] : [])
        }
        defer { server.stop() }
        let wire = try wire(server)
        let shape = try wire.add(method, hasBody: method == "POST")
        _ = try wire.send(shape, body: "1")
        let ended = try wire.send(shape, body: "2")
        #expect(ended.result.code != .ok)
        if method == "POST" { #expect(server.requests.count == 2) }
        #expect(server.requests.count == 2 + ended.result.resent)
    }

    @Test(arguments: ["GET", "POST"])
    func aConnectionThatEndsUnderARequest(_ method: String) throws {
        let server = try FrameServer { $0.number == 1 ? [.close] : [.answer()] }
        defer { server.stop() }
        let wire = try wire(server)
        let shape = try wire.add(method, hasBody: method == "POST")
        _ = try wire.send(shape, body: "1")
        let ended = try wire.send(shape, body: "2")
        #expect((ended.result.code == .ok) == (method == "GET"), "\(ended.result.code.message)")
        #expect(ended.result.resent == (method == "GET" ? 1 : 0))
        #expect(server.requests.count == (method == "GET" ? 3 : 2))
    }

    /// An idle connection that the service has ended: the next request opens another, which begins with HTTP/2 as well.
    @Test func aConnectionThatEndedBetweenRequestsIsFollowedByHTTP2() throws {
        let server = try FrameServer { request in
            request.onConnection == 1 ? [.answer(), .goAway(last: request.stream), .close] : [.answer()]
        }
        defer { server.stop() }
        let wire = try wire(server)
        let shape = try wire.add()
        for _ in 0..<10 {
            let ended = try wire.send(shape)
            #expect(ended.result.code == .ok, "\(ended.result.code.message)")
        }
        #expect(server.otherVersions == 0)
        #expect(server.requests.count == 10)
        #expect(server.connections == 5)
    }

    @Test func aServiceThatDemandsHTTP11IsNamed() throws {
        let server = try FrameServer { $0.number == 1 ? [.reset(.http11Required)] : [.answer()] }
        defer { server.stop() }
        let wire = try wire(server)
        let shape = try wire.add()
        _ = try wire.send(shape)
        let ended = try wire.send(shape)
        #expect(ended.result.code == .notHTTP2)
        #expect(server.otherVersions == 0)
        #expect(server.requests.count == 2)
    }

    @Test func aGetThatMustNotGoAgainDoesNot() throws {
        let server = try FrameServer { $0.number == 1 ? [.reset(.refusedStream)] : [.answer()] }
        defer { server.stop() }
        let wire = try wire(server)
        let shape = try wire.add(mayGoAgain: false)
        _ = try wire.send(shape)
        #expect(try wire.send(shape).result.code != .ok)
        #expect(server.requests.count == 2)
    }

    /// Requests at the same time: the streams above the last go out again, the others are answered.
    @Test func onlyTheStreamsAboveTheLastGoOutAgain() throws {
        let server = try FrameServer { request in
            guard request.connection == 0, request.onConnection > 0 else { return [.answer()] }
            guard request.onConnection == 4 else { return [] }
            return [.goAway(last: 5), .answer(stream: 3), .answer(stream: 5), .awaitClose]
        }
        defer { server.stop() }
        let wire = try wire(server, slots: 4)
        let shape = try wire.add()
        _ = try wire.send(shape)
        for slot in 0..<4 { try wire.start(shape, slot: slot) }
        let ended = try wire.wait(for: 4)
        #expect(ended.allSatisfy { $0.result.code == .ok }, "\(ended.map { $0.result.code.message })")
        #expect(ended.map(\.result.resent).sorted() == [0, 0, 1, 1])
        #expect(server.requests.count == 7)
        #expect(server.otherVersions == 0)
    }

    /// A connection to one service is none to another.
    @Test func eachServiceHasItsConnection() throws {
        let server = try FrameServer { _ in [.answer()] }
        let other = try FrameServer { _ in [.answer(201)] }
        defer {
            server.stop()
            other.stop()
        }
        let wire = try Wire(.transfer, port: server.port) {
            $0.connections[0].version = .http2Only
            $0.endpoints.append(Endpoint(host: "localhost", port: other.port, addresses: ["127.0.0.1"]))
        }
        let shapes = [try wire.add(), try wire.add(url: "http://localhost:\(other.port)/")]
        for _ in 0..<3 {
            for (shape, status) in zip(shapes, [200, 201]) {
                let ended = try wire.send(shape)
                #expect(ended.result.code == .ok, "\(ended.result.code.message)")
                #expect(ended.result.status == status)
            }
        }
        #expect(server.connections == 1 && other.connections == 1)
        #expect(server.otherVersions == 0 && other.otherVersions == 0)
    }
}

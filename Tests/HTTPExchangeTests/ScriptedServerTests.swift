import Foundation
import LoadTestKit
import Testing

/// The test kit's server does what its script says, and counts what it gets.
@Suite struct ScriptedServerTests {
    @Test func itAnswersAndRecords() throws {
        let server = try ScriptedServer { request in
            request.target == "/reset" ? [.reset] : [.answer(200, "hello"), .close]
        }
        defer { server.stop() }
        #expect(try LoopbackHTTP.get(port: server.port, path: "/a b") == Array("hello".utf8))
        #expect(throws: LoopbackHTTP.Failure.self) { try LoopbackHTTP.get(port: server.port, path: "/reset") }
        #expect(server.requests.map(\.target) == ["/a", "/reset"])
        #expect(server.requests.map(\.connection) == [0, 1])
        #expect(server.requests[0].header("host") == "127.0.0.1:\(server.port)")
    }

    @Test func itWaitsForTheTest() throws {
        let server = try ScriptedServer { _ in
            [.sendSlowly(Array("HTTP/1.1 200 OK\r\n\r\n".utf8)), .await("go"), .send("late"), .close]
        }
        defer { server.stop() }
        let port = server.port
        let body = DispatchSemaphore(value: 0)
        Thread.detachNewThread {
            if (try? LoopbackHTTP.get(port: port, path: "/")) == Array("late".utf8) { body.signal() }
        }
        #expect(server.waitForRequests(1))
        #expect(body.wait(timeout: .now() + 0.02) == .timedOut)
        server.signal("go")
        #expect(body.wait(timeout: .now() + 10) == .success)
        #expect(server.connections == 1)
    }
}

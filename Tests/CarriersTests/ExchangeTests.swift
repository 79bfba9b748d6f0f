import Carriers
import Curl
import Foundation
import LoadTestKit
import Testing

/// Requests and answers on connections, against a server that controls each byte.
@Suite struct ExchangeTests {
    @Test(arguments: Wire.Kind.allCases)
    func requestsOfAUserShareItsConnection(_ kind: Wire.Kind) throws {
        let server = try ScriptedServer { _ in [.answer(200, "hello", fields: ["X-A: b"])] }
        defer { server.stop() }
        let wire = try Wire(kind, port: server.port)
        let shape = try wire.add()
        for number in 0..<5 {
            let ended = try wire.send(shape)
            #expect(ended.result.code == .ok)
            #expect(ended.result.status == 200)
            #expect(ended.body == "hello")
            #expect(ended.headers.contains("X-A: b"))
            #expect(ended.result.newConnections == (number == 0 ? 1 : 0))
        }
        #expect(server.connections == 1)
        #expect(server.requestCount == 5)
    }

    /// What is written is what the scenario says, and nothing else but what HTTP demands.
    @Test(arguments: Wire.Kind.allCases)
    func nothingIsAddedToARequest(_ kind: Wire.Kind) throws {
        let server = try ScriptedServer { _ in [.answer()] }
        defer { server.stop() }
        let wire = try Wire(kind, port: server.port)
        let shape = try wire.add("POST", "/a/../b?c=d", fields: ["X-Empty:", "X-A: b"], hasBody: true)
        _ = try wire.send(shape, body: "{}")
        let request = try #require(server.requests.first)
        // libcurl has an order of its own.
        if kind == .transfer {
            let added = ["Accept", "Expect", "Content-Type"]
            #expect(request.target == "/a/../b?c=d")
            #expect(request.header("X-Empty")?.isEmpty == true)
            #expect(!request.lines.contains { line in added.contains { line.hasPrefix($0 + ":") } })
            return
        }
        #expect(
            request.text == "POST /a/../b?c=d HTTP/1.1\r\nHost: 127.0.0.1:\(server.port)\r\nUser-Agent: zonda\r\n"
                + "X-Empty:\r\nX-A: b\r\nContent-Length: 2\r\n\r\n"
        )
        #expect(request.body == Array("{}".utf8))
    }

    @Test(arguments: Wire.Kind.allCases)
    func aHeaderThatGoesOnInASecondLineIsOne(_ kind: Wire.Kind) throws {
        let server = try ScriptedServer { _ in [.answer(200, "ok", fields: ["X-A: b\r\n c", "X-D: e"])] }
        defer { server.stop() }
        let wire = try Wire(kind, port: server.port)
        let ended = try wire.send(try wire.add())
        #expect(ended.headers.contains("X-A: b   c\r\nX-D: e\r\n"), "\(ended.headers)")
    }

    @Test(arguments: Wire.Kind.allCases)
    func aKeptConnectionThatEndsUnderAGetIsFollowedByAnother(_ kind: Wire.Kind) throws {
        let server = try ScriptedServer { $0.onConnection == 1 ? [.close] : [.answer(200, "ok")] }
        defer { server.stop() }
        let wire = try Wire(kind, port: server.port)
        let shape = try wire.add()
        #expect(try wire.send(shape).result.resent == 0)
        let second = try wire.send(shape)
        #expect(second.result.code == .ok)
        #expect(second.result.resent == 1)
        #expect(second.result.newConnections == 1)
        #expect(server.requestCount == 3)
    }

    /// libcurl keeps count of such ends for as long as a user lives, and would give up at the sixth.
    @Test(arguments: Wire.Kind.allCases)
    func keptConnectionsMayEndUnderManyRequests(_ kind: Wire.Kind) throws {
        let server = try ScriptedServer { $0.onConnection == 1 ? [.close] : [.answer(200, "ok")] }
        defer { server.stop() }
        let wire = try Wire(kind, port: server.port)
        let get = try wire.add()
        let post = try wire.add("POST", hasBody: true)
        _ = try wire.send(get)
        for _ in 0..<14 {
            let ended = try wire.send(get)
            #expect(ended.result.code == .ok)
            #expect(ended.result.resent == 1)
        }
        for _ in 0..<14 {
            let ended = try wire.send(post)
            #expect(ended.result.code == .keptConnectionClosed)
            #expect(ended.explanation == nil)
            #expect(try wire.send(post).result.code == .ok)
        }
        #expect(server.requestCount == 1 + 14 * 2 + 14 * 2)
    }

    @Test(arguments: Wire.Kind.allCases)
    func aPostIsNeverSentTwice(_ kind: Wire.Kind) throws {
        let server = try ScriptedServer { $0.onConnection == 1 ? [.close] : [.answer(200, "ok")] }
        defer { server.stop() }
        let wire = try Wire(kind, port: server.port)
        let shape = try wire.add("POST", hasBody: true)
        #expect(try wire.send(shape, body: "1").result.code == .ok)
        let second = try wire.send(shape, body: "2")
        #expect(second.result.code == .keptConnectionClosed)
        #expect(second.result.code.kind == .reset)
        #expect(second.result.resent == 0)
        #expect(server.requestCount == 2)
        #expect(try wire.send(shape, body: "3").result.code == .ok)
    }

    @Test(arguments: Wire.Kind.allCases)
    func aGetThatMustNotGoAgainDoesNot(_ kind: Wire.Kind) throws {
        let server = try ScriptedServer { $0.onConnection == 1 ? [.close] : [.answer(200, "ok")] }
        defer { server.stop() }
        let wire = try Wire(kind, port: server.port)
        let shape = try wire.add(mayGoAgain: false)
        _ = try wire.send(shape)
        #expect(try wire.send(shape).result.code == .keptConnectionClosed)
        #expect(server.requestCount == 2)
    }

    /// An unasked answer on an idle connection, as some proxies send it before they close.
    @Test(arguments: Wire.Kind.allCases)
    func whatComesOnAnIdleConnectionIsNoAnswer(_ kind: Wire.Kind) throws {
        let server = try ScriptedServer { request in
            request.onConnection == 0
                ? [.answer(200, "ok"), .send("HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n")]
                : [.answer(200, "no")]
        }
        defer { server.stop() }
        let wire = try Wire(kind, port: server.port)
        let shape = try wire.add("POST", hasBody: true)
        for number in 1...8 {
            let ended = try wire.send(shape, body: "\(number)")
            #expect(ended.result.status == 200)
            #expect(ended.body == "ok")
            #expect(ended.result.resent == 0)
            let end = Date().addingTimeInterval(5)
            while kind == .exchange ? wire.isConnected() : server.closedByClient < number, Date() < end { wire.turn() }
        }
        #expect(server.connections == 8)
    }

    @Test(arguments: Wire.Kind.allCases)
    func aConnectionThatEndsBeforeItsFirstAnswerIsAFailure(_ kind: Wire.Kind) throws {
        let server = try ScriptedServer { _ in [.close] }
        defer { server.stop() }
        let wire = try Wire(kind, port: server.port)
        let ended = try wire.send(try wire.add())
        #expect(ended.result.code == .gotNothing)
        #expect(server.requestCount == 1)
    }

    /// Bodies larger than what the kernel takes at once go out piece by piece.
    @Test(arguments: Wire.Kind.allCases)
    func aLargeBodyArrivesWhole(_ kind: Wire.Kind) throws {
        let server = try ScriptedServer { [.answer(200, "\($0.body.count)")] }
        defer { server.stop() }
        let wire = try Wire(kind, port: server.port)
        let shape = try wire.add("POST", hasBody: true)
        let body = String(repeating: "0123456789abcdef", count: 1 << 19)
        let ended = try wire.send(shape, body: body)
        #expect(ended.body == "\(body.utf8.count)")
        #expect(server.requests.first?.header("Expect") == nil)
        #expect(ended.result.bytesOut > body.utf8.count)
    }

    /// An answer that comes before the body is sent is the answer.
    @Test func anEarlyAnswerEndsTheUpload() throws {
        var options = ScriptedServer.Options()
        options.answersHeads = true
        let server = try ScriptedServer(options: options) { _ in
            [.answer(413, "too large", fields: ["Connection: close"]), .awaitClose]
        }
        defer { server.stop() }
        let wire = try Wire(.exchange, port: server.port)
        let shape = try wire.add("POST", hasBody: true)
        let ended = try wire.send(shape, body: String(repeating: "x", count: 8 << 20))
        #expect(ended.result.status == 413)
        #expect(ended.body == "too large")
        #expect(!wire.isConnected())
    }

    @Test func answersOfEveryFraming() throws {
        let server = try ScriptedServer { request in
            switch request.target {
            case "/chunked":
                [
                    .send(
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\nX-T: 1\r\n\r\n"
                    )
                ]
            case "/close": [.send("HTTP/1.0 200 OK\r\n\r\nuntil the end"), .close]
            case "/none": [.send("HTTP/1.1 204 No Content\r\n\r\n")]
            case "/interim":
                [.send("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nX: y\r\n\r\n"), .answer(201, "x")]
            default: [.sendSlowly(Array("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nslow!".utf8))]
            }
        }
        defer { server.stop() }
        let wire = try Wire(.exchange, port: server.port)
        #expect(try wire.send(try wire.add("GET", "/chunked")).body == "abcde")
        #expect(try wire.send(try wire.add("GET", "/close")).body == "until the end")
        #expect(try wire.send(try wire.add("GET", "/none")).result.status == 204)
        let interim = try wire.send(try wire.add("GET", "/interim"))
        #expect(interim.result.status == 201)
        #expect(!interim.headers.contains("X: y"))
        #expect(try wire.send(try wire.add("GET", "/slow")).body == "slow!")
    }

    @Test func aBrokenAnswerSaysWhatIsWrong() throws {
        let server = try ScriptedServer { _ in [.send("HTTP/1.1 2000 OK\r\n\r\n"), .close] }
        defer { server.stop() }
        let wire = try Wire(.exchange, port: server.port)
        let ended = try wire.send(try wire.add())
        #expect(ended.result.code == .brokenAnswer)
        #expect(ended.explanation?.contains("2000") == true)
    }

    @Test(arguments: Wire.Kind.allCases)
    func aCancelledRequestLeavesNothingBehind(_ kind: Wire.Kind) throws {
        let server = try ScriptedServer { request in
            request.number == 0 ? [.await("go"), .answer(200, "late")] : [.answer(200, "next")]
        }
        defer { server.stop() }
        let wire = try Wire(kind, port: server.port)
        let shape = try wire.add()
        try wire.start(shape)
        while server.requestCount == 0 { wire.turn() }
        wire.cancel()
        server.signal("go")
        #expect(try wire.send(shape).body == "next")
        #expect(server.connections == 2)
    }

    @Test func thousandsOfRefusalsInARowAreHandedOverLater() throws {
        let wire = try Wire(.exchange, port: LoopbackPort.free())
        let shape = try wire.add()
        var ended = 0
        var isInside = false
        try wire.start(shape)
        let end = Date().addingTimeInterval(30)
        while ended < 3000, Date() < end {
            wire.turn { result in
                #expect(!isInside)
                isInside = true
                ended += 1
                #expect(result.result.code == .couldNotConnect)
                if ended < 3000 { try? wire.start(shape) }
                isInside = false
            }
        }
        #expect(ended == 3000)
    }
}

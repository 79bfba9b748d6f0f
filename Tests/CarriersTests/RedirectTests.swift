import Carriers
import Curl
import LoadTestKit
import Testing

/// Redirects that are followed, as the server sees them.
@Suite struct RedirectTests {
    /// RFC 9110 section 15.4: what follows a redirect of each kind.
    @Test(arguments: [
        (301, "POST", "GET"), (302, "POST", "GET"), (303, "POST", "GET"), (307, "POST", "POST"), (308, "POST", "POST"),
        (301, "PUT", "PUT"), (302, "PATCH", "PATCH"), (303, "PUT", "GET"), (303, "DELETE", "GET"),
        (307, "DELETE", "DELETE"), (303, "HEAD", "HEAD"), (302, "GET", "GET"),
    ])
    func theMethodFollowsTheStatus(_ status: Int, _ method: String, _ next: String) throws {
        let server = try ScriptedServer { request in
            request.target == "/from?a=b" ? [.answer(status, "", fields: ["Location: to"])] : [.answer(200, "")]
        }
        defer { server.stop() }
        let wire = try Wire(.exchange, port: server.port)
        let hasBody = ["POST", "PUT", "PATCH"].contains(method)
        let fields = hasBody ? ["Content-Type: text/plain", "X-A: b"] : ["X-A: b"]
        let shape = try wire.add(method, "/from?a=b", fields: fields, hasBody: hasBody, redirects: 3)
        let ended = try wire.send(shape, body: hasBody ? "body" : "")
        #expect(ended.result.code == .ok)
        #expect(ended.result.redirects == 1)
        #expect(server.requestCount == 2)
        #expect(server.connections == 1)
        let second = try #require(server.requests.last)
        #expect(second.method == next)
        #expect(second.target == "/to")
        #expect(second.header("X-A") == "b")
        let keeps = hasBody && next == method
        #expect(String(decoding: second.body, as: UTF8.self) == (keeps ? "body" : ""))
        #expect((second.header("Content-Type") != nil) == keeps)
        #expect(second.header("Content-Length") == (keeps ? "4" : nil))
    }

    @Test func anotherHostIsNamedAndNeverContacted() throws {
        let other = try ScriptedServer { _ in [.answer(200, "")] }
        defer { other.stop() }
        let server = try ScriptedServer { _ in
            [.answer(302, "", fields: ["Location: http://localhost:\(other.port)/x"])]
        }
        defer { server.stop() }
        let wire = try Wire(.exchange, port: server.port)
        let ended = try wire.send(try wire.add(redirects: 3))
        #expect(ended.result.code == .redirectRefused)
        #expect(ended.explanation?.contains("http://localhost:\(other.port)/x") == true)
        #expect(other.connections == 0)
    }

    @Test func aLoopEndsAtTheLimit() throws {
        let server = try ScriptedServer { _ in [.answer(302, "", fields: ["Location: /again"])] }
        defer { server.stop() }
        let wire = try Wire(.exchange, port: server.port)
        let ended = try wire.send(try wire.add(redirects: 3))
        #expect(ended.result.code == .tooManyRedirects)
        #expect(server.requestCount == 4)
    }

    @Test func aRedirectWithoutAPlaceIsAFailure() throws {
        let server = try ScriptedServer { _ in [.answer(302, "")] }
        defer { server.stop() }
        let wire = try Wire(.exchange, port: server.port)
        let ended = try wire.send(try wire.add(redirects: 3))
        #expect(ended.result.code == .redirectRefused)
        #expect(ended.explanation?.contains("Location") == true)
    }

    /// A slot's next request is its own again.
    @Test func whatComesAfterARedirectIsTheFirstRequestAgain() throws {
        let server = try ScriptedServer { request in
            request.target == "/from"
                ? [.answer(302, "", fields: ["Location: /to", "Set-Cookie: a=b"])] : [.answer(200, "")]
        }
        defer { server.stop() }
        let wire = try Wire(.exchange, port: server.port)
        let shape = try wire.add("GET", "/from", redirects: 3)
        _ = try wire.send(shape)
        _ = try wire.send(shape)
        #expect(server.requests.map(\.target) == ["/from", "/to", "/from", "/to"])
        #expect(server.requests.map { $0.header("Cookie") } == [nil, "a=b", "a=b", "a=b"])
    }
}

import Carriers
import Curl
import Foundation
import LoadTestKit
import Testing

/// Redirects that are followed, as the server sees them.
@Suite struct RedirectTests {
    /// RFC 9110 section 15.4: what follows a redirect of each kind.
    @Test(
        arguments: Wire.Kind.allCases,
        [
            (301, "POST", "GET"), (302, "POST", "GET"), (303, "POST", "GET"), (307, "POST", "POST"),
            (308, "POST", "POST"),
            (301, "PUT", "PUT"), (302, "PATCH", "PATCH"), (303, "PUT", "GET"), (303, "DELETE", "GET"),
            (307, "DELETE", "DELETE"), (303, "HEAD", "HEAD"), (302, "GET", "GET"),
        ]
    )
    func theMethodFollowsTheStatus(_ kind: Wire.Kind, _ row: (Int, String, String)) throws {
        let (status, method, next) = row
        let server = try ScriptedServer { request in
            request.target == "/from?a=b" ? [.answer(status, "", fields: ["Location: to"])] : [.answer(200, "")]
        }
        defer { server.stop() }
        let wire = try Wire(kind, port: server.port)
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

    @Test(arguments: Wire.Kind.allCases) func anotherHostIsNamedAndNeverContacted(_ kind: Wire.Kind) throws {
        let other = try ScriptedServer { _ in [.answer(200, "")] }
        defer { other.stop() }
        let server = try ScriptedServer { _ in
            [.answer(302, "", fields: ["Location: http://localhost:\(other.port)/x"])]
        }
        defer { server.stop() }
        let wire = try Wire(kind, port: server.port)
        let ended = try wire.send(try wire.add(redirects: 3))
        #expect(ended.result.code == .redirectRefused)
        #expect(ended.explanation?.contains("http://localhost:\(other.port)/x") == true)
        #expect(other.connections == 0)
    }

    @Test(arguments: Wire.Kind.allCases) func aLoopEndsAtTheLimit(_ kind: Wire.Kind) throws {
        let server = try ScriptedServer { _ in [.answer(302, "", fields: ["Location: /again"])] }
        defer { server.stop() }
        let wire = try Wire(kind, port: server.port)
        let ended = try wire.send(try wire.add(redirects: 3))
        #expect(ended.result.code == .tooManyRedirects)
        #expect(server.requestCount == 4)
    }

    @Test(arguments: Wire.Kind.allCases) func aRedirectWithoutAPlaceIsAFailure(_ kind: Wire.Kind) throws {
        let server = try ScriptedServer { _ in [.answer(302, "")] }
        defer { server.stop() }
        let wire = try Wire(kind, port: server.port)
        let ended = try wire.send(try wire.add(redirects: 3))
        #expect(ended.result.code == .redirectRefused)
        #expect(ended.explanation?.contains("Location") == true)
    }

    /// A slot's next request is its own again.
    @Test(arguments: Wire.Kind.allCases) func whatComesAfterARedirectIsTheFirstRequestAgain(_ kind: Wire.Kind) throws {
        let server = try ScriptedServer { request in
            request.target == "/from"
                ? [.answer(302, "", fields: ["Location: /to", "Set-Cookie: a=b"])] : [.answer(200, "")]
        }
        defer { server.stop() }
        let wire = try Wire(kind, port: server.port)
        let shape = try wire.add("GET", "/from", redirects: 3)
        _ = try wire.send(shape)
        _ = try wire.send(shape)
        #expect(server.requests.map(\.target) == ["/from", "/to", "/from", "/to"])
        #expect(server.requests.map { $0.header("Cookie") } == [nil, "a=b", "a=b", "a=b"])
    }

    /// What a service is known by goes to no other (RFC 9110 section 15.4, the Fetch standard).
    @Test(arguments: Wire.Kind.allCases) func credentialsStayWithTheirOrigin(_ kind: Wire.Kind) throws {
        let other = try ScriptedServer { _ in [.answer(200, "there")] }
        defer { other.stop() }
        let server = try ScriptedServer { request in
            switch request.target {
            case "/from": [.answer(307, "", fields: ["Location: /here", "Set-Cookie: s=1"])]
            default: [.answer(307, "", fields: ["Location: http://localhost:\(other.port)/x"])]
            }
        }
        defer { server.stop() }
        let wire = try Wire(kind, port: server.port) {
            $0.endpoints.append(Endpoint(host: "localhost", port: other.port, addresses: ["127.0.0.1"]))
        }
        let fields = ["Authorization: Bearer t0k", "Cookie: mine=1", "X-A: b", "X-Empty:"]
        let shape = try wire.add("PUT", "/from", fields: fields, hasBody: true, redirects: 5)
        let ended = try wire.send(shape, body: "body")
        #expect(ended.result.code == .ok)
        #expect(ended.body == "there")
        #expect(ended.result.redirects == 2)
        #expect(ended.result.newConnections == 2)
        #expect(server.requests.map { $0.header("Authorization") } == ["Bearer t0k", "Bearer t0k"])
        // libcurl writes the scenario's cookies as a line of their own.
        let cookies = try #require(server.requests.last?.headers("Cookie")).joined(separator: "; ")
        #expect(Set(cookies.components(separatedBy: "; ")) == ["mine=1", "s=1"])
        let last = try #require(other.requests.first)
        #expect(last.header("Authorization") == nil)
        #expect(last.header("Cookie") == nil)
        #expect(last.header("X-A") == "b")
        #expect(last.header("X-Empty")?.isEmpty == true)
        #expect(last.header("Host") == "localhost:\(other.port)")
        #expect(last.body == Array("body".utf8))
    }

    /// A redirect without a place after one that had one.
    @Test(arguments: Wire.Kind.allCases) func thePlaceIsThatOfTheLastAnswer(_ kind: Wire.Kind) throws {
        let server = try ScriptedServer { request in
            request.target == "/" ? [.answer(302, "", fields: ["Location: /next"])] : [.answer(302, "")]
        }
        defer { server.stop() }
        let wire = try Wire(kind, port: server.port)
        let ended = try wire.send(try wire.add(redirects: 3))
        #expect(ended.result.code == .redirectRefused)
        #expect(ended.explanation?.contains("/next") == true)
        #expect(server.requestCount == 2)
    }

    /// Both carriers report the same: bytes of all answers and requests, their headers, one connection.
    @Test func bothCarriersCountTheSame() throws {
        let server = try ScriptedServer { request in
            request.target == "/"
                ? [.answer(302, "gone", fields: ["Location: /next", "X-A: 1"])] : [.answer(200, "here")]
        }
        defer { server.stop() }
        var all: [Wire.Ended] = []
        for kind in Wire.Kind.allCases {
            let wire = try Wire(kind, port: server.port)
            all.append(try wire.send(try wire.add(redirects: 3)))
        }
        #expect(all[0].body == "here" && all[1].body == "here")
        #expect(all[0].headers == all[1].headers)
        #expect(all[0].headers.contains("X-A: 1"))
        #expect(all[0].result.bytesIn == all[1].result.bytesIn)
        #expect(all[0].result.bytesOut == all[1].result.bytesOut)
        #expect(all.map(\.result.redirects) == [1, 1])
        #expect(all.map(\.result.newConnections) == [1, 1])
    }
}

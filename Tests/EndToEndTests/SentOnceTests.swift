import Foundation
import LoadMetrics
import LoadTestKit
import Testing

/// Whole runs against services that break off: what Zonda counts is what the service counted. Requests are bounded in
/// number, so that nothing depends on the machine's speed.
@Suite(.serialized) struct SentOnceTests {
    static let carriers = ["exchange", "transfer"]

    private func run(
        _ url: String,
        _ steps: String,
        carrier: String,
        users: Int = 4,
        iterations: Int = 50,
        load: String = "",
        slo: String = "errors < 2%",
        top: String = "",
        target: String = "",
        in folder: TemporaryFolder? = nil
    ) throws -> FinishedRun {
        let scenario = """
            scenario "Once"
            target "\(url)" { \(target) }
            flow main { \(steps) }
            load { users \(users) for 10m  iterations \(iterations) per user  \(load) }
            slo { \(slo) }
            \(top)
            """
        let folder = try folder ?? TemporaryFolder()
        return try RunUnderWay(scenario, ["--carrier", carrier, "--seed", "7"], in: folder).finish()
    }

    /// Every 20th request on a connection that was used before is read and not answered.
    private static func dropping() throws -> ScriptedServer {
        try ScriptedServer { request in
            isDropped(request) ? [.close] : [.answer(200, "ok")]
        }
    }

    private static func isDropped(_ request: ServerRequest) -> Bool {
        request.onConnection > 0 && request.number % 20 == 19
    }

    @Test(arguments: carriers) func aPostOnADyingConnectionIsAFailure(_ carrier: String) throws {
        let server = try Self.dropping()
        defer { server.stop() }
        let run = try run(
            server.url,
            "count tried  POST /order as order json {\"n\":\"${user}\"}",
            carrier: carrier,
            top: "invariant count(order) == count(tried)"
        )
        let record = try run.record()
        let dropped = server.requests.count(where: Self.isDropped)
        #expect(server.requestCount == 200)
        #expect(record.audit.requests == 200)
        #expect(dropped > 5)
        #expect(try run.failures() == ["reset": dropped])
        #expect(record.audit.resent ?? 0 == 0)
        run.expectStatus(99)
        let invariant = try #require(try run.findings().first { $0["text"]?.text?.hasPrefix("invariant") == true })
        #expect(invariant["outcome"]?.text == "FAIL", "\(run.printed)")
    }

    @Test(arguments: carriers) func aGetOnADyingConnectionIsSentTwiceAndCounted(_ carrier: String) throws {
        let server = try Self.dropping()
        defer { server.stop() }
        let run = try run(server.url, "GET /order as order", carrier: carrier)
        let record = try run.record()
        let dropped = server.requests.count(where: Self.isDropped)
        #expect(record.audit.requests == 200)
        #expect(dropped > 5)
        #expect(record.audit.resent == UInt64(dropped))
        #expect(server.requestCount == 200 + dropped)
        #expect(try run.failures().isEmpty)
        #expect(run.ending.output.contains("resent"))
        #expect(try run.text("summary.md").contains("sent twice"))
    }

    /// A budget is what the service gets, whatever the method.
    @Test(arguments: carriers, ["GET", "POST"]) func aBudgetIsExact(_ carrier: String, _ method: String) throws {
        let server = try ScriptedServer { $0.onConnection == 1 ? [.close] : [.answer(200, "ok")] }
        defer { server.stop() }
        let run = try run(
            server.url,
            "\(method) /pay as pay",
            carrier: carrier,
            iterations: 10,
            load: "at most 20 of pay",
            slo: "errors < 90%"
        )
        #expect(server.requestCount == 20)
        #expect(try run.record().audit.requests == 20)
        #expect(try run.failures()["reset"] == server.requests.count { $0.onConnection == 1 })
    }

    /// What a service says on an idle connection before it closes it (408, as some proxies do) is no answer.
    @Test(arguments: carriers) func anUnaskedAnswerIsNoAnswer(_ carrier: String) throws {
        let server = try ScriptedServer { _ in
            [
                .answer(200, "ok"), .pause(1),
                .send("HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"),
            ]
        }
        defer { server.stop() }
        let run = try run(
            server.url,
            "GET /a as a\n expect status 200\n think 100ms",
            carrier: carrier,
            iterations: 10
        )
        let record = try run.record()
        #expect(try run.failures().isEmpty, "\(run.printed)")
        #expect(record.audit.requests == 40)
        #expect(record.audit.connections == 40)
        #expect(server.requestCount == 40)
        #expect(Set(server.requests.map(\.connection)).count == 40)
    }

    /// Nobody asks for a 100 Continue, so that none is waited for.
    @Test(arguments: carriers) func anUploadWaitsForNothing(_ carrier: String) throws {
        var options = ScriptedServer.Options()
        options.answersHeads = true
        let server = try ScriptedServer(options: options) { _ in [.readBody, .answer(201, "")] }
        defer { server.stop() }
        let folder = try TemporaryFolder()
        try folder.write(String(repeating: "x", count: 1_500_000), to: "big.bin")
        let run = try run(
            server.url,
            "PUT /up as up\n body from \"big.bin\"\n expect status 201",
            carrier: carrier,
            users: 2,
            iterations: 3,
            in: folder
        )
        #expect(try run.failures().isEmpty, "\(run.printed)")
        #expect(try run.record().audit.requests == 6)
        #expect(server.requestCount == 6)
        #expect(server.requests.allSatisfy { $0.body.count == 1_500_000 && $0.header("Expect") == nil })
    }

    /// RFC 9110 section 15.4, method by method, as the service sees it.
    @Test(arguments: carriers) func redirectsAreFollowedByTheirRules(_ carrier: String) throws {
        let server = try ScriptedServer { request in
            guard let status = Int(request.target.dropFirst()) else { return [.answer(200, "ok")] }
            return [.answer(status, "", fields: ["Location: /to-\(status)-\(request.method)"])]
        }
        defer { server.stop() }
        let rows = [
            (301, "POST", "GET"), (302, "POST", "GET"), (303, "POST", "GET"), (307, "POST", "POST"),
            (308, "POST", "POST"), (303, "PUT", "GET"), (302, "PATCH", "PATCH"), (303, "DELETE", "GET"),
            (307, "DELETE", "DELETE"), (301, "PUT", "PUT"), (302, "GET", "GET"),
        ]
        let steps = rows.map { status, method, _ in
            let body = ["POST", "PUT", "PATCH"].contains(method) ? "body \"b\"" : ""
            return
                "\(method) /\(status) as s\(status)-\(method.lowercased())\n \(body)\n redirects follow 2\n expect status 200"
        }
        let run = try run(server.url, steps.joined(separator: "\n"), carrier: carrier, users: 2, iterations: 2)
        #expect(try run.failures().isEmpty, "\(run.printed)")
        let record = try run.record()
        #expect(record.audit.requests == UInt64(rows.count * 4))
        #expect(server.requestCount == rows.count * 8)
        #expect(record.audit.connections == 2)
        for (status, method, next) in rows {
            let followed = server.requests.filter { $0.target == "/to-\(status)-\(method)" }
            #expect(followed.count == 4)
            let keeps = next == method && ["POST", "PUT", "PATCH"].contains(method)
            #expect(followed.allSatisfy { $0.method == next && $0.body == (keeps ? Array("b".utf8) : []) })
        }
    }

    /// A service that is replaced bit by bit: streams above the last that GOAWAY names go out again, POSTs too.
    @Test(arguments: ["GET", "POST"]) func whatGoAwayExcludesIsSentAgainAndCounted(_ method: String) throws {
        let server = try FrameServer { request in
            guard request.onConnection == 5 else { return [.answer()] }
            return [.goAway(last: request.stream - 2), .awaitClose]
        }
        defer { server.stop() }
        let run = try run(
            server.url,
            "\(method) /order as order",
            carrier: "exchange",
            iterations: 20,
            target: "http 2 only"
        )
        let record = try run.record()
        let excluded = server.requests.count { $0.onConnection == 5 }
        #expect(try run.failures().isEmpty, "\(run.printed)")
        #expect(record.audit.requests == 80)
        #expect(excluded >= 12)
        #expect(record.audit.resent == UInt64(excluded))
        #expect(server.requests.count == 80 + excluded)
        #expect(server.otherVersions == 0)
    }
}

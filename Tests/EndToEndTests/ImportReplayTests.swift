import Foundation
import LoadTestKit
import Testing

/// A scenario that was imported goes through, in one user's hands, against a service that answers as recorded. Tokens and
/// ids of the service are others than the recorded ones: a scenario that sends the recorded ones is refused.
@Suite struct ImportReplayTests {
    /// Imports an input and goes through the scenario once, with the secrets that the input has and without pauses.
    private func played(_ format: String, _ input: String, target: String? = nil) throws -> ChildProcess.Ending {
        let folder = try TemporaryFolder()
        let file = try folder.write(input, to: "input.txt")
        let (scenario, secrets) = ("\(folder.path)/s.zonda", "\(folder.path)/secrets.env")
        let imported = try ZondaCommand.run(["import", format, file, "-o", scenario, "--secrets-out", secrets])
        #expect(imported.status == 0, "\(imported.errors)")
        let text = try String(contentsOfFile: scenario, encoding: .utf8)
        let lines = text.split(separator: "\n").filter { !$0.drop { $0 == " " }.hasPrefix("think ") }
        try folder.write(lines.joined(separator: "\n"), to: "s.zonda")
        let options = target.map { ["--target", $0] } ?? []
        return try ZondaCommand.run(["debug", scenario, "--secrets", secrets] + options, folder: folder.path)
    }

    private func expectPassed(_ ending: ChildProcess.Ending, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(ending.status == 0, "\(ending.output)\(ending.errors)", sourceLocation: sourceLocation)
    }

    /// Gives a CSRF token as a cookie and in a page, takes it back in a header or a form, makes a booking, and gives it to
    /// those who know its id.
    private func service() throws -> ScriptedServer {
        try ScriptedServer { request in
            let isAllowed =
                request.header("X-XSRF-TOKEN") == "fresh-token-0042"
                || String(decoding: request.body, as: UTF8.self).contains("csrf=fresh-token-0042")
                || request.header("Authorization") == "Bearer fresh-token-0042"
            switch (request.method, request.target) {
            case ("GET", "/"):
                let page = "<html><form><input type=hidden name=csrf value=fresh-token-0042></form></html>"
                let fields = ["Set-Cookie: XSRF-TOKEN=fresh-token-0042; Path=/", "Content-Type: text/html"]
                return [.answer(200, page, fields: fields)]
            case ("POST", "/login"):
                let isKnown = String(decoding: request.body, as: UTF8.self).contains("open-sesame")
                return [isKnown ? .json(200, #"{"token":"fresh-token-0042"}"#) : .json(401, "{}")]
            case ("POST", "/book"): return [isAllowed ? .json(201, #"{"id":"BK-9981-XY"}"#) : .json(403, "{}")]
            case ("GET", "/book/BK-9981-XY"): return [.json(200, "{}")]
            default: return [.json(404, "{}")]
            }
        }
    }

    /// A recording of requests that follow each other at once.
    private func recording(_ server: ScriptedServer, _ entries: [RecordedEntry]) -> String {
        let texts = entries.enumerated().map { number, entry in entry.text(number, server.url) }
        return "{\"log\":{\"entries\":[\(texts.joined(separator: ","))]}}"
    }

    private struct RecordedEntry {
        var method = "GET"
        var path: String
        var headers: [String: String] = [:]
        var body: (type: String, text: String)?
        var status = 200
        var answerHeaders: [String: String] = [:]
        var answer: (type: String, text: String) = ("application/json", "{}")

        func text(_ number: Int, _ base: String) -> String {
            let post = body.map { ",\"postData\":{\"mimeType\":\"\($0.type)\",\"text\":\(Self.quoted($0.text))}" } ?? ""
            return """
                {"startedDateTime":"2026-11-23T10:00:00.\(number)00Z","time":5,
                "request":{"method":"\(method)","url":"\(base)\(path)","headers":\(Self.list(headers))\(post)},
                "response":{"status":\(status),"headers":\(Self.list(answerHeaders)),
                "content":{"mimeType":"\(answer.type)","text":\(Self.quoted(answer.text))}}}
                """
        }

        private static func list(_ headers: [String: String]) -> String {
            "[" + headers.map { "{\"name\":\"\($0)\",\"value\":\"\($1)\"}" }.joined(separator: ",") + "]"
        }

        private static func quoted(_ text: String) -> String {
            "\"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
        }
    }

    @Test("A recording: the token of a cookie and the id of an answer are this user's own")
    func cookieToken() throws {
        let server = try service()
        defer { server.stop() }
        let text = recording(
            server,
            [
                RecordedEntry(
                    path: "/",
                    answerHeaders: ["Set-Cookie": "XSRF-TOKEN=old-token-0001; Path=/"],
                    answer: ("text/html", "<html></html>")
                ),
                RecordedEntry(
                    method: "POST",
                    path: "/book",
                    headers: ["X-XSRF-TOKEN": "old-token-0001"],
                    status: 201,
                    answer: ("application/json", #"{"id":"BK-0001-AB"}"#)
                ),
                RecordedEntry(path: "/book/BK-0001-AB"),
            ]
        )
        expectPassed(try played("har", text))
        #expect(server.requests.map(\.target) == ["/", "/book", "/book/BK-9981-XY"])
    }

    @Test("A recording: the token of a page is sent in the form")
    func pageToken() throws {
        let server = try service()
        defer { server.stop() }
        let page = "<html><form><input type=hidden name=csrf value=old-token-0001></form></html>"
        let text = recording(
            server,
            [
                RecordedEntry(path: "/", answer: ("text/html", page)),
                RecordedEntry(
                    method: "POST",
                    path: "/book",
                    body: ("application/x-www-form-urlencoded", "day=2026-11-24&csrf=old-token-0001"),
                    status: 201,
                    answer: ("application/json", #"{"id":"BK-0001-AB"}"#)
                ),
                RecordedEntry(path: "/book/BK-0001-AB"),
            ]
        )
        expectPassed(try played("har", text))
        #expect(server.requests.map(\.target) == ["/", "/book", "/book/BK-9981-XY"])
    }

    @Test("A recording: who logs in sends the token that this login gave")
    func login() throws {
        let server = try service()
        defer { server.stop() }
        let text = recording(
            server,
            [
                RecordedEntry(
                    method: "POST",
                    path: "/login",
                    body: ("application/json", #"{"user":"ana","password":"open-sesame"}"#),
                    answer: ("application/json", #"{"token":"old-token-0001"}"#)
                ),
                RecordedEntry(
                    method: "POST",
                    path: "/book",
                    headers: ["Authorization": "Bearer old-token-0001"],
                    status: 201,
                    answer: ("application/json", #"{"id":"BK-0001-AB"}"#)
                ),
                RecordedEntry(path: "/book/BK-0001-AB"),
            ]
        )
        expectPassed(try played("har", text))
        #expect(server.requests.map(\.target) == ["/login", "/book", "/book/BK-9981-XY"])
    }

    /// Recordings beside the importer's tests, and the hosts that their scenarios go to.
    static let recordings = [
        ("booking", "turnos.test"), ("h01-multipart", "api.acme.test"), ("h02-xsrf", "api.acme.test"),
        ("h03-base64", "api.acme.test"), ("h04-ws", "api.acme.test"), ("h05-redirect", "www.acme.test"),
    ]

    @Test("Recordings of the importer's tests pass against what they recorded", arguments: recordings)
    func recorded(_ name: String, _ host: String) throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let file = folder.appendingPathComponent("ScenarioImportTests/Fixtures/\(name).har")
        let text = try String(contentsOf: file, encoding: .utf8)
        let answers = try RecordedAnswers(text, of: host)
        let server = try ScriptedServer { answers.answer(to: $0) }
        defer { server.stop() }
        expectPassed(try played("har", text, target: server.url))
        #expect(server.requestCount > 0)
    }

    @Test("A description: what POST answers is asked for")
    func openAPI() throws {
        let server = try service()
        defer { server.stop() }
        let id = "{type: object, allOf: [{properties: {id: {type: string}}}]}"
        let token =
            "{name: X-XSRF-TOKEN, in: header, required: true, example: fresh-token-0042, schema: {type: string}}"
        let text = """
            openapi: 3.0.3
            info: {title: Book}
            servers: [{url: '\(server.url)'}]
            paths:
              /book:
                post:
                  tags: [book]
                  parameters: [\(token)]
                  responses: {'201': {description: x, content: {application/json: {schema: \(id)}}}}
              /book/{id}:
                get:
                  tags: [book]
                  parameters: [{name: id, in: path, required: true, schema: {type: string}}]
                  responses: {'200': {description: x}}
            """
        expectPassed(try played("openapi", text))
        #expect(server.requests.map(\.target) == ["/book", "/book/BK-9981-XY"])
    }

    @Test("A collection: a script of its folder takes the id")
    func postman() throws {
        let server = try service()
        defer { server.stop() }
        let script = "pm.environment.set('booking', pm.response.json().id)"
        let header = #"{"key":"X-XSRF-TOKEN","value":"fresh-token-0042"}"#
        let text = """
            {"info":{"name":"Book"},"variable":[{"key":"base","value":"\(server.url)"}],
            "item":[{"name":"F","event":[{"listen":"test","script":{"exec":["\(script)"]}}],
            "item":[{"name":"make","request":{"method":"POST","url":"{{base}}/book","header":[\(header)]}},
            {"name":"read","request":{"method":"GET","url":"{{base}}/book/{{booking}}"}}]}]}
            """
        expectPassed(try played("postman", text))
        #expect(server.requests.map(\.target) == ["/book", "/book/BK-9981-XY"])
    }

    @Test("Commands: the secret of the script is sent, and its token asked for where it is used")
    func curl() throws {
        let server = try service()
        defer { server.stop() }
        let text = """
            TOKEN=fresh-token-0042
            curl \(server.url)/login --json '{"user":"ana","password":"open-sesame"}'
            curl -X POST \(server.url)/book -H "Authorization: Bearer $TOKEN"
            curl '\(server.url)/book/BK-9981-XY'
            """
        expectPassed(try played("curl", text))
        #expect(server.requests.map(\.target) == ["/login", "/book", "/book/BK-9981-XY"])
    }

    @Test("A log: sessions ask again for what they asked for")
    func log() throws {
        let server = try ScriptedServer { _ in [.json(200, "{}")] }
        defer { server.stop() }
        let lines = ["/slots?day=2", "/slots/7", "/caf\\xC3\\xA9?verbose&q=1"].enumerated().map { second, target in
            "10.0.0.1 - - [20/Nov/2026:10:00:0\(second) +0000] \"GET \(target) HTTP/1.1\" 200 5 \"-\" \"A\"\n"
        }
        expectPassed(try played("access-log", lines.joined(), target: server.url))
        #expect(server.requests.map(\.target) == ["/slots?day=2", "/slots/7", "/caf%C3%A9?q=1&verbose="])
    }

    @Test("Commands, and what they sent as commands once more: the same requests")
    func again() throws {
        let server = try ScriptedServer { _ in [.json(200, "{}")] }
        defer { server.stop() }
        let commands = """
            curl '\(server.url)/a?x=1&y=a%20b&z=%2B&flag'
            curl \(server.url)/b --json '{"n":[1,2.50,"é \\u00e9"],"deep":{"a":null,"b":[]}}' -H 'X-Note: it is'
            curl -X PUT \(server.url)/c -d 'p=1&q=a+b' -d 'r=%C3%A9'
            curl \(server.url)/d -H 'Content-Type: text/plain' --data-binary 'one "two" ${three} $4 \\ five'
            curl -X DELETE '\(server.url)/e%2Ff/g;h=1'
            """
        expectPassed(try played("curl", commands))
        let first = server.requests
        #expect(first.map(\.method) == ["GET", "POST", "PUT", "POST", "DELETE"])
        let sent = first.map { request in
            let headers = ["Content-Type", "Accept", "X-Note"].compactMap { name in
                request.header(name).map { " -H '\(name): \($0)'" }
            }
            let body = request.body.isEmpty ? "" : " --data-raw '\(String(decoding: request.body, as: UTF8.self))'"
            return "curl -X \(request.method) '\(server.url)\(request.target)'\(headers.joined())\(body)"
        }
        expectPassed(try played("curl", sent.joined(separator: "\n")))
        let second = Array(server.requests.dropFirst(first.count))
        #expect(second.map(\.method) == first.map(\.method))
        #expect(second.map(\.target) == first.map(\.target))
        #expect(second.map(\.body) == first.map(\.body))
        for name in ["Content-Type", "Accept", "X-Note"] {
            #expect(second.map { $0.header(name) } == first.map { $0.header(name) })
        }
    }
}

extension ServerStep {
    fileprivate static func json(_ status: Int, _ body: String) -> ServerStep {
        .answer(status, body, fields: ["Content-Type: application/json"])
    }
}

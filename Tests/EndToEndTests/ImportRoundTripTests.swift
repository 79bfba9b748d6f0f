import Foundation
import Groundwork
import LoadTestKit
import Testing

/// What `zonda debug` sent, written down as a recording, a collection or commands and imported, sends the same again.
@Suite struct ImportRoundTripTests {
    @Test("Random requests come back through each format as they were sent", arguments: [1, 2, 3])
    func requests(_ seed: UInt64) throws {
        let server = try ScriptedServer { _ in [.answer(200, "{}", fields: ["Content-Type: application/json"])] }
        defer { server.stop() }
        var source = RandomRequests(seed: seed)
        let asked = (0..<40).map { _ in source.next() }
        try play("curl", Self.commands(asked, server.url))
        let first = server.requests
        #expect(first.map(\.method) == asked.map(\.method))
        for (request, wanted) in zip(first, asked) { #expect(request.target == wanted.target) }
        let sent = first.map(SentRequest.init)
        let again = [
            ("curl", Self.commands(sent, server.url)), ("har", try Self.recording(sent, server.url)),
            ("postman", try Self.collection(sent, server.url)),
        ]
        for (format, text) in again {
            let before = server.requestCount
            try play(format, text)
            let second = server.requests.dropFirst(before).map(SentRequest.init)
            #expect(second.count == sent.count, "\(format)")
            for (one, other) in zip(second, sent) { #expect(one == other, "\(format)") }
        }
    }

    private func play(_ format: String, _ input: String) throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(input, to: "input.txt")
        let (scenario, secrets) = ("\(folder.path)/s.zonda", "\(folder.path)/secrets.env")
        let imported = try ZondaCommand.run(["import", format, file, "-o", scenario, "--secrets-out", secrets])
        #expect(imported.status == 0, "\(imported.errors)")
        let ending = try ZondaCommand.run(["debug", scenario, "--secrets", secrets], folder: folder.path)
        #expect(ending.status == 0, "\(format) \(ending.output.suffix(3000))\(ending.errors)")
    }

    // MARK: Formats

    private static func commands(_ requests: [SentRequest], _ base: String) -> String {
        func quoted(_ text: String) -> String { "'\(text.replacing("'", with: "'\\''"))'" }
        return requests.map { request in
            let headers = request.headers.map { " -H \(quoted("\($0.key): \($0.value)"))" }
            let body = request.body.map { " --data-raw \(quoted($0))" } ?? ""
            return "curl -X \(request.method) \(quoted(base + request.target))\(headers.sorted().joined())\(body)"
        }.joined(separator: "\n")
    }

    private static func recording(_ requests: [SentRequest], _ base: String) throws -> String {
        let entries = requests.enumerated().map { number, request -> [String: Any] in
            var sent: [String: Any] = [
                "method": request.method, "url": base + request.target,
                "headers": request.headers.map { ["name": $0.key, "value": $0.value] },
            ]
            if let body = request.body {
                sent["postData"] = ["mimeType": request.headers["Content-Type"] ?? "", "text": body]
            }
            let content: [String: Any] = ["mimeType": "application/json", "text": "{}"]
            return [
                "startedDateTime": "2026-11-23T10:00:\(10 + number).000Z", "time": 900, "request": sent,
                "response": ["status": 200, "headers": [[String: String]](), "content": content],
            ]
        }
        return try text(["log": ["version": "1.2", "entries": entries]])
    }

    private static func collection(_ requests: [SentRequest], _ base: String) throws -> String {
        let items = requests.map { request -> [String: Any] in
            var sent: [String: Any] = [
                "method": request.method, "url": base + request.target,
                "header": request.headers.map { ["key": $0.key, "value": $0.value] },
            ]
            if let body = request.body { sent["body"] = ["mode": "raw", "raw": body] }
            return ["name": "r", "request": sent]
        }
        return try text(["info": ["name": "c"], "item": items])
    }

    private static func text(_ json: [String: Any]) throws -> String {
        String(decoding: try JSONSerialization.data(withJSONObject: json), as: UTF8.self)
    }
}

/// What a request says, apart from what its client adds.
private struct SentRequest: Equatable {
    var method: String
    var target: String
    var headers: [String: String] = [:]
    var body: String?
}

extension SentRequest {
    init(_ request: ServerRequest) {
        self.init(method: request.method, target: request.target)
        for name in ["Content-Type", "X-Note", "X-Other"] { headers[name] = request.header(name) }
        if !request.body.isEmpty { body = String(decoding: request.body, as: UTF8.self) }
    }
}

/// Requests with all that needs care: signs of shells, URLs, JSON and of the language itself.
private struct RandomRequests {
    private var random: SeededRandom

    init(seed: UInt64) { random = SeededRandom(seed: seed) }

    private static let pieces = [
        "a", "Z9", "0", "12345678901234567890", "1.10", "-0", "é", "ñandú", "日本", "🙂", " ", "  ", "'", "\"", "\\",
        "\\n", "$",
        "${x}", "$(x)", "`x`", "%", "%zz", "+", "&", "=", "#", ";", ",", ":", "/", "?", "@", "!", "*", "~", "|", "<",
        ">", "^",
        "true", "null", "//", "/*", "\u{301}",
    ]

    private mutating func text(_ most: Int) -> String {
        (0..<Int.random(in: 0...most, using: &random)).map { _ in Self.pieces.randomElement(using: &random) ?? "" }
            .joined()
    }

    /// With the unreserved characters of RFC 3986 as they are: a scenario writes them so too.
    private mutating func encoded(_ most: Int) -> String {
        let open = CharacterSet.alphanumerics.union(CharacterSet(charactersIn: "-._~"))
        return text(most).addingPercentEncoding(withAllowedCharacters: open) ?? ""
    }

    private mutating func json(_ depth: Int) -> String {
        func quoted(_ text: String) -> String {
            "\"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
        }
        switch Int.random(in: 0..<(depth > 0 ? 8 : 6), using: &random) {
        case 0: return "null"
        case 1: return ["0", "-1", "1.10", "1e3", "12345678901234567890", "0.1"].randomElement(using: &random) ?? "0"
        case 2: return Bool.random(using: &random) ? "true" : "false"
        case 3...5: return quoted(text(4))
        case 6:
            return "[" + (0..<Int.random(in: 0...3, using: &random)).map { _ in json(depth - 1) }.joined(separator: ",")
                + "]"
        default: return object(depth - 1)
        }
    }

    private mutating func object(_ depth: Int) -> String {
        let members = (0..<Int.random(in: 0...3, using: &random)).map { "\"m\($0)\":\(json(depth))" }
        return "{\(members.joined(separator: ", "))}"
    }

    mutating func next() -> SentRequest {
        var target = (0..<Int.random(in: 1...3, using: &random)).map { _ in "/s" + encoded(2) }.joined()
        let fields = (0..<Int.random(in: 0...3, using: &random)).map { "q\($0)=\(encoded(3))" }
        if !fields.isEmpty { target += "?" + fields.joined(separator: "&") }
        var request = SentRequest(method: "GET", target: target)
        if Bool.random(using: &random) {
            request.headers["X-Note"] = "it is" + text(3).replacing("\u{301}", with: "") + "."
        }
        guard Bool.random(using: &random) else { return request }
        request.method = ["POST", "PUT", "PATCH"].randomElement(using: &random) ?? "POST"
        switch Int.random(in: 0..<3, using: &random) {
        case 0: (request.headers["Content-Type"], request.body) = ("application/json", object(2))
        case 1:
            let fields = (0..<Int.random(in: 1...3, using: &random)).map { "f\($0)=\(encoded(3))" }
            (request.headers["Content-Type"], request.body) = (
                "application/x-www-form-urlencoded", fields.joined(separator: "&")
            )
        default: (request.headers["Content-Type"], request.body) = ("text/plain", "note: " + text(6))
        }
        return request
    }
}

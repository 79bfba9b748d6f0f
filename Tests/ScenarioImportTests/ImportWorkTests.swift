import JSON
import Testing

@testable import ScenarioImport

/// What imports cost, counted and not timed.
@Suite struct ImportWorkTests {
    @Test("Ordinary lines of a script try no pattern, those that count a few")
    func scripts() {
        let plain = PostmanScript(Array(repeating: "console.log('x', y.z)", count: 400), patterns: PostmanPatterns())
        #expect(plain.tried == 0)
        let lines = Array(repeating: "pm.environment.set('id', pm.response.json().id);", count: 400)
        #expect(PostmanScript(lines, patterns: PostmanPatterns()).tried <= 400 * 8)
    }

    @Test("Of a token that is another one each time, a few secrets are declared, and none is written")
    func secrets() throws {
        let commands = (0..<300).map { "curl https://h.test/\($0) -H 'Authorization: Bearer tok\($0)abcdefgh'" }
        let scenario = try ScenarioImporter.curl(
            Array(commands.joined(separator: "\n").utf8),
            options: ImportOptions(name: "t")
        )
        #expect(scenario.secrets.count == 16)
        #expect(!scenario.text.contains("abcdefgh"))
    }

    @Test("Of a long run of characters, its beginning says whether it is random; one that is, is found to its end")
    func shapes() {
        let random = "aB3dE6fG9hJ2kL5mN8pQ"
        let long = Array(String(repeating: random, count: 50).utf8)
        #expect(SecretShapes.end(long, at: 0) == long.count)
        #expect(SecretShapes.end(Array("\(String(repeating: "a/", count: 300))".utf8) + long, at: 0) == nil)
        // Words of a run that does not end are looked at for that far only.
        let before = Array(String(repeating: random, count: 26).utf8)
        #expect(
            SecretShapes.end(before + Array(String(repeating: "a", count: 5000).utf8), at: 0) == before.count + 5000
        )
    }

    @Test("Values are found in a text by one pass, the longest first")
    func index() {
        let index = ValueIndex(["secret-1": "A", "secret-12": "B", "other-99": "C"])
        let pieces = index.pieces(of: "x secret-12 y other-99secret-1")
        #expect(pieces.map(\.text) == ["x ", "", " y ", "", ""])
        #expect(pieces.map(\.name) == [nil, "B", nil, "C", "A"])
    }

    @Test("A word that all answers of a recording have is compared with a few of them")
    func correlation() throws {
        let answer = try #require(JSONValue(text: #"{"note":"a few words"}"#))
        let use = Correlation.Use(value: "a few words", name: "text", isSegment: false)
        var correlation = Correlation(taken: [])
        for entry in 0..<2000 {
            correlation.addAnswer(answer, entry: entry, about: ["notes"])
            _ = correlation.resolve([use]) { _ in true }
        }
        #expect(correlation.compared <= 2000 * 64)
    }

    @Test("A header whose token is another one in each of 600 requests of a recording is one secret")
    func rotatingHeader() throws {
        let entries = (0..<600).map { number in
            """
            {"request":{"method":"POST","url":"https://h.test/items","headers":[{"name":"X-CSRF-Token","value":"abcd\(number)efgh"}]},
            "response":{"status":200}}
            """
        }
        let recording = "{\"log\":{\"entries\":[\(entries.joined(separator: ","))]}}"
        let scenario = try ScenarioImporter.har(Array(recording.utf8), options: ImportOptions(name: "t"))
        #expect(scenario.secrets == ["X_CSRF_TOKEN"])
        #expect(!scenario.text.contains("efgh"))
    }

    @Test("Where a log has too many kinds of sessions, few of them are looked at to make room")
    func sessions() {
        var sessions = SessionTable()
        var client = 0
        func add(_ shape: Int) {
            client += 1
            var request = LogRequest(end: 0, address: "\(client)", agent: "", method: "GET", target: "/", status: 200)
            for template in [shape / 200, 200 + shape % 200] {
                _ = sessions.add(request, template: template)
                request.end += 1
            }
            if client % 1000 == 0 { sessions.closeAll() }
        }
        // As many kinds as are kept, none of them rare, and then others.
        for shape in 0..<20_000 {
            add(shape)
            add(shape)
        }
        for shape in 20_000..<30_000 { add(shape) }
        #expect(sessions.finish(most: 5).count == 5)
        #expect(sessions.looked <= 4 * client)
    }

    @Test("The lines of a log are parsed once for each address that they ask for")
    func addresses() throws {
        var templates = PathTemplates()
        for number in 0..<5000 {
            let request = LogRequest(
                end: 0,
                address: "a",
                agent: "",
                method: "GET",
                target: "/items/\(number % 50)?page=\(number % 2)",
                status: 200
            )
            _ = templates.add(request)
        }
        #expect(templates.parsed == 50)
        #expect(templates.templates.count == 1)
    }
}

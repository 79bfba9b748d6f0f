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

    @Test("Values are found in a text by one pass, the longest first")
    func index() {
        let index = ValueIndex(["secret-1": "A", "secret-12": "B", "other-99": "C"])
        let pieces = index.pieces(of: "x secret-12 y other-99secret-1")
        #expect(pieces.map(\.text) == ["x ", "", " y ", "", ""])
        #expect(pieces.map(\.name) == [nil, "B", nil, "C", "A"])
    }
}

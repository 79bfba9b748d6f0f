import ScenarioLanguage
import Testing

@testable import ScenarioImport

@Suite struct PostmanTests {
    @Test("What scripts take and check")
    func scripts() {
        let script = PostmanScript(
            [
                "const body = JSON.parse(responseBody);", "const first = body.items[0];",
                "pm.environment.set(\"id\", first['the id']);", "pm.globals.set('raw', pm.response.text())",
                "postman.setEnvironmentVariable(\"token\", body.token)", "tests[\"ok\"] = responseCode.code === 201;",
                "pm.test('x', () => { pm.expect(body.n).to.be.above(3); pm.expect(body.ok).to.be.true; });",
                "pm.response.to.have.header('ETag');", "pm.response.to.be.json;", "// a comment", "}",
                "pm.expect(body.list.map(x => x.id)).to.include(4);", "pm.environment.set('password', 'abc123');",
            ],
            patterns: PostmanPatterns()
        )
        #expect(script.captures.map(\.variable) == ["id", "raw", "token"])
        #expect(script.captures.map(\.source) == ["json $.items[0]['the id']", "body", "json $.token"])
        #expect(script.statuses == [201])
        #expect(
            script.checks == [
                "expect json $.n > 3", "expect json $.ok == true", "expect header \"ETag\" is set",
                "expect header \"Content-Type\" contains \"json\"",
            ]
        )
        #expect(
            script.rest == [
                "pm.expect(body.list.map(x => x.id)).to.include(4)", "pm.environment.set(\"…\", \"…\")",
            ]
        )
    }

    private func text(_ items: String, more: String = "") throws -> String {
        let json = "{\"info\":{\"name\":\"T\"},\"item\":[\(items)]\(more)}"
        let scenario = try ScenarioImporter.postman(Array(json.utf8), options: ImportOptions(name: "t"))
        #expect(!scenario.compilation.hasErrors, "\(ImportFixtures.mistakes(scenario))")
        return scenario.text
    }

    @Test("A variable that is read before an answer sets it begins with what the collection has")
    func presets() throws {
        let text = try text(
            #"{"name":"A","request":"http://h/{{page}}"},{"name":"B","request":"http://h/b","event":[{"listen":"test","#
                + #""script":{"exec":["pm.environment.set('page', pm.response.json().next)"]}}]}"#,
            more: #","variable":[{"key":"page","value":"1"}]"#
        )
        #expect(text.contains("let page = 1\n"))
        #expect(text.contains("GET /${page} as"))
        #expect(text.contains("capture page = json $.next"))
    }

    @Test("A secret's value stands nowhere, whatever else has it")
    func secrets() throws {
        let text = try text(
            #"{"name":"A","request":{"method":"GET","url":"http://h/a/geheim-99","header":[{"key":"X-A","value":"{{b}}"},"#
                + #"{"key":"X-T","value":"{{token}}"}]},"event":[{"listen":"test","script":{"exec":["#
                + #""pm.expect(pm.response.json().x).to.eql('is geheim-99')","#
                + #""pm.expect(pm.response.json().token).to.eql('other-77')"]}}]}"#,
            more: #","variable":[{"key":"token","value":"geheim-99"},{"key":"b","value":"my geheim-99"}]"#
        )
        #expect(!text.contains("geheim-99") && !text.contains("other-77"))
        #expect(text.contains("GET /a/${TOKEN} as") && text.contains("param    b = \"\"  # held a secret"))
        #expect(text.contains("expect json $.x == \"is ${TOKEN}\""))
    }

    @Test("Folders are flows where no value passes between them")
    func flows() throws {
        let text = try text(
            #"{"name":"X","item":[{"name":"A","request":"http://h/a"}]},{"name":"Y","item":[{"name":"B","request":"http://h/b"}]}"#
        )
        #expect(text.contains("flow x {") && text.contains("flow y {"))
    }

    @Test("An address that the collection does not know, and one without a scheme")
    func addresses() throws {
        #expect(try text(#"{"name":"A","request":"{{base}}/api/a?x={{y}}"}"#).contains("GET /api/a as"))
        #expect(try text(#"{"name":"A","request":"h.test:81/a"}"#).contains("target   \"http://h.test:81\""))
    }

    @Test("What is no collection is said")
    func refused() {
        for (text, part) in [
            ("", "unexpected end of the text"), ("{}", "no info and item"), (#"{"requests":[]}"#, "format 1"),
            (#"{"info":{},"item":[]}"#, "has no requests"), ("[1", "JSON line 1"),
        ] {
            let error = #expect(throws: ImportError.self) {
                try ScenarioImporter.postman(Array(text.utf8), options: ImportOptions(name: "x"))
            }
            #expect(error?.message.contains(part) ?? false, "\(error?.message ?? "")")
        }
    }
}

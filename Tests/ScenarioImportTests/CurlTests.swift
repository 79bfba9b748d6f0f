import ScenarioLanguage
import Testing

@testable import ScenarioImport

@Suite struct CurlTests {
    /// A command and lines that its scenario must have.
    static let table: [(command: String, lines: [String])] = [
        ("curl turnos.test", ["target   \"http://turnos.test\"", "GET / as home"]),
        ("curl -XPOST http://h/a", ["POST /a as a"]),
        ("curl http://h/a -d x=1 -d y='a b&c'", ["form { x: 1, y: \"a b\", c: \"\" }"]),
        ("curl http://h/a -d x=1 -d 'y=a%20b'", ["form { x: 1, y: \"a b\" }"]),
        ("curl -G http://h/a?z=0 -d x=1", ["GET /a as a", "query z: 0", "query x: 1"]),
        ("curl --data-urlencode 'q=corte y barba' http://h/a", ["form { q: \"corte y barba\" }"]),
        ("curl -H 'Content-Type: text/xml' -d '<a/>' http://h/a", ["header Content-Type: text/xml", "body \"<a/>\""]),
        ("curl --json '{\"a\":[1,2]}' http://h/a", ["POST /a as a", "json { \"a\": [1, 2] }"]),
        ("curl -H \"X-Note: it's \\\"so\\\"\" http://h/a", ["header X-Note: \"it's \\\"so\\\"\""]),
        ("curl $'http://h/a\\x2fb' \\\n  -I", ["HEAD /a/b as a.b.head"]),
        ("curl -m 1.5 http://h/a", ["timeout 1.5s"]),
        ("curl http://h/a --next -d 1 http://h/b", ["GET /a as a", "POST /b as b"]),
        ("curl http://h/a http://h/b;curl http://h/c", ["GET /a as a", "GET /b as b", "GET /c as c"]),
        ("curl http://h/items/$ID", ["param    id = \"\"", "GET /items/${id} as items.read"]),
        ("curl -H \"X-Key: ${API_KEY}\" http://h/a", ["secret   API_KEY", "header X-Key: ${API_KEY}"]),
        ("curl -u u:geheim-99 http://h/a", ["auth basic \"u\" \"${PASSWORD}\""]),
        ("curl -u $U:$P_TOKEN http://h/a", ["auth basic \"${u}\" \"${P_TOKEN}\""]),
        ("curl http://u:geheim-99@h/a", ["auth basic \"u\" \"${PASSWORD}\""]),
        ("curl -H \"Authorization: Bearer $TOKEN\" http://h/a", ["auth bearer TOKEN"]),
        (
            "curl -L --compressed --retry 2 http://h/a",
            ["redirects follow 10", "compression on", "retry 2 backoff 1s..1m"]
        ),
        ("curl -k --http2 https://h/a", ["target   \"https://h\" {\n  tls { verify off }\n  http 2\n}"]),
        ("curl --resolve h:443:127.0.0.1,[::1] https://h/a", ["resolve \"h:443\" to \"127.0.0.1\", \"[::1]\""]),
        ("curl --connect-to ::o:8443 https://h/a", ["connect \"h:443\" to \"o:8443\""]),
        ("curl -x u:geheim-99@p:8080 http://h/a", ["proxy \"http://u:${PROXY_PASSWORD}@p:8080\""]),
        ("curl --interface 10.0.0.1 http://h/a", ["source address \"10.0.0.1\""]),
        ("curl --unix-socket /run/a.sock http://h/a", ["unix socket \"/run/a.sock\""]),
        ("curl http://h/a; curl --http2 http://h/b; curl --http1.1 http://h/b", ["another command says it otherwise"]),
        (
            "curl -u u:geheim-99 -H 'Authorization: Bearer x' http://h/a", ["# not translated: a second authorization"]
        ),
        (
            "curl -F a=1 -F 'b=x y' -F 'c=@f.png;type=image/png' http://h/a",
            [
                "multipart { a: 1, b: \"x y\" }", "# file c from \"f.png\" type \"image/png\"",
            ]
        ),
        (
            "curl -u u:geheim-99 --digest http://h/a",
            ["# not translated: --digest: the language has basic and bearer authentication", "auth basic \"u\""]
        ),
        ("curl -H \"X-Token: geheim-99$X\" http://h/a", ["header X-Token: \"${X_TOKEN}${x}\""]),
        (
            "curl -F 'c=@d/f.png;filename=g.png' http://h/a",
            ["# not translated: the name g.png that d/f.png is sent under", "# file c from \"d/f.png\""]
        ),
        ("curl $BASE/api/items", ["GET /api/items as items"]),
        ("curl 'http://h/a?x=1&flag'", ["query x: 1", "query flag: \"\""]),
        (
            "curl http://h/a -Z --fancy-new 2>/dev/null",
            ["# not translated: --fancy-new", "# not translated: a redirection"]
        ),
        ("curl -d @body.json http://h/a", ["# not translated: -d: the file body.json as body"]),
    ]

    @Test(arguments: table.indices)
    func command(_ index: Int) throws {
        let (command, lines) = Self.table[index]
        let scenario = try ScenarioImporter.curl(Array(command.utf8), options: ImportOptions(name: "t"))
        #expect(!scenario.compilation.hasErrors, "\(ImportFixtures.mistakes(scenario))")
        for line in lines { #expect(scenario.text.contains(line), "\(scenario.text)") }
        #expect(!scenario.text.contains("geheim-99"))
    }

    @Test("What is no command is said")
    func refused() {
        for (text, message) in [
            ("", "there is no curl command in the input"), ("wget http://h", "there is no curl command in the input"),
            ("curl 'http://h", "line 1: a ' is never closed"), ("\ncurl \"x", "line 2: a \" is never closed"),
            ("curl -s", "no curl command in the input has a URL that a scenario can request"),
            ("curl ftp://h/x", "no curl command in the input has a URL that a scenario can request"),
        ] {
            #expect(throws: ImportError(message)) {
                try ScenarioImporter.curl(Array(text.utf8), options: ImportOptions(name: "x"))
            }
        }
    }
}

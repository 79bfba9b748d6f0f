import Curl
import Groundwork
import LoadMetrics
import LoadPlan
import Testing

@testable import LoadGenerator

/// What is taken from answers by regular expressions, XPath and cookies, and why a failure says it failed.
@Suite struct AnswerTests {
    private let once = Make.rate(1, for: .second)

    /// Captures from one answer, then sends what was captured: one value a line.
    private func captured(
        _ captures: [Capture],
        from body: String,
        headers: [String] = []
    ) throws -> [String] {
        let places = captures.flatMap { capture -> [Template.Segment] in
            [.place(.variable(capture.variable), .jsonValue), .literal(Array("\n".utf8))]
        }
        let plan = Make.plan(
            [
                .request(Make.request(0, captures: captures)),
                .request(Make.request(1, method: "POST", body: .raw(Template(segments: places)))),
            ],
            load: once,
            stepCount: 2,
            variables: captures.indices.map { "v\($0)" }
        )
        let run = try Simulation(plan) { call in
            .init(body: call.shape.method == "GET" ? body : "", headers: headers, after: 1000)
        }
        guard run.calls.count == 2 else { return run.messages }
        return String(decoding: run.calls[1].body, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    private func regex(_ pattern: String, _ group: Int = 0) -> ResponsePart {
        .regex(RegexQuery(pattern: pattern, group: group))
    }

    @Test func regularExpressionsTakeAGroup() throws {
        let body = "turno=12; turno=7; turno=; turno=5"
        let found = try captured(
            [
                Capture(variable: 0, source: regex("turno=(\\d+)", 1), place: here),
                Capture(variable: 1, source: regex("turno=(\\d+)", 1), pick: .last, place: here),
                Capture(variable: 2, source: regex("turno=(\\d*)", 1), pick: .all, place: here),
                Capture(variable: 3, source: regex("x*"), pick: .all, place: here),
                Capture(variable: 4, source: regex("cita"), fallback: .none, place: here),
            ],
            from: body
        )
        #expect(found[0] == "\"12\"")
        #expect(found[1] == "\"5\"")
        #expect(found[2] == #"["12","7","","5"]"#)
        // Nothing is found between all characters, and it ends.
        #expect(found[3] == "[" + String(repeating: "\"\",", count: body.count) + "\"\"]")
        #expect(found[4] == "null")
    }

    @Test(
        "Numbers are sent on as they are spelled",
        arguments: [
            "18446744073709551615", "10.00", "1e400", "-0", "0", "-7", "9223372036854775808", "2733382000000000049",
            "1E+2",
            "123456789012345678901234567890", "0.1000",
        ]
    )
    func spellings(number: String) throws {
        let found = try captured(
            [
                Capture(variable: 0, source: .json(Make.path("id")), place: here),
                Capture(variable: 1, source: .json(Make.path("id")), pick: .all, place: here),
            ],
            from: #"{"id":\#(number)}"#
        )
        #expect(found == [number, "[\(number)]"])
    }

    @Test func ofMembersWithOneNameTheLastCounts() throws {
        let every = JSONPath(text: "$.*", segments: [.child([.wildcard])])
        let below = JSONPath(text: "$..id", segments: [.descendant([.name(Array("id".utf8))])])
        let found = try captured(
            [
                Capture(variable: 0, source: .json(Make.path("id")), place: here),
                Capture(variable: 1, source: .json(every), pick: .all, place: here),
                Capture(variable: 2, source: .json(below), pick: .all, place: here),
            ],
            from: #"{"id":{"id":1},"i\u0064":2}"#
        )
        #expect(found == ["2", "[2]", "[2]"])
    }

    static let soap = """
        <?xml version="1.0"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>
        <FECAESolicitarResponse xmlns="http://ar.gov.afip.dif.FEV1/"><Resultado>R</Resultado><Errors>
        <Err><Code>10016</Code></Err><Err><Code>10017</Code></Err></Errors></FECAESolicitarResponse></s:Body></s:Envelope>
        """

    @Test func xpathReadsAnEnvelope() throws {
        let fev1 = [XPathQuery.Namespace(prefix: "f", uri: "http://ar.gov.afip.dif.FEV1/")]
        func xpath(_ text: String) -> ResponsePart { .xpath(XPathQuery(text: text, namespaces: fev1)) }
        let found = try captured(
            [
                Capture(variable: 0, source: xpath("//f:Resultado"), place: here),
                Capture(variable: 1, source: xpath("//f:Code"), pick: .all, place: here),
                Capture(variable: 2, source: xpath("//f:Code"), pick: .last, place: here),
                Capture(variable: 3, source: xpath("count(//f:Err)"), place: here),
                Capture(variable: 4, source: xpath("boolean(//f:CAE)"), place: here),
                Capture(variable: 5, source: xpath("//f:CAE"), fallback: .value(.literal(.text("none"))), place: here),
            ],
            from: Self.soap,
            headers: ["Content-Type: text/xml; charset=utf-8"]
        )
        #expect(found == ["\"R\"", #"["10016","10017"]"#, "\"10017\"", "2", "false", "\"none\""])
    }

    /// A form's hidden field, JSON inside a script, and XML that was escaped inside XML.
    @Test func capturesLookIntoCaptures() throws {
        let page = """
            <!DOCTYPE html><form><input type=hidden name=csrf value="a&amp;b"></form>
            <script>const vars = {"services":[{"id":3},{"id":4}]};</script>
            """
        let found = try captured(
            [
                Capture(variable: 0, source: .xpath(XPathQuery(text: "//input[@name='csrf']/@value")), place: here),
                Capture(variable: 1, source: regex("vars = (.*);", 1), place: here),
                Capture(variable: 2, source: .json(Make.path("services")), subject: .variable(1), place: here),
                Capture(
                    variable: 3,
                    source: .json(Make.path("no")),
                    subject: .variable(1),
                    fallback: .none,
                    place: here
                ),
            ],
            from: page,
            headers: ["Content-Type: text/html"]
        )
        #expect(found[0] == "\"a&b\"")
        #expect(found[2] == #"[{"id":3},{"id":4}]"#)
        #expect(found[3] == "null")
        let ticket = try captured(
            [
                Capture(variable: 0, source: .xpath(XPathQuery(text: "//return")), place: here),
                Capture(variable: 1, source: .xpath(XPathQuery(text: "//token")), subject: .variable(0), place: here),
            ],
            from:
                "<r><return>&lt;?xml version=\"1.0\"?&gt;&lt;t&gt;&lt;token&gt;T1&lt;/token&gt;&lt;/t&gt;</return></r>"
        )
        #expect(ticket[1] == "\"T1\"")
    }

    @Test func cookiesAndDigests() throws {
        let found = try captured(
            [
                Capture(variable: 0, source: .cookie("csrf_cookie"), place: here),
                Capture(variable: 1, source: .cookie("sid"), place: here),
                Capture(variable: 2, source: .bodyDigest, place: here),
            ],
            from: "abc",
            headers: [
                "Set-Cookie: csrf_cookie_2=no", "set-cookie:csrf_cookie = zz=9 ; Path=/", "Set-Cookie: sid=\"old\"",
                "Set-Cookie: sid=\"new\"; HttpOnly",
            ]
        )
        #expect(found[0] == "\"zz=9\"")
        #expect(found[1] == "\"new\"")
        #expect(found[2] == "\"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\"")
    }

    // MARK: Why

    /// What a failed check says that it found.
    private func reason(_ condition: Expression, _ body: String, _ headers: [String] = []) throws -> String {
        let check = Check(condition: .expression(condition), text: "it", place: here)
        let secrets = [Plan.Secret(name: "S", value: "hunter2")]
        let plan = Make.plan([.request(Make.request(checks: [check]))], load: once, secrets: secrets)
        let run = try Simulation(plan) { _ in .init(body: body, headers: headers, after: 1000) }
        return run.messages.first?.replacing("GET /x: expected it, found ", with: "") ?? "nothing failed"
    }

    @Test func aFailedCheckSaysWhatItFound() throws {
        let state = Expression.response(.json(Make.path("state")))
        let is5 = Expression.binary(.equal, state, .literal(.integer(5)))
        #expect(try reason(is5, #"{"state":"pending"}"#) == #"the text "pending""#)
        #expect(try reason(is5, #"{"state":[1,  2]}"#) == "the array [1, 2]")
        #expect(try reason(is5, #"{"other":1}"#) == #"nothing there in the text "{"other":1}""#)
        #expect(
            try reason(is5, #"{"a":1,x}"#)
                == #"no JSON: expected a name in double quotes at byte 7 of the text "{"a":1,x}""#
        )
        #expect(try reason(is5, "") == "an empty answer")
        #expect(try reason(.isKind(state, .array), #"{"state":"my hunter2 key"}"#) == #"the text "my ***** key""#)
        #expect(try reason(.binary(.and, .isKind(state, .set), is5), #"{"state":6}"#) == "the number 6")
        let long = String(repeating: "ñ", count: 100)
        #expect(try reason(is5, #"{"state":"\#(long)"}"#) == "the text \"\(long.prefix(60))…\"")
        #expect(try reason(.unary(.not, .isKind(state, .set)), #"{"state":true}"#) == "true")
        let header = Expression.binary(.equal, .response(.header("X")), .literal(.text("a")))
        #expect(try reason(header, "") == "no such header")
        let xpath = Expression.isKind(.response(.xpath(XPathQuery(text: "//a"))), .set)
        #expect(try reason(xpath, "<b>") == "no document: line 1: Premature end of data in tag b line 1")
        let slow = Expression.matches(.response(.body), RegexQuery(pattern: "^(a+)+$", group: 0))
        #expect(try reason(slow, "aaab") == #"the text "aaab""#)
    }

    @Test(arguments: [
        ([0x1F, 0x8B, 0x08, 0x00], "gzip"), ([0x78, 0x9C, 0x4B], "deflate"), ([0x28, 0xB5, 0x2F, 0xFD], "zstd"),
        ([0xEF, 0xBB, 0xBF, 0x7B], "byte order mark (UTF-8)"), ([0xFF, 0xFE, 0x7B, 0x00], "UTF-16, little-endian"),
        ([0xFE, 0xFF, 0x00, 0x7B], "UTF-16, big-endian"),
    ])
    func aForeignBodyIsNamed(_ bytes: [UInt8], _ name: String) {
        #expect(ForeignBody(bytes)?.words.contains(name) == true)
        #expect(ForeignBody(bytes.dropFirst()) == nil)
    }

    @Test func aByteOrderMarkIsNamedWhereJSONWasExpected() throws {
        let state = Expression.isKind(.response(.json(Make.path("state"))), .set)
        let found = try reason(state, "\u{FEFF}{\"state\":1}")
        #expect(found.hasPrefix("no JSON but a body that begins with a byte order mark"))
        #expect(ForeignBody(Array("{}".utf8)) == nil && ForeignBody([]) == nil)
    }

    @Test(
        "An answer that is not JSON satisfies nothing about JSON",
        arguments: [
            #"{"a":1,}"#, "{a:1}", "{'a':1}", #"{"a":tru}"#, #"{"a":1 "b":2}"#, #"{"a":1]"#, #"{"a":1, /*c*/ "b":2}"#,
            "{\"a\":1,\"b\":\"\u{1}\"}", #"{"a":1} x"#, #"{"a":01}"#, #"{"a":1.}"#, #"{"b":NaN,"a":1}"#, "<html>",
        ]
    )
    func strict(body: String) throws {
        let a = Expression.response(.json(Make.path("a")))
        let whole = Expression.response(.json(JSONPath(text: "$", segments: [])))
        for check in [
            .binary(.equal, a, .literal(.integer(1))), .isKind(a, .set), .isKind(whole, .object), .isKind(whole, .set),
        ] as [Expression] {
            #expect(try reason(check, body).hasPrefix("no JSON: "))
        }
        let capture = Capture(variable: 0, source: .json(Make.path("a")), place: here)
        #expect(try captured([capture], from: body).first?.contains("no JSON: ") ?? false)
    }

    @Test func numbersCompareByTheirValue() throws {
        let id = Expression.response(.json(Make.path("id")))
        func holds(_ op: BinaryOperator, _ number: String, _ other: Value) throws -> Bool {
            try reason(.binary(op, id, .literal(other)), #"{"id":\#(number)}"#) == "nothing failed"
        }
        #expect(try holds(.equal, "10.00", .integer(10)) && holds(.equal, "10.00", .number(10)))
        #expect(try holds(.equal, "18446744073709551615", .text("18446744073709551615")))
        #expect(try !holds(.equal, "18446744073709551615", .text("18446744073709551614")))
        #expect(try holds(.greater, "9223372036854775808", .integer(.max)) && holds(.less, "-1e400", .integer(.min)))
        #expect(try !holds(.equal, "9007199254740993", .number(9_007_199_254_740_992)))
        #expect(try holds(.greaterOrEqual, "1e400", .number(1e300)))
        #expect(try reason(.isKind(id, .integer), #"{"id":10.00}"#) == "nothing failed")
        #expect(try reason(.isKind(id, .integer), #"{"id":10.50}"#) == "the number 10.50")
        #expect(try reason(.isKind(id, .number), #"{"id":1e400}"#) == "nothing failed")
        let sum = Expression.binary(.plus, id, .literal(.integer(1)))
        #expect(try reason(.binary(.equal, sum, .literal(.integer(11))), #"{"id":10.00}"#) == "nothing failed")
    }

    @Test func aFailedCaptureSaysWhy() throws {
        func reason(_ source: ResponsePart, _ body: String) throws -> String {
            try captured([Capture(variable: 0, source: source, place: here)], from: body).first ?? ""
        }
        let start = "GET /x: nothing to capture for v0, found "
        #expect(
            try reason(.json(Make.path("id")), "<html>") == start
                + #"no JSON: expected a value at byte 0 of the text "<html>""#
        )
        #expect(try reason(.cookie("sid"), "") == start + "no such cookie")
        #expect(try reason(regex("a(b)?", 1), "xa") == start + #"no match in the text "xa""#)
        let hard = String(repeating: "a", count: 4000) + "b"
        #expect(try reason(regex("^(a+)+$"), hard).hasPrefix(start + "nothing: the search was given up after"))
        let huge = String(repeating: "x", count: 2 << 20)
        #expect(try reason(.body, huge) == start + "2097152 bytes, more than the 1 MiB that a variable holds")
    }

    /// `let s = s + s` ends its iteration with a reason instead of taking all memory.
    @Test func textsHaveALimit() throws {
        let double = Step.assign(variable: 0, .binary(.plus, .variable(0), .variable(0)), place: here)
        let plan = Make.plan(
            [
                .assign(variable: 0, .literal(.text("0123456789"))),
                .repeats(.literal(.integer(40)), [double], place: here),
                .request(Make.request()),
            ],
            load: once,
            variables: ["s"]
        )
        let run = try Simulation(plan) { _ in .init(after: 1000) }
        #expect(run.calls.isEmpty)
        #expect(run.messages == ["s would be a text of more than 1 MiB"])
        #expect(run.cores[0].describe(try #require(run.failures.keys.first)).place == here)
        let body = Template(
            segments: [.place(.variable(0), .raw)] + Array(repeating: .place(.variable(0), .raw), count: 3)
        )
        let nested = Request.Body.raw(Template(segments: [.place(.template(body), .raw)]))
        let large = Make.plan(
            [
                .assign(variable: 0, .literal(.text(String(repeating: "x", count: 600_000)))),
                .request(Make.request(method: "POST", body: nested)),
            ],
            load: once,
            variables: ["s"]
        )
        let sent = try Simulation(large) { _ in .init(after: 1000) }
        #expect(sent.calls.isEmpty)
        #expect(sent.messages == ["POST /x would hold a text of more than 1 MiB"])
    }
}

import Curl
import Groundwork
import LoadMetrics
import LoadPlan
import Testing

@testable import LoadGenerator

/// What is taken from answers by regular expressions, XPath and cookies, and whether it is what was expected.
@Suite struct AnswerTests {
    let once = Make.rate(1, for: .second)

    /// Captures from one answer, then sends what was captured: one value a line.
    func captured(
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

    func regex(_ pattern: String, _ group: Int = 0) -> ResponsePart {
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
}

import Curl
import Groundwork
import LoadMetrics
import LoadPlan
import Testing

@testable import LoadGenerator

/// What a failed check, or a capture that finds nothing, says of the answer.
extension AnswerTests {
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

import Curl
import Groundwork
import LoadPlan
import ScenarioLanguage
import Testing

@testable import LoadGenerator

/// "Could not look" is not "looked and found nothing": whatever holds where a part of the answer is absent fails where
/// the answer could not be read.
@Suite struct AbsenceTests {
    /// One request of a scenario, answered with a body.
    private func run(_ clauses: String, _ body: [UInt8], status: Int = 200, type: String = "") throws -> Simulation {
        try simulate("POST /x as x\n\(clauses)", body, status, type)
    }

    private func simulate(
        _ steps: String,
        invariant: String = "",
        _ body: [UInt8],
        _ status: Int = 200,
        _ type: String = ""
    ) throws -> Simulation {
        let plan = try plan(steps, invariant)
        let headers = type.isEmpty ? [] : ["Content-Type: \(type)"]
        return try Simulation(plan) { _ in .init(status: status, bytes: body, headers: headers, after: 1000) }
    }

    private func plan(_ steps: String, _ invariant: String = "") throws -> Plan {
        let text = """
            scenario "absence"
            target "http://127.0.0.1:1"
            flow f {
              \(steps)
            }
            load { rate 1/s for 1s }
            slo { errors < 1% }
            \(invariant)
            """
        let compiled = ScenarioCompiler.compile(source: text, path: "absence.zonda")
        let errors = compiled.diagnostics.filter { $0.severity == .error }.map { "\($0.title): \($0.label)" }
        #expect(errors == [])
        let found = compiled.plan
        var plan = try #require(found)
        plan.load = Make.rate(1, for: .second)
        return plan
    }

    /// What the request is blamed for.
    private func blame(_ clauses: String, _ body: String, status: Int = 200, type: String = "") throws -> String {
        try run(clauses, Array(body.utf8), status: status, type: type).messages.first ?? "nothing failed"
    }

    static let page = "<html><body>Bad gateway</body></html>"
    private static let deep = String(repeating: "[", count: 600) + String(repeating: "]", count: 600)

    static let absences = [
        "expect count(json $.errors[*]) == 0", "expect json $.error is none", "expect not (json $.ok == false)",
        #"expect json $.error != "x""#, #"graphql { query "{ a }" }"#,
        // Not in the report.
        "expect count(json $.errors[*]) < 1", "expect not (count(json $.errors[*]) > 0)",
        "expect json $.error is not set", "expect not (json $.error is set)", "expect json $..error is none",
        #"expect not (json $.state in "failed", "gone")"#, #"expect not (json $.message contains "error")"#,
        #"expect not (json $.message matches "(?i)error")"#, "expect json $.a == json $.b",
        "expect not (json $.errors[0] is set or json $.error is set)", "expect json $.error is none and status == 200",
        "expect status != 200 or json $.error is none", #"expect "${json $.error}" == """#,
        "expect length(json $.errors) != 3", "expect not not (json $.error is none)",
    ]

    @Test("What asks for absence fails on an answer that is not JSON", arguments: absences)
    func absence(check: String) throws {
        for body in [Self.page, "{\"data\":{\"a\":1}", "{\"a\":\"\0\"}", Self.deep, "", "upstream timed out"] {
            let message = try blame(check, body)
            #expect(message.contains("found no JSON: ") || message.contains("found an empty answer"), "\(message)")
        }
        let cut = try run(check, Array("{\"a\":\"".utf8) + [0xC3, 0x28] + Array("\"}".utf8)).messages
        #expect(cut.first?.contains("found no JSON: invalid UTF-8") == true)
        // Where it could be read, it holds.
        #expect(try blame(check, #"{"data":{"a":1}}"#) == "nothing failed")
    }

    @Test(
        "What the body does not decide holds without it",
        arguments: [
            "expect status == 200 or json $.error is none", "expect json $.error is none or status == 200",
            "expect not (json $.error is set and status == 500)", "expect not (status == 500 and json $.error is set)",
            "expect latency < 1s or not (json $.ok == true)",
        ]
    )
    func decidedOtherwise(check: String) throws {
        #expect(try blame(check, Self.page) == "nothing failed")
    }

    @Test("Checks that need a value say why there is none", arguments: ["is set", "== 1", "is array", "> 0"])
    func presence(test: String) throws {
        #expect(try blame("expect json $.a \(test)", Self.page).contains("found no JSON: expected a value at byte 0"))
        #expect(
            try blame("expect count(json $.a) > 0", Self.page).contains("found no JSON: expected a value at byte 0")
        )
    }

    @Test(
        "A document that could not be read has no absent nodes",
        arguments: [
            #"expect xpath "count(//error)" == 0"#, #"expect xpath "//error" is none"#,
            #"expect not (xpath "boolean(//error)")"#, #"expect xpath "//error" != "x""#,
            #"expect not (xpath "count(//error)" > 0)"#,
        ]
    )
    func markup(check: String) throws {
        let deep = String(repeating: "<div>", count: 400) + "<error/>"
        for (body, type) in [
            ("<a><b></a>", "text/xml"), ("<a>", "application/xml"), ("{}", "application/json"), ("", "text/html"),
            (deep, "text/html"), ("<a>\0</a>", "text/xml"), ("upstream timed out", ""),
        ] {
            let message = try blame(check, body, type: type)
            #expect(message.contains("found no document: "), "\(body.prefix(20)): \(message)")
        }
        let latin = try run(check, Array("<a>".utf8) + [0xE9] + Array("</a>".utf8), type: "text/xml").messages
        #expect(latin.first?.contains("found no document: ") == true)
        #expect(try blame(check, "<a/>", type: "text/xml") == "nothing failed")
        #expect(try blame(check, Self.page, type: "text/html") == "nothing failed")
    }

    @Test(
        "A search that was given up found nothing out",
        arguments: [
            #"expect not (body matches "^(a+)+$")"#, #"expect regex "^(a+)+$" is none"#,
            #"expect not (regex "^(a+)+$" is set)"#, #"capture a = regex "^(a+)+$" or none"#,
            #"capture a = regex "^(a+)+$" pick all or none"#,
        ]
    )
    func givenUp(clause: String) throws {
        let message = try blame(clause, String(repeating: "a", count: 4000) + "b")
        #expect(message.hasSuffix("found nothing: the search was given up after 1000000 steps"), "\(message)")
        #expect(try blame(clause, "b") == "nothing failed")
    }

    @Test(
        "What was not found in a compressed body may be in it",
        arguments: [
            #"expect not (body contains "error")"#, #"expect not (body matches "error")"#,
            #"expect regex "error" is none"#, #"expect body != "error""#, #"expect not (body ends with "error")"#,
        ]
    )
    func compressed(check: String) throws {
        let message = try run(check, [0x1F, 0x8B, 0x08, 0x00, 0x42]).messages.first ?? "nothing failed"
        #expect(message.contains("a body compressed with gzip"), "\(message)")
        #expect(try blame(check, "x^ is text") == "nothing failed")
    }

    @Test func whatIsTooLongToLookIntoIsNotWithoutAWord() throws {
        let long = #"{"log":"\n"# + String(repeating: "x", count: 2 << 20) + #"error"}"#
        let message = try blame(#"expect not (json $.log contains "error")"#, long)
        #expect(message.hasSuffix("found a text of more than 1 MiB, which is too long to look into"))
    }

    @Test("A value for what is absent is none for what could not be read", arguments: ["or none", "or 7"])
    func captures(fallback: String) throws {
        let start = "POST /x: nothing to capture for e, found no "
        for capture in ["json $.error", "json $..error pick all", "count(json $.errors[*])"] {
            let message = try blame("capture e = \(capture) \(fallback)", Self.page)
            #expect(message.hasPrefix(start + "JSON: "), "\(message)")
            #expect(try blame("capture e = \(capture) \(fallback)", #"{"error":null}"#) == "nothing failed")
        }
        #expect(
            try blame(#"capture e = xpath "//e" \#(fallback)"#, "<a>", type: "text/xml").hasPrefix(start + "document")
        )
        // In an empty body there is nothing, whatever it was to be.
        #expect(try blame("capture e = json $.error \(fallback)", "", status: 204) == "nothing failed")
        #expect(try blame(#"capture e = header "E" when json $.error is none"#, Self.page).hasPrefix(start + "JSON: "))
        #expect(try blame(#"capture e = header "E" or none when json $.id is set"#, Self.page) == "nothing failed")
    }

    @Test func anOutcomeThatCannotBeToldIsAFailure() throws {
        for kind in ["", " counts as error", " counts as throttled"] {
            let rule = "outcome gone when json $.slot is none\(kind)"
            #expect(
                try blame(rule, Self.page).hasPrefix("POST /x: cannot tell whether it ended as gone, found no JSON: ")
            )
            let known = try run(rule, Array(#"{"slot":null}"#.utf8))
            #expect(known.count("x", "gone") == 0 && known.count("x") == 1)
            #expect(try run(rule, Array("{}".utf8)).count("x", "gone") == 1)
        }
        // One that does not hold where there is nothing does not hold.
        #expect(try blame(#"outcome gone when json $.state == "gone""#, Self.page) == "nothing failed")
    }

    @Test func aPollIsNotOverBecauseTheAnswerCannotBeRead() throws {
        let poll = "poll GET /x as x every 100ms for 300ms\nuntil not (json $.pending == true)"
        #expect(
            try simulate(poll, Array(Self.page.utf8)).messages == ["GET /x did not reach the awaited state in time"]
        )
        #expect(try simulate(poll, Array("{}".utf8)).messages == [])
    }

    @Test(
        "What an invariant cannot read may count",
        arguments: [
            ("count(x when json $.error is none) <= 0", "{}", 200, 1, 0),
            ("count(x when json $.error is none) <= 0", page, 200, 0, 1),
            ("count(x when json $.error is none) <= 0", page, 502, 0, 1),
            ("count(x when json $.errors[0] is set) == 0", page, 200, 0, 1),
            ("count(x when json $.errors[0] is set) == 0", "{}", 200, 0, 0),
            // The page of a refusal is expected not to be JSON.
            ("count(x when json $.errors[0] is set) == 0", page, 409, 0, 0),
            ("count(x when status == 201 and json $.state == \"sold\") <= 0", page, 200, 0, 0),
        ] as [(String, String, Int, Double, UInt64)]
    )
    func invariants(condition: String, body: String, status: Int, counted: Double, unknown: UInt64) throws {
        let steps = "POST /x as x\nexpect status 200..599"
        let run = try simulate(steps, invariant: "invariant \(condition)", Array(body.utf8), status)
        let values = run.cores.map { $0.counts.tallies.values }
        let perhaps = run.cores.map { $0.counts.tallies.unknown }
        #expect(values == [[counted]] && perhaps == [[unknown]])
    }

    @Test func whatCannotBeReadMayCountForItsKey() throws {
        let steps = "let slot = 7\nPOST /x as x"
        let invariant = "invariant at most one json $.error is none of x per slot"
        func table(_ body: String) throws -> KeyTable {
            let run = try simulate(steps, invariant: invariant, Array(body.utf8))
            return try #require(run.cores[0].counts.keyTables.first)
        }
        #expect(try table("{}").total == 1 && table("{}").unknown == 0)
        #expect(try table(Self.page).total == 0 && table(Self.page).unknown == 1)
    }
}

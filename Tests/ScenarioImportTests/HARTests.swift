import ScenarioLanguage
import Testing

@testable import ScenarioImport

@Suite struct HARTests {
    /// A recording of requests: method, path, what is sent, status, the answer, start in milliseconds.
    private func recording(_ requests: [(String, String, String?, String, Int)]) -> [UInt8] {
        let entries = requests.map { method, url, body, answer, start in
            let post =
                body.map { ",\"postData\":{\"mimeType\":\"application/json\",\"text\":\(Self.quoted($0))}" } ?? ""
            let second = start / 1000
            let rest = String(start % 1000)
            let fraction = String(repeating: "0", count: 3 - rest.count) + rest
            return """
                {"startedDateTime":"2026-11-20T10:00:\(second < 10 ? "0" : "")\(second).\(fraction)Z","time":10,
                 "request":{"method":"\(method)","url":"https://turnos.test\(url)","headers":[]\(post)},
                 "response":{"status":200,"content":{"mimeType":"\(answer.hasPrefix("<") ? "text/html; charset=utf-8" : "application/json")","text":\(Self.quoted(answer))}}}
                """
        }
        return Array("{\"log\":{\"version\":\"1.2\",\"entries\":[\(entries.joined(separator: ","))]}}".utf8)
    }

    private static func quoted(_ text: String) -> String { Spelling.json(DraftText(text)) }

    private func text(_ requests: [(String, String, String?, String, Int)]) throws -> String {
        let scenario = try ScenarioImporter.har(recording(requests), options: ImportOptions(name: "t"))
        #expect(!scenario.compilation.hasErrors, "\(ImportFixtures.mistakes(scenario))")
        return scenario.text
    }

    @Test("A value of an answer that a later request sends is captured by the shortest query")
    func correlation() throws {
        let text = try text([
            ("POST", "/api/bookings", "{}", #"{"deep":{"list":[{"ref":"BK-2026-0007"}]},"ref":"BK-2026-0007"}"#, 0),
            ("GET", "/api/bookings/BK-2026-0007", nil, "{}", 100),
            ("POST", "/api/mails", #"{"text":"Your booking BK-2026-0007 is made","n":1}"#, "{}", 200),
        ])
        #expect(text.contains("capture booking_ref = json $.ref\n"))
        #expect(text.contains("GET /api/bookings/${booking_ref} as"))
        #expect(text.contains(#""text": "Your booking ${booking_ref} is made""#))
    }

    @Test("Numbers stay numbers, names with other characters are quoted in the query")
    func kinds() throws {
        let text = try text([
            ("GET", "/api/slots", nil, #"{"free slots":[{"id":48215,"it's":"abc-1234-def"}]}"#, 0),
            ("POST", "/api/bookings", #"{"slotId":48215,"slot":"48215","key":"abc-1234-def"}"#, "{}", 100),
        ])
        #expect(text.contains("capture free_slot_id = json $['free slots'][0].id\n"))
        #expect(text.contains(#"json $['free slots'][0]['it\'s']"#))
        #expect(text.contains(#""slotId": ${free_slot_id}, "slot": "${free_slot_id}""#))
    }

    @Test("Small numbers are references where both sides name the same thing")
    func smallNumbers() throws {
        let text = try text([
            ("POST", "/api/bookings", #"{"slotId":1}"#, #"{"id":1,"status":"booked"}"#, 0),
            ("GET", "/api/bookings/1", nil, #"{"id":1,"patientId":1}"#, 100),
            ("POST", "/api/payments", #"{"bookingId":1,"count":1}"#, #"{"id":1}"#, 200),
            ("GET", "/api/payments/1", nil, #"{"id":1,"bookingId":1}"#, 300),
            ("DELETE", "/api/bookings/1", nil, "", 400),
        ])
        #expect(text.contains(#""bookingId": ${booking_id}, "count": 1"#))
        #expect(
            text.contains("GET /api/bookings/${booking_id} as") && text.contains("GET /api/payments/${payment_id} as")
        )
        #expect(text.contains("DELETE /api/bookings/${booking_id} as"))
        #expect(text.split(separator: "\n").count { $0.contains("capture") } == 2)
    }

    @Test("Words, amounts and what the client knew before are no references")
    func noFalseReferences() throws {
        let text = try text([
            ("GET", "/api/a?date=2026-11-23", nil, #"{"date":"2026-11-23","method":"mercadopago","count":3}"#, 0),
            ("POST", "/api/b", #"{"method":"mercadopago","date":"2026-11-23","count":3}"#, "{}", 100),
        ])
        #expect(!text.contains("capture"))
    }

    @Test("An answer that had not come yet gives nothing")
    func order() throws {
        let text = try text([
            ("GET", "/api/a", nil, #"{"id":"aaaa-1111-bbbb"}"#, 0), ("GET", "/api/b/aaaa-1111-bbbb", nil, "{}", 5),
        ])
        #expect(!text.contains("capture"))
        #expect(text.contains("  parallel {\n    GET /api/a as a\n"))
    }

    @Test("Requests that began while all of the last step were under way are sent beside them")
    func beside() throws {
        let text = try text([
            ("GET", "/a", nil, "", 0), ("GET", "/b", nil, "", 4), ("GET", "/c", nil, "", 9), ("GET", "/d", nil, "", 10),
            ("GET", "/e", nil, "", 21),
        ])
        let steps = text.split(separator: "\n").filter { $0.contains("GET") || $0.hasSuffix("parallel {") }
        #expect(
            steps == [
                "  parallel {", "    GET /a as a", "    GET /b as b", "    GET /c as c", "  GET /d as d",
                "  GET /e as e",
            ]
        )
    }

    @Test("A request that was repeated until its answer changed is a poll")
    func polls() throws {
        let text = try text([
            ("POST", "/api/payments", "{}", #"{"id":900417}"#, 0),
            ("GET", "/api/payments/900417", nil, #"{"id":900417,"at":"10:01","payment":{"status":"pending"}}"#, 510),
            ("GET", "/api/payments/900417", nil, #"{"id":900417,"at":"10:02","payment":{"status":"pending"}}"#, 1020),
            ("GET", "/api/payments/900417", nil, #"{"id":900417,"at":"10:03","payment":{"status":"approved"}}"#, 1530),
            ("GET", "/api/news", nil, "{}", 1600), ("GET", "/api/news", nil, "{}", 1700),
        ])
        #expect(text.contains("  poll GET /api/payments/${payment_id} as payments.read every 500ms for 30s\n"))
        #expect(text.contains("    expect status 200\n    until json $.payment.status == \"approved\"\n"))
        #expect(text.contains("as news\n") && text.contains("as news.2\n"))
        #expect(text.split(separator: "\n").count { $0.contains("think") } == 1)
    }

    @Test("A page's hidden fields and tokens are captured by XPath")
    func pages() throws {
        let page =
            "<html><meta content='m3t4-t0ken' name=csrf-meta><form><INPUT type=hidden value=\"a1b2c3d4\" name=\"csrf_token\">"
        let text = try text([
            ("GET", "/booking", nil, page, 0),
            ("POST", "/booking/register", #"{"csrf_token":"a1b2c3d4","x":"m3t4-t0ken","kind":"hidden"}"#, "{}", 100),
        ])
        #expect(text.contains(#"capture csrf_token = xpath "//input[@name='csrf_token']/@value""#))
        #expect(text.contains(#"xpath "//meta[@name='csrf-meta']/@content""#))
        #expect(text.contains(#""csrf_token": "${csrf_token}""#) && text.contains(#""kind": "hidden""#))
    }

    @Test("Pauses are rounded; a script's are none")
    func pauses() throws {
        let text = try text([
            ("GET", "/a", nil, "", 0), ("GET", "/b", nil, "", 200), ("GET", "/c", nil, "", 2550),
            ("GET", "/d", nil, "", 3040),
        ])
        #expect(text.split(separator: "\n").filter { $0.contains("think") } == ["  think 2.5s", "  think 500ms"])
    }

    @Test("What is no recording is said")
    func refused() {
        for (text, message) in [
            ("", "this is not a HAR file: JSON line 1: unexpected end of the text"),
            ("{}", "this is not a HAR file: it has no log.entries"),
            ("{\n\"log\":\n", "this is not a HAR file: JSON line 3: unexpected end of the text"),
            (#"{"log":{"entries":[{}]}}"#, "this is not a HAR file: 1 of 1 entries have no request.url"),
            (#"{"log":{"entries":[]}}"#, "the recording has no request over HTTP"),
        ] {
            #expect(throws: ImportError(message)) {
                try ScenarioImporter.har(Array(text.utf8), options: ImportOptions(name: "x"))
            }
        }
    }
}

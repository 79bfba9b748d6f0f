import ScenarioLanguage
import Testing

@testable import ScenarioImport

@Suite struct AccessLogTests {
    private func line(_ second: Int, _ request: String, address: String = "190.1.1.1", status: Int = 200) -> String {
        let minute = second / 60
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return "\(address) - - [20/Nov/2026:\(two(10 + minute / 60)):\(two(minute % 60)):\(two(second % 60)) -0300] "
            + "\"\(request) HTTP/1.1\" \(status) 5 \"-\" \"A \\\"B\\\"\""
    }

    private func text(_ lines: [String]) throws -> String {
        let bytes = Array(lines.joined(separator: "\n").utf8)
        let scenario = try ImportFixtures.log(bytes, options: ImportOptions(name: "t"), piece: 7)
        #expect(!scenario.compilation.hasErrors, "\(ImportFixtures.mistakes(scenario))")
        return scenario.text
    }

    @Test("Half an hour ends a session; addresses are people apart")
    func sessions() throws {
        let text = try text([
            line(0, "GET /a"), line(10, "GET /b"), line(11, "GET /a", address: "::1"), line(1900, "GET /a"),
        ])
        #expect(text.contains("4 requests in 3 sessions"))
        #expect(text.contains("# 2 sessions of the log went this way.\nflow a weight 66.7 {"))
        #expect(text.contains("flow b weight 33.3 {"))
        #expect(text.contains("think 10s"))
    }

    @Test("Identifiers become places with the range that was seen")
    func templates() throws {
        let text = try text([
            line(0, "GET /p/17?tab=a&page=2", address: "1"), line(0, "GET /p/4?tab=b&page=9", address: "2"),
            line(0, "GET /p/30?tab=a&page=5", address: "3"),
        ])
        #expect(text.contains("GET /p/${random(4, 30)} as p.read"))
        #expect(text.contains("query page: ${random(2, 9)}"))
        #expect(text.contains("query tab: ${choice(\"a\", \"b\")}"))
    }

    @Test("A log gives the same scenario in whatever pieces it comes")
    func pieces() throws {
        let bytes = try ImportFixtures.bytes("nginx.json.log")
        let whole = try ImportFixtures.log(bytes, options: ImportOptions(name: "t"), piece: bytes.count)
        for piece in [1, 13, 4096] {
            #expect(try ImportFixtures.log(bytes, options: ImportOptions(name: "t"), piece: piece).text == whole.text)
        }
    }

    @Test("The curve keeps the number of arrivals, however long the log is")
    func curve() {
        var curve = ArrivalCurve()
        for second in stride(from: 0, to: 90_000, by: 3) { curve.add(1_700_000_000_000 + second * 1000) }
        #expect(curve.total == 30_000)
        #expect(curve.counts.count <= 512)
        #expect(curve.width == 256)
        // Straight lines between the rows: the area is the number of arrivals.
        let rows = curve.csv.split(separator: "\n").dropFirst().map {
            $0.split(separator: ",").compactMap { Double($0) }
        }
        var area = 0.0
        for (left, right) in zip(rows, rows.dropFirst()) { area += (left[1] + right[1]) / 2 * (right[0] - left[0]) }
        #expect(abs(area - 30_000) < 5)
        #expect(rows.last?[0] == Double(curve.seconds))
    }

    @Test("Long, broken and foreign lines are counted")
    func malformed() throws {
        let text = try text([
            line(0, "GET /a"), String(repeating: "x", count: 200_000), "", "{\"time\":1}", line(1, "get /a"),
            line(2, "PURGE /a"), line(3, "GET a"),
        ])
        #expect(text.contains("# 4 of 6 lines could not be read, the first is line 2."))
        #expect(text.contains("# Left out: 1 request with methods that the language has not."))
    }

    @Test(
        "JSON lines with the names of several servers",
        arguments: [
            #"{"time_iso8601":"2026-11-20T10:00:00-03:00","remote_addr":"1","request":"GET /a HTTP/2","status":"200"}"#,
            #"{"msec":"1795179600.123","remote_addr":"1","request_method":"GET","request_uri":"/a?x","status":200}"#,
            #"{"ts":1795179600.1,"request":{"method":"GET","uri":"/a","remote_ip":"1","host":"h"},"status":200,"duration":0.1}"#,
            #"{"@timestamp":"2026-11-20T10:00:00Z","client_ip":"1","method":"GET","path":"/a","status_code":200}"#,
        ]
    )
    func json(_ line: String) throws {
        let request = try #require(LogRequest(line: Array(line.utf8)[...]))
        #expect(request.method == "GET" && request.target.hasPrefix("/a") && request.status == 200)
        #expect(abs(request.end - 1_795_179_600_000) < 11_000_000)
        #expect(request.address == "1")
    }

    @Test("The extended format of the W3C: IIS and CloudFront; lines with # are about it")
    func extended() throws {
        let iis = try text([
            "#Software: Microsoft Internet Information Services 10.0", "#Date: 2026-11-20 13:00:00",
            "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) "
                + "cs(Referer) cs-host sc-status sc-substatus sc-win32-status time-taken",
            "2026-11-20 13:00:00 10.0.0.1 GET /slots date=2026-11-23 443 - 190.1.1.1 Mozilla/5.0+(X) - h.test 200 0 0 500\r",
            "2026-11-20 13:00:02 10.0.0.1 POST /bookings - 443 - 190.1.1.1 Mozilla/5.0+(X) - h.test 201 0 0 1000\r",
            "2026-11-20 13:00:03 a line without some fields",
        ])
        #expect(iis.contains("target   \"https://h.test\""))
        #expect(iis.contains("2 requests in 1 session"))
        #expect(iis.contains("GET /slots as slots"))
        #expect(iis.contains("think 1s"))
        #expect(iis.contains("1 of 3 lines could not be read, the first is line 3."))
        let cloudFront = try text([
            "#Version: 1.0",
            "#Fields: date time x-edge-location c-ip cs-method cs(Host) cs-uri-stem sc-status time-taken",
            "2026-11-20\t13:00:00\tEZE50\t190.1.1.1\tGET\td1.test\t/a\t200\t0.5",
            "2026-11-20\t13:00:02\tEZE50\t190.1.1.1\tGET\td1.test\t/b\t200\t1.5",
        ])
        #expect(cloudFront.contains("target   \"http://d1.test\""))
        #expect(cloudFront.contains("think 500ms"))
        let timesOnly = try text([
            "#Date: 2026-11-20 13:00:00", "#Fields: time c-ip cs-method cs-uri-stem sc-status",
            "13:00:00 ::1 GET /a 304",
        ])
        #expect(timesOnly.contains("1 request in 1 session"))
    }

    @Test("The logs of AWS's load balancers")
    func loadBalancer() throws {
        let application = try text([
            "https 2026-11-20T13:00:00.186641Z app/lb/50dc6c495c0c9188 190.1.1.1:2817 10.0.0.1:80 0.086 0.048 0.037 200 200 0 57 "
                + "\"GET https://h.test:443/slots?date=2026-11-23 HTTP/1.1\" \"curl/7.46.0\" ECDHE TLSv1.2 arn:x \"Root=1\"",
            "h2 2026-11-20T13:00:03.186641Z app/lb/50dc6c495c0c9188 190.1.1.1:2817 - -1 -1 -1 502 - 0 57 "
                + "\"POST https://h.test:443/bookings HTTP/2.0\" \"curl/7.46.0\" ECDHE TLSv1.2 arn:x \"Root=1\"",
        ])
        #expect(application.contains("target   \"https://h.test\""))
        #expect(application.contains("2 requests in 1 session"))
        #expect(application.contains("GET /slots as slots\n    query date: ${date("))
        let classic = try text([
            "2026-11-20T13:00:00.945958Z lb 190.1.1.1:2817 10.0.0.1:80 0.000073 0.001048 0.000057 200 200 0 29 "
                + "\"GET http://h.test:80/a HTTP/1.1\" \"curl/7.38.0\" - -"
        ])
        #expect(classic.contains("GET /a as a"))
    }

    @Test("Times")
    func times() {
        #expect(Timestamp.iso8601("1970-01-01T00:00:00Z") == 0)
        #expect(Timestamp.iso8601("2000-02-29T12:30:15.5-03:00") == 951_838_215_500)
        #expect(Timestamp.commonLog("20/Nov/2026:10:15:30 -0300") == 1_795_180_530_000)
        #expect(Timestamp.commonLog("29/feb/2024:00:00:60") == 1_709_164_860_000)
        for text in [
            "", "2026", "2026-13-01T00:00:00Z", "20/Nov/2026", "2026-01-01T25:00:00Z", "2026-11-20", "20261120",
            "2026-02-30T10:00:00Z", "30/Feb/2026:10:00:00 +0000", "2026-11-20T10:00:00Z and more",
            "20/Nov/2026:10:15:30 -0300 x", "20/Nov/2026:10:15:30 +9900", "1969-12-31T23:59:59Z",
        ] {
            #expect(Timestamp.iso8601(text) == nil && Timestamp.commonLog(text) == nil)
        }
    }

    @Test("What is no log is said")
    func refused() {
        #expect(throws: ImportError("the access log is empty")) { try self.text(["", " "]) }
        #expect(throws: ImportError.self) { try self.text(["hello", "world"]) }
    }
}

import ScenarioImport

/// How long imports of large inputs take: `make bench-import`, or `import-benchmark`.
///
/// Promised: each input of commands, scripts and recordings under 2 s, a log of 500,000 lines under 15 s.
@main
enum ImportBenchmark {
    static func main() throws {
        try measure("90 KB of scripts, 2,400 lines", limit: 2) {
            _ = try ScenarioImporter.postman(scripts, options: options)
        }
        try measure("2,000 commands with a token each", limit: 2) {
            _ = try ScenarioImporter.curl(commands, options: options)
        }
        try measure("2,000 requests with a new CSRF header each", limit: 2) {
            _ = try ScenarioImporter.har(recording, options: options)
        }
        try measure("a log of 500,000 lines", limit: 15) {
            let log = Log()
            _ = try ScenarioImporter.accessLog(options: options, inputs: [LogInput(next: log.next)])
        }
    }

    /// 500,000 lines in pieces of 1,000.
    private final class Log {
        private var pieces = 0

        func next() throws(ImportError) -> [UInt8] {
            pieces += 1
            return pieces > 500 ? [] : ImportBenchmark.logLines(pieces)
        }
    }

    private static var options: ImportOptions { ImportOptions(name: "benchmark") }

    private static func measure(_ what: String, limit: Int, _ body: () throws -> Void) throws {
        let took = try ContinuousClock().measure(body)
        let seconds = Double(took.components.seconds) + Double(took.components.attoseconds) / 1e18
        let rounded = (seconds * 1000).rounded() / 1000
        print("\(what): \(rounded) s\(took < .seconds(limit) ? "" : ", over the \(limit) s that are promised")")
    }

    // MARK: Inputs

    private static var scripts: [UInt8] {
        let lines = [
            #"pm.test(\"Status is fine\", function () {"#, "    pm.response.to.have.status(200);", "});",
            "var jsonData = pm.response.json();", "if (jsonData.items.length > 0) {",
            #"  pm.environment.set(\"slot_id\", jsonData.items[0].id);"#, "}", #"console.log(\"ok\");"#,
        ]
        let script = (lines + lines + lines).map { "\"\($0)\"" }.joined(separator: ",")
        let items = (0..<100).map {
            "{\"name\":\"r\($0)\",\"event\":[{\"listen\":\"test\",\"script\":{\"exec\":[\(script)]}}],"
                + "\"request\":{\"method\":\"GET\",\"url\":\"http://127.0.0.1/s/\($0)\"}}"
        }
        return Array("{\"info\":{\"name\":\"big\"},\"item\":[\(items.joined(separator: ","))]}".utf8)
    }

    private static var commands: [UInt8] {
        let lines = (0..<2000).map {
            "curl https://api.test/v1/items/\($0) -H 'Authorization: Bearer tok_\($0)_\(token($0))'"
        }
        return Array(lines.joined(separator: "\n").utf8)
    }

    private static var recording: [UInt8] {
        let entries = (0..<2000).map { number in
            let (second, minute) = (number % 60, number / 60 % 60)
            return """
                {"startedDateTime":"2026-11-23T1\(number / 3600):\(two(minute)):\(two(second)).000Z","time":50,
                "request":{"method":"POST","url":"https://api.test/v1/items","headers":[{"name":"X-CSRF-Token","value":"\(token(number))"}],
                "postData":{"mimeType":"application/json","text":"{\\"n\\":\(number)}"}},
                "response":{"status":200,"headers":[],"content":{"mimeType":"application/json","text":"{\\"ok\\":true}"}}}
                """
        }
        return Array("{\"log\":{\"entries\":[\(entries.joined(separator: ","))]}}".utf8)
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// 24 letters and digits, other ones for each number.
    private static func token(_ number: Int) -> String {
        var state = UInt64(number) &+ 0x9E37_79B9_7F4A_7C15
        let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
        return String(
            (0..<24).map { _ in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return letters[Int(state >> 33) % letters.count]
            }
        )
    }

    fileprivate static func logLines(_ block: Int) -> [UInt8] {
        var text = ""
        for number in 0..<1000 {
            let line = block * 1000 + number
            let second = line / 10
            let day = 1 + second / 86_400
            text +=
                "10.\(line % 7).\(line % 251).\(line % 13) - - [\(two(day))/Nov/2026:\(two(second / 3600 % 24)):"
                + "\(two(second / 60 % 60)):\(two(second % 60)) +0000] \"GET /api/schedule/\(line % 40)/slots?date=2026-11-\(10 + line % 20) "
                + "HTTP/1.1\" 200 512 \"-\" \"Mozilla/5.0 (X11; Linux x86_64)\"\n"
        }
        return Array(text.utf8)
    }
}

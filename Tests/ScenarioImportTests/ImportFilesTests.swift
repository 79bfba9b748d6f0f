import CZlib
import Testing

@testable import ScenarioImport

/// Inputs that are more than one file.
@Suite struct ImportFilesTests {
    private func line(_ day: Int, _ hour: Int, _ path: String, _ address: String) -> String {
        "\(address) - - [\(day < 10 ? "0" : "")\(day)/Nov/2026:\(hour < 10 ? "0" : "")\(hour):00:00 +0000] \"GET \(path) HTTP/1.1\" 200 5 \"-\" \"A\"\n"
    }

    private func imported(_ logs: [[UInt8]]) throws -> ImportedScenario {
        try ScenarioImporter.accessLog(
            options: ImportOptions(name: "t"),
            inputs: logs.map { LogInput(next: Pieces($0, 100).next) }
        )
    }

    @Test("Logs give the same scenario in any order, compressed or not")
    func logs() throws {
        let days = (1...3).map { day in
            (0..<6).map { line(day, $0 * 2, "/a/\(day)", "10.0.\(day).\($0)") }.joined()
        }.map { Array($0.utf8) }
        let ordered = try imported(days)
        #expect(ordered.text == (try imported([days[2], days[0], days[1]])).text)
        #expect(ordered.text == (try imported([try compressed(days[1]), days[2], try compressed(days[0])])).text)
        #expect(ordered.files == (try imported([days[1], days[0], days[2]])).files)
        // One stream that goes back: the arrivals are those of the days in order.
        let joined = try imported([days[2] + days[1] + days[0]])
        #expect(joined.text.contains("goes back in time 2 times, first at line 7"))
        #expect(joined.text.contains("18 requests in 18 sessions"))
        #expect(throws: ImportError("the log is compressed, and damaged")) {
            try self.imported([[0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0xFF, 0xFF, 0xFF]])
        }
    }

    private func compressed(_ bytes: [UInt8]) throws -> [UInt8] {
        var stream = z_stream()
        #expect(
            deflateInit2_(
                &stream,
                6,
                Z_DEFLATED,
                31,
                8,
                Z_DEFAULT_STRATEGY,
                ZLIB_VERSION,
                Int32(MemoryLayout<z_stream>.size)
            ) == Z_OK
        )
        defer { deflateEnd(&stream) }
        var input = bytes
        var output = [UInt8](repeating: 0, count: bytes.count + 1000)
        var made = 0
        input.withUnsafeMutableBufferPointer { source in
            output.withUnsafeMutableBufferPointer { target in
                stream.next_in = source.baseAddress
                stream.avail_in = UInt32(source.count)
                stream.next_out = target.baseAddress
                stream.avail_out = UInt32(target.count)
                #expect(deflate(&stream, Z_FINISH) == Z_STREAM_END)
                made = target.count - Int(stream.avail_out)
            }
        }
        return Array(output[..<made])
    }

    @Test("References to files beside a description are followed, also from one to another")
    func references() throws {
        let files = [
            "paths/slots.yaml":
                "post:\n  requestBody: {$ref: '../bodies.yaml#/slot'}\n  responses: {'201': {description: x}}\n",
            "bodies.yaml":
                "slot:\n  content: {application/json: {schema: {$ref: '#/schema'}}}\nschema: {required: [day], properties: {day: {type: string, format: date}}}\n",
        ]
        var options = ImportOptions(name: "t")
        options.readFile = { files[$0].map { Array($0.utf8) } }
        let text = "openapi: 3.0.0\ninfo: {title: T}\npaths: {/slots: {$ref: 'paths/slots.yaml'}}\n"
        let scenario = try ScenarioImporter.openAPI(Array(text.utf8), options: options).text
        #expect(scenario.contains("POST /slots as slots.create"))
        #expect(scenario.contains(#""day": "${date("UTC", 1d) | "yyyy-MM-dd"}""#))
        #expect(throws: ImportError.self) {
            try ScenarioImporter.openAPI(Array(text.utf8), options: ImportOptions(name: "t"))
        }
    }

    @Test("An environment gives a collection its values; secrets of it stay out")
    func environment() throws {
        var options = ImportOptions(name: "t")
        try options.addEnvironment(
            Array(
                #"{"values":[{"key":"base","value":"https://h.test/v1"},{"key":"who","value":"hidden-77","type":"secret"}]}"#
                    .utf8
            )
        )
        let collection = #"{"info":{"name":"C"},"item":[{"name":"a","request":{"url":"{{base}}/a?w={{who}}"}}]}"#
        let scenario = try ScenarioImporter.postman(Array(collection.utf8), options: options)
        #expect(scenario.text.contains("target   \"https://h.test\"") && scenario.text.contains("GET /v1/a as"))
        #expect(scenario.secretValues.map(\.value) == ["hidden-77"] && !scenario.text.contains("hidden-77"))
        #expect(throws: ImportError("this is not a Postman environment: it has no values")) {
            try options.addEnvironment(Array("{}".utf8))
        }
    }
}

import Groundwork
import LoadPlan
import Reports
import Testing

@Suite("What zonda debug shows")
struct DebugPrinterTests {
    private let place = Place(file: "s.zonda", line: 4, column: 3)

    @Test("Secrets show nowhere")
    func masked() {
        var printer = DebugPrinter(mask: SecretMask(["hunter2"]))
        let events: [DebugEvent] = [
            .request(
                place: place,
                name: "login",
                method: "POST",
                url: "http://h/login?p=hunter2",
                headers: [("Authorization", "hunter2")],
                body: Array("{\"p\":\"hunter2\"}".utf8)
            ),
            .response(
                status: 200,
                headers: [("X", "hunter2")],
                body: Array((String(repeating: "x", count: 1_997) + "hunter2").utf8),
                phases: [("wait", 5_000_000)],
                total: 6_000_000
            ),
            .failure("hunter2 refused"), .check(text: "body contains hunter2", place: place, passed: false),
            .capture(name: "t", value: "hunter2"), .assign(name: "u", value: "hunter2"), .ended("hunter2"),
        ]
        let text = events.flatMap { printer.lines($0) }.map(\.text).joined(separator: "\n")
        #expect(!text.contains("hunter"))
        #expect(text.contains("*****"))
        #expect(text.contains("s.zonda:4:3"))
        #expect(printer.failed)
    }

    @Test("Long, binary and empty bodies")
    func bodies() {
        var printer = DebugPrinter(mask: SecretMask([]))
        func body(_ bytes: [UInt8]) -> String {
            printer.lines(.response(status: 500, headers: [], body: bytes, phases: [], total: 1)).map(\.text)
                .joined(separator: "\n")
        }
        #expect(body(Array(repeating: 65, count: 2_010)).contains("and 10 characters more"))
        #expect(body([0xFF, 0xFE]).contains("2 bytes that are not text"))
        #expect(!body([]).contains("\n"))
        #expect(!printer.failed)
    }
}

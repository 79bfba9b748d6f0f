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
                phases: PhaseBreakdown(
                    total: 6_000_000,
                    queueing: 0,
                    phases: PhaseTimes(wait: 5_000_000),
                    hasModelledNetwork: false
                )
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

    @Test("The parts of a response time, in a terminal of 80 columns", arguments: [false, true])
    func parts(modelled: Bool) {
        var printer = DebugPrinter(mask: SecretMask([]), columns: 80)
        let phases = PhaseBreakdown(
            total: 250_000_000,
            queueing: 12_300,
            phases: PhaseTimes(
                lookup: 1_210_000,
                connect: 10_400_000,
                tls: 21_600_000,
                wait: 203_000_000,
                transfer: 13_500_000
            ),
            hasModelledNetwork: modelled
        )
        let lines = printer.lines(.response(status: 200, headers: [], body: [], phases: phases)).map(\.text)
        #expect(lines.allSatisfy { StyledLine.width(of: $0) <= 80 })
        #expect(lines.first == "← 200   250 ms")
        let text = lines.dropFirst().map { $0.drop { $0 == " " } }.joined(separator: " ")
        let parts =
            "queueing 12.3 µs, name lookup 1.21 ms, connect 10.4 ms, TLS 21.6 ms, wait 203 ms, transfer 13.5 ms, "
            + "rest 277.7 µs"
        let network = "; name lookup, connect, TLS, wait and transfer contain the modelled network"
        #expect(text == parts + (modelled ? network : ""))
    }

    @Test("Long, binary and empty bodies")
    func bodies() {
        var printer = DebugPrinter(mask: SecretMask([]))
        func body(_ bytes: [UInt8]) -> String {
            let none = PhaseBreakdown(count: 1, total: 0, hasModelledNetwork: false, means: [:])
            return printer.lines(.response(status: 500, headers: [], body: bytes, phases: none)).map(\.text)
                .joined(separator: "\n")
        }
        #expect(body(Array(repeating: 65, count: 2_010)).contains("and 10 characters more"))
        #expect(body([0xFF, 0xFE]).contains("2 bytes that are not text"))
        #expect(!body([]).contains("\n"))
        #expect(!printer.failed)
    }
}

import Foundation
import LoadTestKit
import Testing

@testable import Reports

@Suite("Messages about a run")
struct NotificationTests {
    private func message(_ template: String, _ input: ReportInput = FixedRun.input()) throws -> String {
        String(
            decoding: try NotificationTemplate(template, file: "t.json").bytes(input, link: "http://x/r"),
            as: UTF8.self
        )
    }

    @Test func everyValueHasAText() throws {
        for value in NotificationValue.allCases {
            #expect(try !message("${\(value.rawValue)}").isEmpty, "\(value)")
        }
        #expect(try message("a ${verdict}: ${p95} ${link} $x {}") == "a FAIL: 125.2 ms http://x/r $x {}")
        #expect(try message("${missed}").contains("p95 < 150ms of schedule.*: 183.2 ms [179 ms, 188.1 ms]"))
    }

    @Test func nothingFromOutsideChangesTheShape() throws {
        let evil = FixedRun.input(title: "a\", \"x\": \"${verdict}\n\u{1}\\")
        let text = try message(#"{ "t": "${title}" }"#, evil)
        #expect(try JSONValue(text.utf8) == .object(["t": .string("a\", \"x\": \"${verdict}\n\u{1}\\")]))
    }

    @Test func mistakesAreSaidWithTheirPlace() {
        #expect(throws: NotificationTemplate.Mistake(message: "t.json:2: \"${\" has no \"}\"")) {
            try message("{\n${verdict")
        }
        let error = #expect(throws: NotificationTemplate.Mistake.self) { try message("${verdikt}") }
        #expect(error?.message.hasPrefix("t.json:1: there is no ${verdikt}; there are verdict, ") == true)
    }

    @Test(arguments: ["slack.json", "teams.json"]) func examplesAreJSON(name: String) throws {
        let text = try String(contentsOfFile: "\(Products.root)/docs/notify/\(name)", encoding: .utf8)
        let value = try JSONValue(try message(text).utf8)
        #expect(value["attachments"]?[0] != nil)
        #expect(try message(text).contains("FAIL"))
    }
}

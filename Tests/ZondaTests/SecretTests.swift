import Foundation
import Groundwork
import Testing

@testable import zonda

@Suite("Secrets")
struct SecretTests {
    @Test("A secrets file")
    func file() throws {
        let text = "# tokens\n\nA=1\r\n  B = x=y \nC=\"quoted \"\nD=\n"
        let secrets = try SecretFile.parse(text, path: "s")
        #expect(secrets == ["A": "1", "B": " x=y ", "C": "quoted ", "D": ""])
    }

    @Test("A wrong line is named, never shown")
    func wrongLine() {
        let stop = #expect(throws: Stop.self) { try SecretFile.parse("A=1\nhunter2\n", path: "s") }
        #expect(stop?.status == .input)
        #expect(stop?.message.hasPrefix("s:2:") == true)
        #expect(stop?.message.contains("hunter2") == false)
    }

    @Test(
        "A secret is masked however it was written",
        arguments: [
            "pa ss\"w/rd", "cGEgc3MidyI=", "pa%20ss%22w%2Frd", "pa+ss%22w%2Frd", "pa ss\\\"w/rd",
        ]
    )
    func masked(text: String) {
        let mask = SecretMask(["pa ss\"w/rd", "pa ss\"w\"", "", "x"])
        #expect(mask.apply("<\(text)>") == "<*****>")
    }

    @Test(
        "A secret is masked inside base64 that holds other bytes, and encoded twice",
        arguments: ["", "a", "ab", "abc"],
        ["", "x", "xy"]
    )
    func enclosed(before: String, after: String) {
        let secret = "hunter2 s3cr\"t/ñ+x"
        let mask = SecretMask([secret])
        let base64 = Data("\(before)\(secret)\(after)".utf8).base64EncodedString()
        // Three bytes before it make a group of their own, which may stay.
        #expect(mask.apply("Basic \(base64);").hasSuffix("*****;"))
        #expect(mask.apply("Basic \(base64);").count <= "Basic YWJj*****;".count)
        let list = "%5B%22hunter2%20s3cr%5C%22t%2F%C3%B1%2Bx%22%5D"
        #expect(mask.apply("/x?l=\(list)") == "/x?l=%5B%22*****%22%5D")
    }

    @Test("What only looks like base64 stays")
    func others() {
        #expect(SecretMask(["hunter2hunter2"]).apply("eyJhbGciOiJIUzI1NiJ9") == "eyJhbGciOiJIUzI1NiJ9")
        #expect(SecretMask(["ab"]).apply("YWJj") == "YWJj")
    }

    @Test("A secret that holds another is masked whole")
    func nested() {
        #expect(SecretMask(["abc", "abcdef"]).apply("abcdef abc") == "***** *****")
        #expect(SecretMask([]).apply("abc") == "abc")
    }
}

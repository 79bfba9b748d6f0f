import LoadGenerator
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

    @Test("A secret that holds another is masked whole")
    func nested() {
        #expect(SecretMask(["abc", "abcdef"]).apply("abcdef abc") == "***** *****")
        #expect(SecretMask([]).apply("abc") == "abc")
    }
}

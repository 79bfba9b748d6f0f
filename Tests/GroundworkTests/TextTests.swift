import Groundwork
import Testing

@Suite("Text")
struct TextTests {
    @Test(
        "Strings of JSON",
        arguments: [
            ("", ""), ("ñ😀/", "ñ😀/"), ("a\"b\\c", #"a\"b\\c"#), ("\n\r\t", #"\n\r\t"#),
            ("\u{0}\u{1F}\u{7F}", "\\u0000\\u001f\u{7F}"),
        ]
    )
    func json(_ text: String, _ escaped: String) {
        #expect(JSONText.escaped(text) == escaped)
        #expect(JSONText.quoted(text) == "\"\(escaped)\"")
    }

    @Test("Characters by number")
    func numbered() {
        #expect(JSONText.numbered("\u{A0}") == #"\u00a0"#)
        #expect(JSONText.numbered("😀") == #"\ud83d\ude00"#)
    }

    @Test("Percent-encoding", arguments: [("", ""), ("aZ09-._~", "aZ09-._~"), ("a b/ñ%", "a%20b%2F%C3%B1%25")])
    func percent(_ text: String, _ encoded: String) {
        #expect(PercentEncoding.encoded(text) == encoded)
        #expect(PercentEncoding.decoded(encoded) == text)
    }

    @Test(
        "Percent-encoding that is not whole",
        arguments: [("%", "%"), ("%4", "%4"), ("%zz", "%zz"), ("%+1", "%+1"), ("a+b%41", "a+bA")]
    )
    func partial(_ text: String, _ decoded: String) { #expect(PercentEncoding.decoded(text) == decoded) }

    @Test("Blanks of forms, and bytes that are not UTF-8")
    func decoding() {
        #expect(PercentEncoding.decoded("a+b", plus: true) == "a b")
        #expect(PercentEncoding.decoded("%FF") == nil)
        #expect(PercentEncoding.encoded("a/b c", isPlain: { $0 != 0x20 }) == "a/b%20c")
    }

    @Test(
        "Base64: the vectors of RFC 4648 section 10",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ]
    )
    func base64(_ text: String, _ encoded: String) {
        #expect(Base64.text(Array(text.utf8)) == encoded)
        #expect(Base64.bytes(encoded.utf8) == Array(text.utf8))
        let bare = encoded.replacing("=", with: "")
        #expect(Base64.text(Array(text.utf8), .url) == bare)
        #expect(Base64.bytes(bare.utf8) == Array(text.utf8))
    }

    @Test("Both alphabets")
    func alphabets() {
        #expect(Base64.text([0xFB, 0xFF]) == "+/8=" && Base64.text([0xFB, 0xFF], .url) == "-_8")
        #expect(Base64.bytes("-_8".utf8) == [0xFB, 0xFF] && Base64.bytes("+/\r\n8=".utf8) == [0xFB, 0xFF])
    }

    @Test("Texts that are not base64", arguments: ["A", "AAAAA", "A?==", "AA=A", "ñ", "Zh==", "Zm9="])
    func noBase64(_ text: String) { #expect(Base64.bytes(text.utf8) == nil) }

    @Test("Hexadecimal")
    func hex() {
        #expect(Hex.text([0, 0x9F, 0xAB] as [UInt8]) == "009fab")
        #expect(Hex.text(0x4F2 as UInt16, digits: 4) == "04f2" && Hex.text(0x12345 as UInt32, digits: 4) == "12345")
        #expect("09afAF".utf8.map { Hex.value($0) } == [0, 9, 10, 15, 10, 15])
        #expect("/:@G`g".utf8.allSatisfy { Hex.value($0) == nil })
    }

    @Test("The monotonic clock does not go back")
    func clock() {
        let first = SystemTime.monotonic()
        #expect(SystemTime.monotonic() >= first && SystemTime.wall() > 1_700_000_000_000_000_000)
    }
}

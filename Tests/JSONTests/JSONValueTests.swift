import Groundwork
import LoadPlan
import Testing

@testable import JSON

/// Numbers and strings as values.
@Suite struct JSONValueTests {
    private func number(_ text: String) -> JSONNumber { withExact(text) { JSONNumber($0) } }

    @Test(
        "Doubles are the nearest to what is written",
        arguments: [
            "0.1", "1e3", "-1.5e-3", "123456789012345.678", "9007199254740993.0", "1e22", "1e23", "4.9e-324", "2e-324",
            "1.7976931348623157e308", "1e400", "-1e400", "0e99999999999999999999", "1e-99999999999999999999",
            "12345678901234567890", "18446744073709551616", "0.000000000000000000000000000000000000000000001",
            "3.14159265358979323846264338327950288", "8.5", "72057594037927945e-1", "-0.0",
            "100000000000000016777215.5",
        ]
    )
    func doubles(text: String) throws {
        let expected = try #require(Double(text))
        let found = number(text).value
        #expect(found == expected && found.sign == expected.sign)
    }

    @Test func randomDoublesAreReadExactly() throws {
        var random = SeededRandom(seed: 754)
        for _ in 0..<3_000 {
            let wanted = Double(bitPattern: random.next())
            guard wanted.isFinite else { continue }
            for value in [wanted, (random.unit() * 1e6).rounded() / 100, random.unit()] {
                #expect(number("\(value)").value == value)
            }
        }
    }

    @Test func aThousandDigitsAreRead() {
        let digits = String(repeating: "1234567890", count: 100)
        #expect(number("0." + digits).value == 0.12345678901234568)
        #expect(number(digits).value == .infinity)
        #expect(number(digits + "e-1000").value == 0.12345678901234568)
    }

    @Test func wholeNumbersAreExactTo64Bits() {
        func int64(_ text: String) -> Int64? { withExact(text) { JSONNode(kind: .number, bytes: $0).int64 } }
        #expect(int64("9223372036854775807") == .max)
        #expect(int64("-9223372036854775808") == .min)
        #expect(int64("9223372036854775808") == nil)
        #expect(int64("-9223372036854775809") == nil)
        #expect(int64("36893488147419103232") == nil)
        #expect(int64("1234567890123456789") == 1_234_567_890_123_456_789)
        #expect(int64("-0") == 0)
        #expect(int64("1.0") == nil)
        #expect(int64("1e2") == nil)
    }

    @Test func comparisonsDoNotRound() {
        let ascending = [
            "-1e400", "-9223372036854775809", "-9223372036854775807", "-9007199254740993", "-9007199254740992.0",
            "-1.5",
            "-1", "-0.5", "0", "0.5", "1", "1.5", "9007199254740992.0", "9007199254740993", "9223372036854775806",
            "9223372036854775807", "9223372036854775808", "1e300", "1e400",
        ].map { number($0) }
        for (index, low) in ascending.enumerated() {
            #expect(JSONNumber.equal(low, low) && !JSONNumber.less(low, low))
            for high in ascending[(index + 1)...] {
                #expect(JSONNumber.less(low, high) && !JSONNumber.less(high, low) && !JSONNumber.equal(low, high))
            }
        }
        #expect(JSONNumber.equal(number("1"), number("10e-1")))
        #expect(JSONNumber.equal(number("18446744073709551615"), number("18446744073709551615")))
        #expect(JSONNumber.less(number("18446744073709551614"), number("18446744073709551615")))
        #expect(JSONNumber.less(number("18446744073709551615"), number("18446744073709551616")))
        #expect(JSONNumber.equal(number("0"), number("-0.0")))
    }

    @Test(
        "Escapes",
        arguments: [
            (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u00e9\u20AC""#, "é€"), (#""\ud83d\uDE00!""#, "😀!"),
            (#""\ud83d""#, "\u{FFFD}"), (#""\ude00x""#, "\u{FFFD}x"), (#""\ud83d\u0041""#, "\u{FFFD}A"),
            (#""\ud83d\ud83d\ude00""#, "\u{FFFD}😀"), (#""a\u0000b""#, "a\0b"), ("\"\"", ""), ("\"plain ñ\"", "plain ñ"),
        ]
    )
    func escapes(text: String, expected: String) {
        withExact(text) { bytes in
            let node = JSONNode(kind: .string, bytes: bytes)
            #expect(node.decoded == expected)
            #expect((node.plainString == nil) == text.contains("\\"))
            let inside = UnsafeRawBufferPointer(rebasing: bytes[1..<bytes.count - 1])
            let escaped = JSONText(bytes: inside, isEscaped: true)
            #expect(escaped.scalarCount == expected.unicodeScalars.count)
            withExact(expected) { plain in
                #expect(escaped.equals(JSONText(bytes: plain, isEscaped: false)))
                #expect(escaped.order(JSONText(bytes: plain, isEscaped: false)) == 0)
            }
            withExact(expected + "!") { longer in
                #expect(escaped.order(JSONText(bytes: longer, isEscaped: false)) < 0)
                #expect(!JSONText(bytes: longer, isEscaped: false).equals(escaped))
            }
        }
    }

    /// Any bytes may stand in a string that nobody validated.
    @Test func garbageInStringsIsReadWithinItsBytes() {
        var random = SeededRandom(seed: 7)
        let signs = Array(#"\\\u0dD8e"n"#.utf8) + [0xFF, 0xE2]
        for _ in 0..<5_000 {
            let bytes = (0..<random.below(14)).map { _ in signs[Int(random.below(UInt64(signs.count)))] }
            withExact([0x22] + bytes + [0x22]) { text in
                _ = JSONNode(kind: .string, bytes: text).decoded
                var reader = JSONTextReader(
                    JSONText(bytes: UnsafeRawBufferPointer(rebasing: text[1...]), isEscaped: true)
                )
                var count = 0
                while reader.nextScalar() != nil { count += 1 }
                #expect(count <= bytes.count + 1)
            }
        }
    }

    /// Every sequence of up to three bytes at a string's end, and all that begin four.
    @Test func onlyWellFormedUTF8IsTaken() {
        for first in UInt8(0x7E)...0xFF {
            for second in [0x22, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0] as [UInt8] {
                for tail in [[], [0x7F], [0x80], [0xBF], [0x80, 0x80], [0xBF, 0xBF], [0x80, 0xC0]] as [[UInt8]] {
                    let text = [0x22, first, second] + tail + [0x22]
                    #expect((JSONFind.error(in: text) == nil) == JSONGrammarModel.accepts(text), "\(text)")
                }
            }
        }
    }

    @Test func scalarsAreEncodedAsTheLibraryDoes() {
        for value in stride(from: UInt32(0), through: 0x11_0010, by: 7) {
            let (bytes, count) = UTF8Sequence.encode(value)
            let found = (0..<count).map { UInt8(truncatingIfNeeded: bytes >> UInt32(8 * $0)) }
            #expect(found == Array(String(Unicode.Scalar(value) ?? "\u{FFFD}").utf8))
        }
    }
}

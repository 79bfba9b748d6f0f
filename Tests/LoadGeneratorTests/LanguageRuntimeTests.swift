import Curl
import Groundwork
import LoadPlan
import Testing

@testable import LoadGenerator

@Suite struct LanguageRuntimeTests {
    /// Renders one expression as a request's body.
    private func render(
        _ expression: Expression,
        _ encoding: Template.Encoding = .raw,
        zones: [String] = [],
        secrets: [Plan.Secret] = []
    ) throws -> String {
        let template = Template(segments: [.literal([]), .place(expression, encoding)])
        let plan = Make.plan(
            [.request(Make.request(method: "POST", body: .raw(template)))],
            load: Make.rate(1, for: .second),
            secrets: secrets,
            zones: zones
        )
        let run = try Simulation(plan) { _ in .init(after: 1000) }
        return String(decoding: run.calls[0].body, as: UTF8.self)
    }

    private func text(_ value: String) -> Expression { .literal(.text(value)) }
    private func integer(_ value: Int64) -> Expression { .literal(.integer(value)) }

    @Test func encodings() throws {
        let value = text("a\"b\\c\n\u{1}é/ &")
        #expect(try render(value, .raw) == "a\"b\\c\n\u{1}é/ &")
        #expect(try render(value, .jsonString) == "a\\\"b\\\\c\\n\\u0001é/ &")
        #expect(try render(value, .jsonValue) == "\"a\\\"b\\\\c\\n\\u0001é/ &\"")
        #expect(try render(value, .url) == "a%22b%5Cc%0A%01%C3%A9%2F%20%26")
        #expect(try render(text("a\r\nX-Evil: 1"), .header) == "a")
        #expect(try render(.literal(.none), .jsonValue) == "null")
        #expect(try render(.literal(.bool(true)), .jsonValue) == "true")
        #expect(try render(.literal(.number(1.5)), .jsonValue) == "1.5")
        #expect(try render(.literal(.number(2)), .jsonValue) == "2")
        #expect(try render(.literal(.list([.integer(1), .text("x\"")])), .raw) == "[1,\"x\\\"\"]")
    }

    @Test func arithmetic() throws {
        #expect(try render(.binary(.plus, integer(2), .binary(.times, integer(3), integer(4)))) == "14")
        #expect(try render(.binary(.plus, text("a"), integer(4))) == "a4")
        #expect(try render(.binary(.divided, integer(7), integer(2))) == "3.5")
        #expect(try render(.binary(.divided, integer(7), integer(0))) == "")
        #expect(try render(.binary(.plus, integer(.max), integer(1))) == "")
        #expect(try render(.unary(.minus, integer(.min))) == "")
        #expect(try render(.binary(.remainder, integer(.min), integer(-1))) == "")
        #expect(try render(.binary(.equal, text("12"), integer(12))) == "true")
        #expect(try render(.binary(.less, text("b"), text("a"))) == "false")
        #expect(try render(.binary(.contains, text("booking.created"), text("ing.c"))) == "true")
        #expect(try render(.binary(.contains, text("aab"), text("ab"))) == "true")
        #expect(try render(.binary(.endsWith, text("xyz"), text("yz"))) == "true")
        #expect(try render(.unary(.not, .member(integer(3), of: [integer(1), text("3")]))) == "false")
    }

    @Test func datesInTheirZones() throws {
        // The simulated wall clock: 2026-11-18T11:06:45Z.
        let day = Expression.call(
            .date,
            [text("America/Argentina/Buenos_Aires"), .literal(.duration(86_400_000_000_000))]
        )
        let zones = ["America/Argentina/Buenos_Aires"]
        #expect(try render(.format(day, pattern: "yyyy-MM-dd"), zones: zones) == "2026-11-19")
        #expect(
            try render(.format(day, pattern: "EEE d/M/yy HH:mm XXX 'h''s"), zones: zones).hasPrefix("Thu 19/11/26 08:")
        )
        #expect(try render(day, .jsonValue, zones: zones).hasSuffix("-03:00\""))
        #expect(try render(.format(.call(.now, []), pattern: "yyyyMMdd")) == "20261118")
    }

    @Test func numbersInAFormat() throws {
        #expect(try render(.format(.literal(.number(1234.565)), pattern: "0.00")) == "1234.57")
        #expect(try render(.format(integer(7), pattern: "0000")) == "0007")
        #expect(try render(.format(.literal(.number(-0.001)), pattern: "0.00")) == "0.00")
    }

    /// RFC 4231 test case 2, FIPS 180-4 "abc", and the signature of MercadoPago's documentation.
    @Test func digests() throws {
        let hmac = try render(.call(.hmacSHA256, [text("Jefe"), text("what do ya want for nothing?")]))
        #expect(hmac == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
        let sha = try render(.call(.sha256, [text("abc")]))
        #expect(sha == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(try render(.call(.base64, [text("turno")])) == "dHVybm8=")
        let manifest = "id:123456;request-id:f7b2a1d4-0b1c-4ec2-aaaa-9e8b1d2f3c4d;ts:1704908010;"
        let signature = try render(.call(.hmacSHA256, [text("secret"), text(manifest)]))
        #expect(signature == "f2feb2513ea2e32b9621fd18d5edc168ea53222ffabbcff05bb4edbd01979c58")
    }

    @Test func madeUpPeople() throws {
        for body in [3_369_345_023, 2_026_756_539, 3_000_000_000, 2_011_111_111, 2_012_345_678, 2_712_345_678]
            as [UInt64]
        {
            #expect(Persona.checkDigit(ofCUIT: body) != nil)
        }
        #expect(Persona.checkDigit(ofCUIT: 3_369_345_023) == 9)
        #expect(Persona.checkDigit(ofCUIT: 2_026_756_539) == 3)
        #expect(Persona.checkDigit(ofCUIT: 3_000_000_000) == 7)
        #expect(Persona.checkDigit(ofCUIT: 2_012_345_678) == 6)
        #expect(Persona.checkDigit(ofCUIT: 2_712_345_678) == 0)
        let uuid = try render(.call(.uuid, []))
        #expect(uuid.count == 36)
        #expect(Array(uuid)[14] == "4")
        #expect("89ab".contains(Array(uuid)[19]))
        #expect(try render(.call(.email, [])).hasSuffix("@example.test"))
        #expect(try render(.call(.phoneAR, [])).hasPrefix("+549"))
        #expect(try render(.call(.length, [text("ñandú")])) == "5")
        #expect(try render(.call(.upper, [text("ñandú")])) == "ÑANDÚ")
    }

    @Test func randomStaysInItsRange() {
        var random = SeededRandom(seed: 1)
        var seen: Set<Int64> = []
        for _ in 0..<10_000 {
            let value = FunctionLibrary.between(-3, 4, &random)
            #expect(value >= -3 && value <= 4)
            seen.insert(value)
        }
        #expect(seen.count == 8)
        _ = FunctionLibrary.between(.min, .max, &random)
    }

    @Test func headersAreFoundInTheLastAnswer() {
        let lines =
            "HTTP/1.1 302 Found\r\nLocation: /a\r\n\r\nHTTP/1.1 200 OK\r\nlocation:/b \r\nX: 1\r\nlocation: /c\r\n\r\n"
        var bytes = Array(lines.utf8)
        bytes.withUnsafeMutableBytes { raw in
            let text = UnsafeRawBufferPointer(raw)
            func value(_ name: String) -> String? {
                Array(name.utf8).withUnsafeBytes { name in
                    HeaderSearch.value(of: name, in: text).map { String(decoding: $0, as: UTF8.self) }
                }
            }
            #expect(value("location") == "/b")
            #expect(value("x") == "1")
            #expect(value("y") == nil)
        }
    }
}

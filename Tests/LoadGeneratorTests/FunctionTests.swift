import Curl
import Groundwork
import LoadPlan
import Testing

@testable import LoadGenerator

@Suite struct FunctionTests {
    /// Renders one expression as a request's body.
    private func render(_ expression: Expression, zones: [String] = []) throws -> String {
        let template = Template(segments: [.literal([]), .place(expression, .raw)])
        let plan = Make.plan(
            [.request(Make.request(method: "POST", body: .raw(template)))],
            load: Make.rate(1, for: .second),
            zones: zones
        )
        return String(decoding: try Simulation(plan) { _ in .init(after: 1000) }.calls[0].body, as: UTF8.self)
    }

    private func call(_ function: Function, _ arguments: Expression..., zones: [String] = []) throws -> String {
        try render(.call(function, arguments), zones: zones)
    }

    private func text(_ value: String) -> Expression { .literal(.text(value)) }
    private func integer(_ value: Int64) -> Expression { .literal(.integer(value)) }
    private func list(_ values: Value...) -> Expression { .literal(.list(values)) }

    /// RFC 4648 section 10, and its alphabet for URLs.
    @Test func base64() throws {
        for (plain, encoded) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            #expect(try call(.base64, text(plain)) == encoded)
            #expect(try call(.base64Decode, text(encoded)) == plain)
        }
        #expect(try call(.base64, text("~~~???")) == "fn5+Pz8/")
        #expect(try call(.base64URL, text("~~~??")) == "fn5-Pz8")
        #expect(try call(.base64Decode, text("fn5-Pz8")) == "~~~??")
        #expect(try call(.base64Decode, text("no base64!")) == "")
    }

    /// The example of jwt.io's documentation: a token that other implementations made.
    @Test func tokens() throws {
        let claims = #"{"sub":"1234567890","name":"John Doe","iat":1516239022}"#
        let token =
            "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ"
            + ".SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c"
        #expect(try call(.jwtSign, text("your-256-bit-secret"), text(claims)) == token)
        #expect(try call(.jwtSign, text("HS256"), text("your-256-bit-secret"), text(claims)) == token)
    }

    @Test func digestsInBase64() throws {
        let key = text("Jefe")
        let message = text("what do ya want for nothing?")
        #expect(
            try call(.hmacSHA256, key, message, text("base64")) == "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM="
        )
        #expect(
            try call(.hmacSHA256, key, message, text("base64url")) == "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM"
        )
        #expect(try call(.sha256, text("abc"), text("base64")) == "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=")
    }

    @Test func texts() throws {
        #expect(try call(.split, text("a,b,,\"c\""), text(",")) == #"["a","b","","\"c\""]"#)
        #expect(try call(.split, text("ñu"), text("")) == #"["ñ","u"]"#)
        #expect(try call(.join, list(.text("a"), .integer(2), .text("\"")), text("-")) == "a-2-\"")
        #expect(try call(.replace, text("a.b.c"), text("."), text("")) == "abc")
        #expect(try call(.replace, text("aaa"), text("aa"), text("b")) == "ba")
        #expect(try call(.substring, text("mañana"), integer(2), integer(3)) == "ñan")
        #expect(try call(.substring, text("mañana"), integer(-2)) == "na")
        #expect(try call(.substring, text("mañana"), integer(9)) == "")
        #expect(try call(.substring, text("mañana"), integer(.min), integer(.max)) == "mañana")
        #expect(try call(.length, .call(.split, [text("a b"), text(" ")])) == "2")
    }

    @Test func numbers() throws {
        #expect(try call(.round, .literal(.number(2.5))) == "3")
        #expect(try call(.round, .literal(.number(-2.345)), integer(2)) == "-2.35")
        #expect(try call(.round, .literal(.number(1e300))) == "1e+300")
        #expect(try call(.abs, integer(-3)) == "3")
        #expect(try call(.abs, integer(.min)) == "")
        #expect(try call(.min, integer(3), integer(-2), integer(5)) == "-2")
        #expect(try call(.max, list(.integer(3), .number(3.5))) == "3.5")
        #expect(try call(.max, list()) == "")
    }

    @Test func items() throws {
        let days = list(.text("lun"), .list([.integer(1)]), .integer(3))
        #expect(try render(.item(of: days, integer(0))) == "lun")
        #expect(try render(.item(of: days, integer(-1))) == "3")
        #expect(try render(.item(of: .item(of: days, integer(1)), integer(0))) == "1")
        for index in [3, -4, .min, .max] as [Int64] { #expect(try render(.item(of: days, integer(index))) == "") }
        let object = Expression.json(
            Template(segments: [
                .literal(Array(#"{"a\u0062":"#.utf8)), .place(text("x\""), .jsonValue),
                .literal(Array(#","c":[]}"#.utf8)),
            ]),
            .object
        )
        #expect(try render(object) == #"{"a\u0062":"x\"","c":[]}"#)
        #expect(try render(.item(of: object, text("ab"))) == "x\"")
        #expect(try render(.item(of: object, text("none"))) == "")
        #expect(try render(.item(of: text("abc"), integer(0))) == "")
    }

    /// An item that replaces the list it stands in: its bytes must not be lost on the way.
    @Test func aVariableMayBecomeAnItemOfItself() throws {
        let plan = Make.plan(
            [
                .assign(variable: 0, list(.text("first"), .list([.text("a second one"), .integer(7)]))),
                .assign(variable: 0, .item(of: .variable(0), integer(1))),
                .assign(variable: 0, .item(of: .variable(0), integer(0))),
                .request(Make.request(method: "POST", body: .raw(Template(segments: [.place(.variable(0), .raw)])))),
            ],
            load: Make.rate(1, for: .second),
            variables: ["x"]
        )
        let run = try Simulation(plan) { _ in .init(after: 1000) }
        #expect(String(decoding: run.calls[0].body, as: UTF8.self) == "a second one")
    }

    @Test func datesAreRead() throws {
        let zones = ["America/Argentina/Buenos_Aires", "America/New_York"]
        func seconds(_ written: String, _ zone: Int64? = nil) throws -> String {
            try render(
                .call(.timestamp, [.call(.parseDate, [text(written)] + (zone.map { [integer($0)] } ?? []))]),
                zones: zones
            )
        }
        #expect(try seconds("1970-01-01") == "0")
        #expect(try seconds("1970-01-01", 0) == "10800")
        #expect(try seconds("20261123T090000-0300") == "1795435200")
        #expect(try seconds("2026-11-23T09:00:00.999-03:00") == "1795435200")
        #expect(try seconds("2026-11-23 12:00Z") == "1795435200")
        #expect(try seconds("1969-12-31T23:59:59.5Z") == "-1")
        #expect(try seconds("2024-02-29") == "1709164800")
        // The clocks of New York jump over this hour, and show that one twice.
        #expect(try seconds("2026-03-08T02:30:00", 1) == "1772955000")
        #expect(try seconds("2026-11-01T01:30:00", 1) == "1793511000")
        for bad in [
            "2026-13-01", "2026-02-29", "2026-1-1", "x", "", "2026-11-23T25:00", "2026-11-23T09:00+", "9999-01-01",
        ] {
            #expect(try seconds(bad) == "", "\(bad)")
        }
        #expect(try call(.timestamp) == "1795000005")
        #expect(try call(.timestampMS).hasPrefix("1795000005"))
        #expect(try call(.timestampMS).count == 13)
    }

    @Test func taxNumbersOfIdentityNumbers() throws {
        for dni in [20_123_456, 26_756_539, 3_000_000, 99_999_999, 1] as [Int64] {
            let cuit = try call(.cuit, integer(dni))
            let body = try #require(UInt64(cuit.dropLast()))
            #expect(cuit.count == 11)
            #expect(Persona.checkDigit(ofCUIT: body) == UInt64(String(cuit.suffix(1))))
            #expect(body % 100_000_000 == UInt64(dni))
        }
        #expect(try call(.cuit, integer(-5)) == "")
    }
}

import LoadPlan
import Testing

@testable import JSON

/// Kinds of texts that a reader must take, must refuse or may choose about (RFC 8259), each held to every reader of this
/// module at once: the scan, the tape and the tree of values.
@Suite struct JSONConformanceTests {
    private let queries = ["$", "$.a", "$[0]", "$..a", "$.*", "$.a.b[1]"].map { JSONQuery(JSONPathText.path($0)) }

    /// Whether all readers take a text. They must agree, also about what is wrong.
    private func isTaken(_ text: [UInt8]) -> Bool {
        let expected = JSONFind.error(in: text)
        #expect((expected == nil) == JSONGrammarModel.accepts(text) || Self.isNestedTooDeep(text))
        withExact(text) { body in
            var scanner = JSONScanner()
            for query in queries {
                scanner.forget()
                _ = scanner.first(query, in: body)
                #expect(scanner.error == expected, "\(query.path.text)")
            }
        }
        do throws(JSONError) {
            _ = try JSONValue(reading: text)
            #expect(expected == nil || text.starts(with: [0xEF, 0xBB, 0xBF]))
        } catch {
            #expect(error == expected || text.starts(with: [0xEF, 0xBB, 0xBF]))
        }
        return expected == nil
    }

    private static func isNestedTooDeep(_ text: [UInt8]) -> Bool {
        text.count { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "{") } > JSONError.depthLimit
    }

    private static func nested(_ depth: Int) -> String {
        String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }

    @Test(
        "Texts that every reader must take",
        arguments: [
            // Arrays
            "[]", "[ ]", "[\n]", "[[]]", "[[] ]", "[ []]", "[1]", "[1,2]", "[ 1 , 2 ]", "[1\n,1]", "[null]",
            "[null, 1, \"1\", {}]", "[1,null,null,null,2]", "[false]", "[true]", "[\"a\"]", "[\"\"]", " [1]", "[2] ",
            "[[[[[[[[[[1]]]]]]]]]]", "[{},[],\"\",0,true,false,null]",
            // Objects
            "{}", "{ }", "{\"a\":1}", "{\"a\":1,\"b\":2}", "{ \"a\" : 1 , \"b\" : [ ] }", "{\"\":0}", "{\"a\":{}}",
            "{\"a\":1,\"a\":2}", "{\"a\":1,\"a\":1}", "{\"a\":{\"b\":[1,2]}}", "{\"a\":\"b\",\"a\":{\"b\":[0,1]}}",
            "{\"a\\u0000b\":42}", "{\"\\u0061\":1,\"a\":2}", "{\"x\":[{\"id\":\"aaaa\"}],\"id\":\"bbbb\"}",
            "{\"a\":[]}", "{\"\\u043f\\u043e\":\"\\u0442\"}", "{\n\"a\":\"b\"\n}", "{\"min\":-1.0e+28,\"max\":1.0e+28}",
            // Numbers
            "0", "-0", "1", "-1", "42", "[0e1]", "[0e+1]", "[1E22]", "[1E-2]", "[1E+2]", "[123e45]", "[123.456e78]",
            "[1e-2]", "[1e+2]", "[123.456789]", "[-0]", "[-123]", "[-1]", "[-0.000000000000000001]", "[1.5]", "[10.00]",
            "[20e1]", "[ 4]", "[18446744073709551615]", "[9223372036854775808]", "[1e400]", "[-1e400]", "[1e-400]",
            "[123123123123123123123123123123]", "[0.4e00669999999999999999999999999999999999999999]",
            "[0.00000000000000000000000000000000000000000000000000000000000000000000001]",
            // Strings
            "\"\"", "\"asd\"", "\" \"", "[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]", "[\"\\u0060\\u012a\\u12AB\"]",
            "[\"\\uD801\\udc37\"]", "[\"\\ud83d\\ude39\\ud83d\\udc8d\"]", "[\"\\\"\"]", "[\"\\\\u0000\"]",
            "[\"\\u0000\"]",
            "[\"\\n\"]", "[\"\\\\n\"]", "[\"\\u0012\"]", "[\"\\uFFFF\"]", "[\"\\uDBFF\\uDFFE\"]", "[\"a/*b*/c/*d//e\"]",
            "[\"\\\\a\"]", "[\"new\\u00A0line\"]", "[\"\u{7F}\"]", "[\"€𝄞\"]", "[\"\u{10FFFF}\"]",
            "[\"\u{2028}\u{2029}\"]",
            "[\"\u{FFFF}\"]", "[\"\u{80}\"]", "[\"ñandú con acento y más de dieciséis bytes\"]", "[\"\\u200B\\u2064\"]",
            "[\"[{]}:,\"]", "[\"π\",\"\\u03c0\"]",
            // Whole texts
            "true", "false", "null", "\n\t\r null \n", "\"a\"\n", "-1 ", "\r\n[]",
            // The limit of depth is beyond these.
            nested(100), nested(512),
            // Halves of surrogate pairs are escapes like others; their meaning is another matter (section 8.2).
            "[\"\\uD800\"]", "[\"\\uDADA\"]", "[\"\\uD888\\u1234\"]", "[\"\\uD800\\uD800\\n\"]", "[\"\\uDd1e\\uD834\"]",
            "[\"\\uDFAA\"]", "[\"\\uD800abc\"]", "[\"\\uD800\\n\"]",
        ]
    )
    func taken(text: String) {
        #expect(isTaken(Array(text.utf8)))
    }

    @Test(
        "Texts that every reader must refuse",
        arguments: [
            // Arrays
            "[", "]", "[1", "[1,", "[,", "[,1]", "[1,,2]", "[1,]", "[1,,]", "[\"\",]", "[\"x\"", "[\"x\"]]", "[x",
            "[x]",
            "[\"a\" \"b\"]", "[1 true]", "[3[4]]", "[1:2]", "[\"\": 1]", "[-]", "[   , \"\"]", "[\"a\",\n4\n,1,", "[*]",
            "[1}",
            "[[]", "[]]", "[][]", "[1]x", "[1],", "[\u{B}1]", "[\u{C}]", "[1;2]", "[a", "[\"a", "[<null>]",
            "[\\u000A\"\"]",
            "[\"asd]", "[True]", "[undefined]", "[é]", "[{}", "[{]}", "[()]", "[#1]", "[1/*c*/]", "[1//c\n]",
            // Objects
            "{", "}", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", "{\"a\":1,}", "{\"a\":1,,}", "{,\"a\":1}", "{a:1}",
            "{'a':1}", "{'a':'b'}", "{\"a\" 1}", "{\"a\",1}", "{:1}", "{1:1}", "{null:1}", "{\"a\"::1}",
            "{\"a\":1 \"b\":2}",
            "{\"a\":1]", "{\"a\":[1}", "{\"a\":1}}", "{\"a\":1}#", "{\"a\":1}/**/", "{\"a\":1, /*c*/ \"b\":2}",
            "{\"a\":1//c\n}",
            "{\"a\":\"b\"}/", "{\"a\":\"b\",\"c\"}", "{\"a\":true,\"a\"", "{[1]:2}", "{{}:1}", "{\"a\":1;\"b\":2}",
            "{\"a\"=1}",
            "{\"a\":a}", "{\"x\":nul,\"a\":1}", "{\"a\":tru}", "{\"id\":0,,,,,}", "{🇨🇭}", "{\"a\":/*c*/1}",
            "{\"a\":b:\"c\"}", "{9999E9999:1}", "{\"a\" b}", "{key: 'value'}",
            // Numbers
            "01", "-01", "00", "-", "+1", "1.", ".5", "-.5", "[-2.]", "[0.e1]", "[2.e3]", "[2.e+3]", "[2.e-3]", "[1e]",
            "[1e+]",
            "[1eE2]", "[0E]", "[0E+]", "[0e]", "[0e+]", "[1.0e]", "[1.0e-]", "[1.0e+]", "[1 000.0]", "[0x1]", "[0x42]",
            "[1a]",
            "[-1x]", "[1.8011670033376514H-308]", "[-012]", "[012]", "[-NaN]", "[NaN]", "[Infinity]", "[-Infinity]",
            "[+Inf]",
            "[Inf]", "[- 1]", "[++1234]", "[0.1.2]", "[0.3e+]", "[.2e-3]", "[9.e+]", "[1+2]", "[1_000]", "[1,2.]",
            "[-foo]",
            "[１]", "[0o7]", "[1e2.3]", "[--1]", "1e", "-1.", "0.", "1x", "[1]1",
            // Strings
            "\"", "\"a", "[\"\\\"]", "[\"\\\\\\\"]", "[\"\\x00\"]", "[\"\\a\"]", "[\"\\u\"]", "[\"\\u1\"]",
            "[\"\\u12\"]",
            "[\"\\u123\"]", "[\"\\u00A\"]", "[\"\\uqqqq\"]", "[\"\\U0041\"]", "[\"\\'\"]", "[\"\\0\"]", "[\"\\v\"]",
            "[\"\\ \"]",
            "[\"\\🌀\"]", "[\"\\uD834\\uDd\"]", "[\"\\uD800\\u\"]", "[\"\\uD800\\u1\"]", "[\"\\u 061\"]",
            "[\"\\u+061\"]",
            "['a']", "['single']", "[\"a\nb\"]", "[\"a\tb\"]", "[\"a\rb\"]", "[\"\u{0}\"]", "[\"\u{1F}\"]", "abc",
            "[a\"]",
            "\"\"\"", "\"a\"b", "[\"a\\\u{0}a\"]", "`a`", "“a”", "[\"0123456789012345\u{1}\"]",
            // Literals and whole texts
            "", " ", "\n", "nul", "nulll", "tru", "truth", "TRUE", "Null", "fals", "falsey", "nan", "null null",
            "true,", "[truex]",
            "[nul]", "[fals]", "[tru", "1 2", "{}{}", "[]{}", "{\"a\":1}\u{0}", "\u{0}", "\u{A0}1", "1\u{A0}",
            "\u{2028}1", "*", "#1",
            "<html>{\"a\":1}</html>", "<.>", "/*c*/1", "1 // c", "--\n1", "{}\u{1}", "[\u{1}1]", "\u{1A}", "😀",
            "data: {\"a\":1}",
            ")]}',\n{\"a\":1}", "callback({\"a\":1})",
            // A byte order mark: sections 8.1 and 8.2 let a reader take it; an answer with one is refused.
            "\u{FEFF}{}", "\u{FEFF}",
            // Beyond the limit of depth (section 9).
            nested(513),
        ]
    )
    func refused(text: String) {
        #expect(!isTaken(Array(text.utf8)))
    }

    @Test(
        "Bytes that are not UTF-8",
        arguments: [
            [0xFF], [0x80], [0xBF], [0xC0, 0x80], [0xC0, 0xAF], [0xC1, 0xBF], [0xC3], [0xC3, 0x28], [0xE0, 0x80, 0xAF],
            [0xE0, 0x9F, 0xBF], [0xE2, 0x82], [0xE2, 0x28, 0xA1], [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF],
            [0xF0, 0x80, 0x80, 0xAF],
            [0xF0, 0x9F, 0x98], [0xF0, 0x28, 0x8C, 0xBC], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80],
            [0xF8, 0x88, 0x80, 0x80, 0x80], [0xFC, 0x83, 0xBF, 0xBF, 0xBF, 0xBF], [0xFE], [0xE1, 0x80],
        ] as [[UInt8]]
    )
    func malformedUTF8(bytes: [UInt8]) {
        let quote = UInt8(ascii: "\"")
        let before = Array("[\"a long run of plain text: ".utf8)
        #expect(!isTaken(before + bytes + [quote, UInt8(ascii: "]")]))
        #expect(!isTaken([quote] + bytes + [quote]))
        #expect(!isTaken([UInt8(ascii: "{"), quote] + bytes + Array("\":1}".utf8)))
        #expect(!isTaken(bytes))
        #expect(!isTaken([UInt8(ascii: "[")] + bytes + [UInt8(ascii: "]")]))
        #expect(!isTaken([UInt8(ascii: "1")] + bytes))
    }

    /// Far beyond any limit: refused where the limit is passed, by all readers, without a crash.
    @Test func bottomless() throws {
        for (piece, width) in [("[", 1), ("{\"a\":", 5), ("[{\"a\":", 3)] {
            let text = Array(String(repeating: piece, count: 100_000).utf8)
            let expected = try #require(JSONFind.error(in: text))
            #expect(expected.problem == .tooDeep && expected.offset <= width * JSONError.depthLimit)
            #expect(throws: expected) { try JSONValue(reading: text) }
            withExact(text) { body in
                var scanner = JSONScanner()
                for query in queries {
                    scanner.forget()
                    #expect(scanner.first(query, in: body) == nil && scanner.error == expected)
                }
            }
        }
    }

    /// UTF-16 and UTF-32 are not JSON that is exchanged (section 8.1).
    @Test func otherEncodings() {
        let text = "[\"é\"]"
        #expect(!isTaken(text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }))
        #expect(!isTaken([0xFE, 0xFF] + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }))
        #expect(!isTaken(text.unicodeScalars.flatMap { [0, 0, UInt8($0.value >> 8 & 0xFF), UInt8($0.value & 0xFF)] }))
    }
}

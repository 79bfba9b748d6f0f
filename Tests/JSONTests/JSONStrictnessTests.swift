import Groundwork
import LoadPlan
import Testing

@testable import JSON

/// What is refused, and that no text makes a read outside it.
@Suite struct JSONStrictnessTests {
    private static let samples = [
        #"{"slots":[{"id":1,"free":true,"price":8.95,"who":"Ana"},{"id":2,"x":"a\"]}\\","é\u00e9":[]}],"next":{"id":9}}"#,
        #"[[[{"a":[1,-2.5e+3,"€\ud83d\ude00\/",null,false,true]}]], {} , "\\\\\"", 0, -0.0E-10]"#,
        #"{"long":"0123456789012345678901234567890123456789012345678901234567890123456789","k":[{},[],"\"",{"q":"]"}]}"#,
    ]

    /// A text changed in up to four places.
    private func mutated(_ text: [UInt8], _ random: inout SeededRandom) -> [UInt8] {
        let signs = Array(#"{}[]",:\0123-+.eEutfn x"#.utf8) + [0, 0x1F, 0x7F, 0x80, 0xC2, 0xE2, 0xF0, 0xFF]
        var text = text
        for _ in 0...random.below(4) {
            guard !text.isEmpty else { break }
            let place = Int(random.below(UInt64(text.count)))
            let sign = signs[Int(random.below(UInt64(signs.count)))]
            switch random.below(5) {
            case 0: text[place] = sign
            case 1: text.insert(sign, at: place)
            case 2: text.remove(at: place)
            case 3: text.removeSubrange(place..<min(text.count, place + Int(random.below(12))))
            default:
                let from = Int(random.below(UInt64(text.count)))
                text.insert(contentsOf: text[from..<min(text.count, from + Int(random.below(12)))], at: place)
            }
        }
        return text
    }

    @Test func theTapeTakesExactlyWhatTheGrammarTakes() {
        var random = SeededRandom(seed: 8259)
        var accepted = 0
        for turn in 0..<6_000 {
            let text = mutated(Array(Self.samples[turn % Self.samples.count].utf8), &random)
            let isJSON = JSONGrammarModel.accepts(text)
            #expect((JSONFind.error(in: text) == nil) == isJSON, "\(String(decoding: text, as: UTF8.self))")
            accepted += isJSON ? 1 : 0
        }
        #expect(accepted > 250 && accepted < 5_750)
    }

    /// The same value or the same error, whatever the text.
    @Test func theScanFindsWhatTheTapeFinds() {
        let paths = [
            "$.slots[1].id", "$.next.id", "$[0][0][0].a[2]", "$[2]", "$.long", "$.k[3].q", "$.none", "$[9]", "$",
        ]
        .map { JSONPathText.path($0) }
        // The same segment twice selects by list, which no pointer does: it goes by the tape.
        let pairs = paths.map { path -> (JSONQuery, JSONQuery) in
            var slow = path
            slow.segments = path.segments.map { segment in
                guard case .child(let selectors) = segment else { return segment }
                return .child(selectors + [.slice(start: 0, end: 0, step: 1)])
            }
            if slow.segments.isEmpty { return (JSONQuery(path), JSONQuery(JSONPathText.path("$.*"))) }
            return (JSONQuery(path), JSONQuery(slow))
        }
        var random = SeededRandom(seed: 9535)
        var scanner = JSONScanner()
        var (found, refused) = (0, 0)
        for turn in 0..<2_000 {
            withExact(mutated(Array(Self.samples[turn % Self.samples.count].utf8), &random)) { body in
                for (quick, slow) in pairs {
                    #expect(quick.steps != nil && slow.steps == nil)
                    scanner.forget()
                    let pointed = scanner.first(quick, in: body)
                    let pointerError = scanner.error
                    let taped = scanner.first(slow, in: body)
                    #expect(pointerError == scanner.error)
                    refused += pointerError == nil ? 0 : 1
                    guard !quick.path.segments.isEmpty else { continue }
                    #expect(pointed?.bytes.baseAddress == taped?.bytes.baseAddress)
                    #expect(pointed?.bytes.count == taped?.bytes.count)
                    #expect(pointed?.kind == taped?.kind)
                    found += taped == nil ? 0 : 1
                }
            }
        }
        #expect(found > 300 && refused > 3_000)
    }

    /// What may be wrong at the end of a text that was cut off.
    private static let ofTheCut: Set<JSONError.Problem> = [
        .unexpectedEnd, .unterminatedString, .invalidEscape, .invalidUTF8,
    ]

    @Test func aBodyThatWasCutOffFindsNothing() {
        var scanner = JSONScanner()
        let queries = ["$", "$.slots[0].id", "$[0]", "$.long", "$.none"].map { JSONQuery(JSONPathText.path($0)) }
        for sample in Self.samples {
            let text = Array(sample.utf8)
            for length in 0..<text.count {
                withExact(Array(text[..<length])) { body in
                    scanner.forget()
                    for query in queries {
                        #expect(scanner.first(query, in: body) == nil)
                        let problem = scanner.error?.problem
                        #expect(problem.map(Self.ofTheCut.contains) ?? false)
                    }
                }
            }
        }
    }

    @Test(
        "Bodies that are no JSON are reported, found or not",
        arguments: [
            "<html>{\"id\":1}</html>", "Internal Server Error", "", "   ", "null and void", "{\"id\":1}{\"id\":2}",
            "{\"id\":1}]", "{\"id\":1", "{\"id\":01}", "{\"id\":1x}", "{\"id\":\"\\q\"}", "{\"id\":\"\u{1}\"}",
            "{\"id\":tru}", "{id:1}", "{\"id\" 1}", "{\"id\":}", "{\"id\":1,", "{\"a\":1 \"id\":2}",
            "{\"a\":?,\"id\":2}",
        ]
    )
    func noJSON(text: String) {
        withExact(text) { body in
            var scanner = JSONScanner()
            #expect(scanner.first(JSONQuery(JSONPathText.path("$.id")), in: body) == nil)
            #expect(scanner.error != nil)
            #expect(scanner.first(JSONQuery(JSONPathText.path("$..id")), in: body) == nil)
            #expect(scanner.error != nil)
            // The error is kept for later queries of the same body, and forgotten with the next.
            #expect(scanner.count(JSONQuery(JSONPathText.path("$..id")), in: body) == 0)
            #expect(scanner.error != nil)
            withExact("[]") { #expect(scanner.count(JSONQuery(JSONPathText.path("$..id")), in: $0) == 0) }
            #expect(scanner.error == nil)
        }
    }

    @Test(
        "Errors say what is wrong and where",
        arguments: [
            ("", .unexpectedEnd, 0), ("  ", .unexpectedEnd, 2), ("[1,]", .expectedValue, 3),
            ("{\"a\" 1}", .expectedColon, 5), ("{a:1}", .expectedName, 1), ("{\"a\":1,}", .expectedName, 7),
            ("[\"ab\\x\"]", .invalidEscape, 4), ("[1] 2", .unexpectedText, 4), ("[1", .unexpectedEnd, 2),
            ("[\"a\u{1}\"]", .controlCharacter, 3), ("\"ab", .unterminatedString, 0), ("[01]", .malformedNumber, 2),
            ("1.", .unexpectedEnd, 2), ("[1.]", .malformedNumber, 3), ("-x", .malformedNumber, 1),
            ("1x", .malformedNumber, 1),
            ("[tru]", .malformedLiteral, 4), ("nul", .unexpectedEnd, 3), ("[1 2]", .expectedComma, 3),
            ("[1}", .expectedComma, 2),
        ] as [(String, JSONError.Problem, Int)]
    )
    func errorsSayWhere(text: String, problem: JSONError.Problem, offset: Int) {
        #expect(JSONFind.error(in: text) == JSONError(problem, at: offset))
    }

    @Test func errorsAreInWords() {
        #expect(JSONFind.error(in: Array("\"a".utf8) + [0xFF, 0x22])?.description == "invalid UTF-8 at byte 2")
        #expect(JSONError(.malformedNumber, at: 7).description == "malformed number at byte 7")
        #expect(JSONError(.expectedValue, at: 0).reason == "expected a value")
    }

    @Test func nestingIsLimited() {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        let limit = JSONError.depthLimit
        #expect(JSONFind.error(in: nested(limit)) == nil)
        #expect(JSONFind.error(in: nested(limit + 1)) == JSONError(.tooDeep, at: limit))
        #expect(JSONFind.error(in: String(repeating: "{\"a\":", count: 100_000)) == JSONError(.tooDeep, at: 5 * 512))
        // The scan has the same limit, on the way and off it.
        #expect(JSONFind.all("$.id", in: "{\"deep\":\(nested(limit - 1)),\"id\":1}") == ["1"])
        #expect(JSONFind.all("$.id", in: "{\"deep\":\(nested(limit)),\"id\":1}") == [])
        let way = "$" + String(repeating: "[0]", count: limit)
        #expect(
            JSONFind.all(way, in: String(repeating: "[", count: limit) + "7" + String(repeating: "]", count: limit))
                == ["7"]
        )
        #expect(JSONFind.all(way + "[0]", in: nested(limit + 1)) == [])
        // Equality goes down to the limit.
        let deep = nested(limit - 1)
        #expect(JSONFind.all("$[?@ == $[0]]", in: "[\(deep),\(deep)]").count == 2)
    }
}

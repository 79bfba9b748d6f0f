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

    /// On JSON the scan finds what the tape finds; on anything else it must only keep to the text and to its promise.
    @Test func theScanFindsAllThatTheTapeFinds() {
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
        var found = 0
        for turn in 0..<2_000 {
            withExact(mutated(Array(Self.samples[turn % Self.samples.count].utf8), &random)) { body in
                scanner.forget()
                for (quick, slow) in pairs {
                    #expect(quick.steps != nil && slow.steps == nil)
                    let pointed = scanner.first(quick, in: body)
                    let pointerError = scanner.error
                    let taped = scanner.first(slow, in: body)
                    guard scanner.error == nil else { continue }
                    #expect(pointerError == nil)
                    guard !quick.path.segments.isEmpty else { continue }
                    #expect(pointed?.bytes.baseAddress == taped?.bytes.baseAddress)
                    #expect(pointed?.bytes.count == taped?.bytes.count)
                    #expect(pointed?.kind == taped?.kind)
                    found += taped == nil ? 0 : 1
                }
            }
        }
        #expect(found > 300)
    }

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
                        guard case .malformed = scanner.error else {
                            Issue.record("\(length) of \(sample): \(String(describing: scanner.error))")
                            continue
                        }
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

    @Test func errorsSayWhere() {
        #expect(JSONFind.error(in: "") == .malformed(at: 0))
        #expect(JSONFind.error(in: "[1,]") == .malformed(at: 3))
        #expect(JSONFind.error(in: "{\"a\" 1}") == .malformed(at: 5))
        #expect(JSONFind.error(in: "[\"ab\\x\"]") == .malformed(at: 5))
        #expect(JSONFind.error(in: "[1] 2") == .malformed(at: 4))
        #expect(JSONFind.error(in: "[1") == .malformed(at: 2))
        #expect(JSONFind.error(in: Array("\"a".utf8) + [0xFF, 0x22]) == .malformed(at: 2))
    }

    @Test func nestingIsLimited() {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(JSONFind.error(in: nested(JSONTape.depthLimit)) == nil)
        #expect(JSONFind.error(in: nested(JSONTape.depthLimit + 1)) == .tooDeep(at: JSONTape.depthLimit))
        #expect(JSONFind.error(in: String(repeating: "{\"a\":", count: 100_000)) == .tooDeep(at: 5 * 512))
        // The scan counts brackets, so depth costs it nothing.
        #expect(JSONFind.all("$.id", in: "{\"deep\":\(nested(100_000)),\"id\":1}") == ["1"])
        // Equality goes down to the limit.
        let deep = nested(JSONTape.depthLimit - 1)
        #expect(JSONFind.all("$[?@ == $[0]]", in: "[\(deep),\(deep)]").count == 2)
    }

    /// Brackets inside strings, quotes and backslashes across the borders of 64-byte blocks.
    @Test func blocksAgreeWithReadingByteByByte() {
        var random = SeededRandom(seed: 64)
        let signs = Array(#"{}[]"\\a "#.utf8)
        for _ in 0..<1_000 {
            let text = (0..<3 * JSONBlock.size).map { _ in signs[Int(random.below(UInt64(signs.count)))] }
            let depth = 1 + Int(random.below(4))
            var expected = 0
            var open = depth
            var (inside, escaped) = (false, false)
            for (index, byte) in text.enumerated() where open > 0 {
                expected = index + 1
                let wasEscaped = escaped
                escaped = byte == UInt8(ascii: "\\") && !wasEscaped
                if byte == UInt8(ascii: "\""), !wasEscaped {
                    inside.toggle()
                } else if !inside, byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
                    open += 1
                } else if !inside, byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") {
                    open -= 1
                }
            }
            var carry = JSONBlock.Carry()
            var left = depth
            var found: Int?
            text.withUnsafeBufferPointer { bytes in
                for start in stride(from: 0, to: text.count, by: JSONBlock.size) where found == nil {
                    guard let base = bytes.baseAddress else { return }
                    found = JSONBlock(base + start, &carry).closing(&left).map { start + $0 }
                }
            }
            if open == 0 { #expect(found == expected) } else { #expect(found == nil && left == open) }
        }
    }
}

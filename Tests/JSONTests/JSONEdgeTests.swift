import Testing

@testable import JSON

/// The lexer looks at sixteen bytes at a time: words of every length at every distance from the edges of such a look and
/// from the end of the text, held to the model of the grammar.
@Suite struct JSONEdgeTests {
    private static func isTaken(_ text: [UInt8]) -> Bool {
        text.withUnsafeBytes { bytes in
            var tape = JSONTape()
            do throws(JSONError) {
                try tape.parse(bytes)
                return true
            } catch {
                return false
            }
        }
    }

    /// The value that a scan finds under `k`, as text; `nil` where it finds none.
    private static func found(_ text: [UInt8]) -> [UInt8]? {
        let query = JSONQuery(JSONPathText.path("$.k"))
        var scanner = JSONScanner()
        return text.withUnsafeBytes { bytes in scanner.first(query, in: bytes).map { Array($0.bytes) } }
    }

    private static let distances = [0, 1, 7, 14, 15, 16, 17, 31, 33]

    /// Puts a word into texts that move it, and its end, over the edges.
    private static func check(_ word: String, sourceLocation: SourceLocation = #_sourceLocation) {
        for distance in distances {
            let blanks = String(repeating: " ", count: distance)
            for text in ["\(blanks)[\(word)\(blanks)]", "[\(word)]\(blanks)", "[0,\(blanks)\(word),0]"] {
                let bytes = Array(text.utf8)
                #expect(
                    isTaken(bytes) == JSONGrammarModel.accepts(bytes),
                    "\(text)",
                    sourceLocation: sourceLocation
                )
            }
            let object = Array("{\"k\":\(word),\"\(String(repeating: "a", count: distance))\": \(blanks)0}".utf8)
            #expect(
                found(object) == (JSONGrammarModel.accepts(object) ? Array(word.utf8) : nil),
                "\(word)",
                sourceLocation: sourceLocation
            )
        }
    }

    @Test(arguments: 0...36)
    func strings(length: Int) {
        let plain = String(repeating: "x", count: length)
        for special in ["", "\\n", "\\", "é", "\u{1}", "\\u00e9", "\"", "\t"] { Self.check("\"\(plain)\(special)\"") }
        for special in ["\\n", "\u{1}", "é"] { Self.check("\"\(plain)\(special)\(plain)\"") }
    }

    @Test(arguments: 1...36)
    func numbers(length: Int) {
        let digits = String(repeating: "7", count: length)
        for word in [
            "\(digits)", "-\(digits)", "0\(digits)", "-0\(digits)", "\(digits).", "\(digits).5", "7.\(digits)",
        ] {
            Self.check(word)
        }
        for word in ["\(digits).\(digits)", "-7.\(digits)e5", "7.\(digits)e", "\(digits)E+\(digits)", "0.\(digits)x"] {
            Self.check(word)
        }
        for word in ["\(digits).5.5", "\(digits)e5", "-", "-.5", "0", "-0.0", "7.e5"] { Self.check(word) }
    }

    @Test(arguments: 0...36)
    func names(length: Int) {
        let name = String(repeating: "n", count: length)
        for end in ["\":", "\" :", "\": ", "\":  ", "\":\n", "\" ", "\\\"\":", "é\":", "\"", ""] {
            for tail in ["0}", "\"\"}", "0,\"k\":1}" + String(repeating: " ", count: 20)] {
                let text = Array("{\"\(name)\(end)\(tail)".utf8)
                #expect(
                    Self.isTaken(text) == JSONGrammarModel.accepts(text),
                    "\(String(decoding: text, as: UTF8.self))"
                )
            }
        }
    }

    @Test(arguments: 0...36)
    func blanks(length: Int) {
        let blanks = String(repeating: " ", count: length)
        for blank in ["", "\n", "\t", "\r\n", "\u{B}", "\u{C}", "\0", "\u{A0}"] {
            let space = blank + blanks
            for text in [
                "\(space)[0]", "[\(space)0]", "[0\(space),1]", "[0,\(space)1]", "{\"a\"\(space):\(space)0\(space)}",
            ] {
                let bytes = Array(text.utf8)
                #expect(Self.isTaken(bytes) == JSONGrammarModel.accepts(bytes), "\(text)")
            }
        }
    }
}

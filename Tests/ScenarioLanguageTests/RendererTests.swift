import Groundwork
import LoadPlan
import Testing

@testable import ScenarioLanguage

@Suite struct RendererTests {
    private func render(
        _ line: String,
        column: Int,
        length: Int = 1,
        label: String = "here",
        width: Int = 80,
        color: Bool = false
    )
        -> [String]
    {
        let source = SourceFile(path: "f", bytes: Array((line + "\n").utf8))
        let renderer = DiagnosticRenderer(sources: [source], color: color, width: width)
        return renderer.render(
            Diagnostic(
                severity: .error,
                code: "c",
                title: "t",
                span: Span(file: "f", line: 1, column: column, length: length),
                label: label
            )
        ).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    @Test func caretStandsUnderItsCharacter() {
        #expect(
            render("abc def", column: 5, length: 3) == [
                "error: t", " --> f:1:5", "  |", "1 | abc def", "  |     ^^^ here",
            ]
        )
        // A tab is four cells, a wide character two, a combining one none.
        #expect(render("\tx", column: 2)[4] == "  |     ^ here")
        #expect(render("日本x", column: 3)[4] == "  |     ^ here")
        #expect(render("🙂x", column: 2)[4] == "  |   ^ here")
        #expect(render("e\u{301}x", column: 2)[4] == "  |  ^ here")
    }

    @Test func longLinesAreCutAroundTheCaret() {
        let lines = render(String(repeating: "a", count: 200) + "X" + String(repeating: "b", count: 200), column: 201)
        #expect(lines[3].count <= 80)
        #expect(lines[3].hasPrefix("1 | …") && lines[3].hasSuffix("…"))
        let caret = lines[4].firstIndex(of: "^").map { lines[4].distance(from: lines[4].startIndex, to: $0) }
        let mark = lines[3].firstIndex(of: "X").map { lines[3].distance(from: lines[3].startIndex, to: $0) }
        #expect(caret == mark)
    }

    @Test func controlCharactersNeverReachTheTerminal() {
        let text = render("a\u{1B}[31mb\u{7}", column: 1, label: "x\u{1B}y").joined()
        #expect(!text.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F })
    }

    @Test func colourIsAChoice() {
        #expect(render("abc", column: 1, color: true)[0] == "\u{1B}[1;31merror\u{1B}[0m\u{1B}[1m: t\u{1B}[0m")
        #expect(!render("abc", column: 1).joined().contains("\u{1B}"))
    }

    @Test func placesOutsideTheTextAreHarmless() {
        for column in [0, 1, 4, 5, 1_000_000] { #expect(render("abc", column: column, length: 99).count == 5) }
        let missing = DiagnosticRenderer(sources: [])
        #expect(
            missing.render(
                Diagnostic(
                    severity: .note,
                    code: "c",
                    title: "t",
                    span: Span(file: "g", line: 7, column: 2),
                    label: "l"
                )
            )
                == "note: t\n --> g:7:2\n  | l"
        )
    }

    @Test func jsonForm() throws {
        let json = try CanonicalJSON.text([
            Diagnostic(
                severity: .warning,
                code: "c",
                title: "t",
                span: Span(file: "a/b", line: 1, column: 2, length: 3)
            )
        ])
        #expect(json.contains("\"file\" : \"a/b\"") && json.contains("\"severity\" : \"warning\""))
    }
}

@Suite struct SuggestionTests {
    @Test(
        arguments: [
            ("ar-cordba", "ar-cordoba"), ("tokne", "token"), ("SLOT", "slot"), ("expct", "expect"), ("xyzzy", nil),
            ("", nil),
            ("a", nil),
        ] as [(String, String?)]
    )
    func nearest(_ word: String, _ expected: String?) {
        #expect(Suggestion.nearest(to: word, in: ["ar-cordoba", "token", "slot", "expect", "home"]) == expected)
    }

    /// Against the plain recursive definition, on short random words.
    @Test func distanceAgreesWithItsDefinition() {
        func slow(_ a: ArraySlice<Character>, _ b: ArraySlice<Character>) -> Int {
            guard let x = a.last, let y = b.last else { return max(a.count, b.count) }
            var best = min(
                slow(a.dropLast(), b) + 1,
                slow(a, b.dropLast()) + 1,
                slow(a.dropLast(), b.dropLast()) + (x == y ? 0 : 1)
            )
            if a.count > 1, b.count > 1, x == b[b.endIndex - 2], y == a[a.endIndex - 2] {
                best = min(best, slow(a.dropLast(2), b.dropLast(2)) + 1)
            }
            return best
        }
        var random = SeededRandom(seed: 5)
        for _ in 0..<200 {
            let word = { (random: inout SeededRandom) in
                (0..<random.below(6)).map { _ in Character(UnicodeScalar(UInt8(97 + random.below(3)))) }
            }
            let a = word(&random)
            let b = word(&random)
            #expect(Suggestion.distance(a, b) == slow(a[...], b[...]), "\(a) \(b)")
        }
    }
}

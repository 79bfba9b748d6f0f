import Foundation
import Testing

@testable import ScenarioLanguage

/// What people write who come from another tool, or who write as they would elsewhere: each line of
/// `Golden/foreign-words.txt` is such a slip, with its place and what the first diagnostic says at the caret.
@Suite struct ForeignWordTests {
    struct Slip: Sendable, CustomTestStringConvertible {
        let place: String
        let text: String
        let label: String
        var testDescription: String { "\(place): \(text)" }
    }

    static let slips: [Slip] = {
        let lines = (try? Fixtures.golden("foreign-words.txt"))?.split(separator: "\n") ?? []
        return lines.filter { !$0.hasPrefix("#") }.map { line in
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            return Slip(place: fields[0], text: fields[1], label: fields.count > 2 ? fields[2] : "")
        }
    }()

    @Test(arguments: slips)
    func saysWhatIsRight(_ slip: Slip) throws {
        let found = Self.diagnostics(of: slip)
        #expect(found.first?.label == slip.label)
        // One mistake, one message: what follows from it is not said.
        #expect(found.count == 1, "\(found.map { "\($0.title): \($0.label)" })")
    }

    /// The caret is at the wrong word, never at the end of the line before.
    @Test(arguments: slips)
    func pointsAtTheLine(_ slip: Slip) throws {
        let lines = slip.text.split(separator: "⏎").count
        let first = Self.scenario(with: slip).split(separator: "\n", omittingEmptySubsequences: false)
            .firstIndex { $0.contains(slip.text.split(separator: "⏎")[0]) }
        let start = try #require(first) + 1
        let line = try #require(Self.diagnostics(of: slip).first?.span.line)
        #expect((start..<start + lines).contains(line))
    }

    @Test func thereAreEnough() {
        #expect(Self.slips.count >= 80)
        #expect(ForeignWord.count >= 120)
    }

    /// No word of the language is taken for another tool's where it begins something.
    @Test func ownWordsAreNotForeign() {
        let places: [(Keyword.Context, ForeignWord.Place)] = [(.file, .file), (.flow, .flow), (.load, .load)]
        for (context, place) in places {
            for word in Keyword.words(in: context) {
                #expect(ForeignWord.label(for: word, in: place) == nil, "\(word)")
            }
        }
    }

    static func diagnostics(of slip: Slip) -> [Diagnostic] {
        let text = scenario(with: slip)
        let options = Fixtures.options(fromFirstLineOf: text)
        return ScenarioCompiler.compile(source: text, path: "slip.zonda", options: options).diagnostics
    }

    /// A scenario that is right but for the slip; `⏎` in it is a line break.
    static func scenario(with slip: Slip) -> String {
        let text = slip.text.replacing("⏎", with: "\n")
        func at(_ place: String, _ otherwise: String = "") -> String { slip.place == place ? text : otherwise }
        return """
            \(at("title", "scenario \"Shop\""))
            target "http://127.0.0.1:8080"
            \(at("file"))
            flow shop {
              POST /login as login
                \(at("request"))
                expect status 200
                capture token = json $.token
              \(at("flow"))
              GET /items as items
                header Authorization: "Bearer ${token}"
            }
            \(at("loadblock", "load { \(at("load", "users 20 for 60s")) }"))
            \(at("sloblock", "slo { \(at("slo", "p95 < 200ms")) }"))
            """
    }
}

import Groundwork
import JSON
import LoadPlan
import ScenarioLanguage
import Testing

@testable import ScenarioImport

/// Whatever texts an input holds, the scenario means them: they are read back from the plan.
@Suite struct SpellingTests {
    private static let alphabet: [String] = [
        "a", "Z", "0", " ", "\"", "\\", "$", "{", "}", "${", "}", "#", "\n", "\r", "\t", "\u{0}", "\u{7F}", ":", ";",
        ",", "é",
        "\u{301}", "🙂", "\u{2028}", "\u{200B}", "%", "/", "?", "&", "=", "+", "'", "`", "json", "think", "\u{F0000}",
        "\u{FEFF}",
    ]

    private func text(_ random: inout SeededRandom) -> String {
        (0..<random.below(12)).map { _ in Self.alphabet[random.below(Self.alphabet.count)] }.joined()
    }

    private func literal(_ template: Template) -> String? {
        if template.segments.isEmpty { return "" }
        guard template.segments.count == 1, case .literal(let bytes) = template.segments[0] else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func textsComeBack() throws {
        var random = SeededRandom(seed: 8259)
        for round in 0..<400 {
            let texts = (0..<6).map { _ in text(&random) }
            var request = Draft.Request(method: "POST", path: DraftText("/" + texts[0]), name: "a")
            request.query = [Draft.Field(name: "q" + texts[1], value: DraftText(texts[2]))]
            request.headers = [Draft.Field(name: "X-A", value: DraftText(texts[3]))]
            switch round % 3 {
            case 0: request.body = .raw(DraftText(texts[4]))
            case 1: request.body = .form([Draft.Field(name: "f" + texts[5], value: DraftText(texts[4]))])
            default: request.body = .json(.object([.init(name: texts[5], value: .text(DraftText(texts[4])))]))
            }
            request.comments = [texts[1]]
            request.remarks = [texts[2]]
            var draft = Draft(title: "t" + texts[3], target: "http://127.0.0.1:8080")
            draft.heading = [texts[4]]
            draft.flows = [Draft.Flow(name: "f", steps: [.comment(texts[0]), .request(request)])]
            draft.addUsualLoad()
            let written = ScenarioWriter.write(draft)
            let compilation = ScenarioCompiler.compile(source: written, path: "t.zonda")
            let plan = try #require(compilation.plan, "round \(round):\n\(written)")
            guard case .request(let read)? = plan.flows[0].steps.first else { throw ImportError("no request") }
            #expect(plan.title == "t" + texts[3], "round \(round)")
            #expect(read.query.map(\.name) == ["q" + texts[1]], "round \(round)")
            #expect(read.query.compactMap { literal($0.value) } == [texts[2]], "round \(round)")
            #expect(read.headers.compactMap { literal($0.value) } == [texts[3]], "round \(round)")
            switch read.body {
            case .raw(let body): #expect(literal(body) == texts[4])
            case .form(let fields): #expect(fields.map { literal($0.value) } == [texts[4]])
            case .json(let body):
                let json = try JSONValue(reading: Array((literal(body) ?? "").utf8))
                #expect(json == .object([JSONMember(name: texts[5], value: .string(texts[4]))]), "round \(round)")
            default: throw ImportError("no body")
            }
        }
    }

    @Test func namesAreOnesThatTheLanguageTakes() {
        #expect(
            Names.words("createBooking-Now ñandú HTTP2Url") == ["create", "booking", "now", "nandu", "http2", "url"]
        )
        #expect(Names.label("", or: "x") == "x")
        #expect(Names.variable("status") == "status_value")
        #expect(Names.variable("2nd") == "v2nd")
        #expect(Names.secret("x-api-key") == "X_API_KEY")
        #expect(StepNaming.name(method: "GET", segments: ["api", "v2", "schedule", "7", "slots"]) == "schedule.slots")
        #expect(StepNaming.name(method: "DELETE", segments: ["bookings", "7"]) == "bookings.delete")
        #expect(StepNaming.name(method: "GET", segments: []) == "home")
    }

    @Test func jsonIsReadStrictly() {
        for text in ["", "{", "[1,]", "01", "1.", "\"\\x\"", "\"\u{1}\"", "nul", "1 2", "{\"a\" 1}", "\"\\ud83", "-"] {
            #expect(JSONValue(text: text) == nil, "\(text)")
        }
        #expect(JSONValue(text: #""\ud83d\ude42\u00e9\ud800x""#) == .string("🙂é\u{FFFD}x"))
        #expect(JSONValue(text: "1e400")?.int == nil)
        #expect((try? JSONValue(reading: [0x22, 0xFF, 0x22])) == nil)
    }
}

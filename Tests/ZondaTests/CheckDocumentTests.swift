import Foundation
import LoadTestKit
import ScenarioLanguage
import Testing

@testable import zonda

/// `zonda check --format json` writes what `docs/schema/check.schema.json` describes.
struct CheckDocumentTests {
    private func document(_ text: String) throws -> JSONValue {
        let folder = try TemporaryFolder()
        let file = try folder.write(text, to: "probe.zonda")
        var options = CompileOptions()
        options.secretsMayBeMissing = true
        let compilation = ScenarioCompiler.compile(path: file, options: options)
        let documents = [CheckDocument(file: file, compilation: compilation, plan: compilation.plan)]
        return try JSONValue(try JSONEncoder().encode(documents))
    }

    @Test func aPlan() throws {
        let document = try document(
            """
            scenario "Probe"
            target "http://127.0.0.1:9"
            regions { ar-a share 50%  ar-b share 50% }
            flow main { GET / as home  while true { GET /x as more } }
            load { warmup 1s  rate 5/s for 5s }
            slo { p95 < 1s of home }
            """
        )
        #expect(try JSONSchema(named: "check").problems(document) == [])
        #expect(document[0]?["valid"] == .boolean(true))
        #expect(document[0]?["plan"]?["uncovered"] == .array([.string("more")]))
    }

    @Test func mistakes() throws {
        let document = try document("scenario \"Probe\"\nflow main { GET /${x} as home }\nload { users 0 for 5s }\n")
        let schema = try JSONSchema(named: "check")
        #expect(schema.problems(document) == [])
        #expect(document[0]?["valid"] == .boolean(false))
        #expect(document[0]?["diagnostics"]?.elements?.isEmpty == false)
        guard case .array(var entries) = document else { return }
        entries[0]["valid"] = .string("no")
        #expect(schema.problems(.array(entries)) == ["$[0].valid: is no boolean"])
    }
}

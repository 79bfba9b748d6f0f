import Foundation
import Testing

@testable import ScenarioLanguage

/// Each `Golden/NAME.zonda` shows one kind of mistake; `NAME.diagnostic` is what the user then reads. A missing
/// `.diagnostic` is written when the environment has `UPDATE_GOLDEN=1`.
@Suite struct GoldenTests {
    static let names = Fixtures.goldenNames

    @Test(arguments: names)
    func diagnostics(_ name: String) throws {
        let text = try Fixtures.golden("\(name).zonda")
        let compilation = ScenarioCompiler.compile(
            source: text,
            path: "\(name).zonda",
            options: Fixtures.options(fromFirstLineOf: text)
        )
        let rendered = DiagnosticRenderer(sources: compilation.sources).render(compilation.diagnostics) + "\n"
        // A plan exists exactly where there is no error.
        #expect((compilation.plan == nil) == compilation.hasErrors)
        guard let expected = try? Fixtures.golden("\(name).diagnostic") else {
            try #require(
                ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1",
                "Golden/\(name).diagnostic is missing"
            )
            try rendered.write(
                to: Fixtures.sourceFolder.appendingPathComponent("Golden/\(name).diagnostic"),
                atomically: true,
                encoding: .utf8
            )
            return
        }
        #expect(rendered == expected)
    }

    @Test func thereAreEnough() {
        #expect(Self.names.count >= 60)
    }

    /// A title says what is wrong in few words, and every error says something at the caret.
    @Test(arguments: names)
    func everyErrorExplainsItself(_ name: String) throws {
        let text = try Fixtures.golden("\(name).zonda")
        let compilation = ScenarioCompiler.compile(
            source: text,
            path: "\(name).zonda",
            options: Fixtures.options(fromFirstLineOf: text)
        )
        for diagnostic in compilation.diagnostics {
            #expect(!diagnostic.label.isEmpty, "\(diagnostic.code)")
            #expect(diagnostic.title.count <= 80)
            #expect(diagnostic.code.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "-" })
        }
    }
}

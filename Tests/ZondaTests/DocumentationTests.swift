import ArgumentParser
import Foundation
import LoadTestKit
import ScenarioLanguage
import Testing

@testable import zonda

/// What the documents say exists.
@Suite("Documents")
struct DocumentationTests {
    /// Why the command line is wrong, or nil.
    static func problem(_ words: [String]) -> String? {
        do {
            _ = try Zonda.parseAsRoot(Array(words.dropFirst()))
            return nil
        } catch {
            // Help and version end the command well.
            return Zonda.exitCode(for: error) == .success ? nil : Zonda.message(for: error)
        }
    }

    @Test(arguments: CommandLines.files) func commandLinesParse(file: String) throws {
        for line in try CommandLines.read(file) {
            // An array of options is put together elsewhere; the test of the action's script sees them.
            let problem = Self.problem(line.words.filter { !$0.hasSuffix("[@]}") && !$0.hasSuffix("@}") })
            let isNamedOnly = line.isInline || line.words.count == 2
            if isNamedOnly, problem?.hasPrefix("Missing expected argument") == true { continue }
            #expect(problem == nil, "\(line)\n\(problem ?? "")")
        }
    }

    /// Whole scenarios in documents beside the language's own, which has a test with the compiler.
    @Test(arguments: CommandLines.files.filter { $0.hasSuffix(".md") && $0 != "docs/language.md" })
    func scenariosCompile(file: String) throws {
        let text = try String(contentsOfFile: "\(Products.root)/\(file)", encoding: .utf8)
        for block in text.components(separatedBy: "```zonda file\n").dropFirst() {
            let folder = try TemporaryFolder()
            try folder.write("email\na@example.test\n", to: "accounts.csv")
            let scenario = try folder.write(block.components(separatedBy: "```")[0], to: "example.zonda")
            let compilation = ScenarioCompiler.compile(path: scenario, options: CompileOptions())
            let grave = compilation.diagnostics.filter { $0.severity != .note }
            #expect(compilation.plan != nil && grave.isEmpty, "\(file): \(grave)")
        }
    }

    @Test func wrongOnesAreFound() throws {
        let lines = try CommandLines.files.flatMap { try CommandLines.read($0) }
        #expect(lines.count > 20)
        for (file, part) in [
            ("docs/ci/Jenkinsfile", "$HOST"), ("docs/ci/gitlab-ci.yml", "load-performance.json"),
            ("docs/ci/argo-rollouts.yaml", "/tmp/results"), ("docs/ci/action.yml", "$SCENARIO"),
            ("docs/ci/flagger.yaml", "--quiet"),
        ] {
            #expect(lines.contains { $0.place.hasPrefix(file) && $0.words.contains(part) }, "\(file): \(lines)")
        }
        #expect(Self.problem(["zonda", "run", "x.zonda", "--nonsense"]) != nil)
        #expect(Self.problem(["zonda", "--version"]) == nil)
    }

    @Test(arguments: CommandLines.files.filter { $0.hasSuffix(".md") }) func linksLeadSomewhere(file: String) throws {
        let text = try String(contentsOfFile: "\(Products.root)/\(file)", encoding: .utf8)
        let folder = URL(fileURLWithPath: "\(Products.root)/\(file)").deletingLastPathComponent()
        for match in text.matches(of: /\]\(([^)\s]+)\)/) {
            let link = match.1
            if link.contains("://") || link.hasPrefix("#") || link.hasPrefix("mailto:") { continue }
            let path = folder.appendingPathComponent(String(link.prefix { $0 != "#" })).path
            #expect(FileManager.default.fileExists(atPath: path), "\(file) links to \(link)")
        }
    }
}

import Foundation
import LoadPlan
import ScenarioLanguage

/// Files and small texts that tests share.
enum Fixtures {
    /// The folder of this test target's sources.
    static let sourceFolder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    /// The package's folder.
    static let packageFolder = sourceFolder.resolvingSymlinksInPath().deletingLastPathComponent()
        .deletingLastPathComponent()

    private static var goldenFolder: URL { sourceFolder.appendingPathComponent("Golden") }

    static var goldenNames: [String] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: goldenFolder.path)) ?? []
        return files.filter { $0.hasSuffix(".zonda") }.map { String($0.dropLast(6)) }.sorted()
    }

    static func golden(_ name: String) throws -> String {
        try String(contentsOf: goldenFolder.appendingPathComponent(name), encoding: .utf8)
    }

    /// Options that read data files from the golden folder, whatever path is asked for.
    static func options() -> CompileOptions {
        CompileOptions(readFile: { path in
            let name = path.split(separator: "/").last.map(String.init) ?? path
            return Array(try Data(contentsOf: goldenFolder.appendingPathComponent(name)))
        })
    }

    /// A first line such as `# -p n=1 --target http://x` stands for the command line.
    static func options(fromFirstLineOf text: String) -> CompileOptions {
        var options = options()
        guard let line = text.split(separator: "\n").first, line.hasPrefix("# -") else { return options }
        let words = line.dropFirst(2).split(separator: " ").map(String.init)
        for (flag, value) in zip(words, words.dropFirst()) {
            if flag == "--target" { options.target = value }
            let parts = value.split(separator: "=", maxSplits: 1).map(String.init)
            if flag == "-p", parts.count == 2 { options.parameters[parts[0]] = parts[1] }
        }
        return options
    }

    /// A whole scenario around the inside of a flow.
    static func scenario(
        flow: String,
        before: String = "",
        load: String = "users 10 for 1m",
        slo: String = "errors < 1%"
    )
        -> String
    {
        """
        scenario "Test"
        target "http://127.0.0.1:8080"
        \(before)
        flow main {
        \(flow)
        }
        load { \(load) }
        slo { \(slo) }
        """
    }

    /// Compiles a text in memory.
    static func compile(_ text: String, options: CompileOptions = options()) -> Compilation {
        ScenarioCompiler.compile(source: text, path: "test.zonda", options: options)
    }

    /// The diagnostics as text, for messages of failed tests.
    static func text(_ compilation: Compilation) -> String {
        DiagnosticRenderer(sources: compilation.sources).render(compilation.diagnostics)
    }
}

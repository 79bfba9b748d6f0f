public import ScenarioLanguage

/// A scenario that was made of something else.
public struct ImportedScenario: Sendable {
    /// The scenario, laid out.
    public var text: String
    /// Files that belong beside it.
    public var files: [ImportedFile]
    /// What the compiler has to say: an imported scenario without errors is one that `zonda check` takes.
    public var compilation: Compilation
    /// Names of the secrets that a run needs.
    public var secrets: [String]
}

/// Writes scenarios from what other tools have: recordings, descriptions, collections, command lines, logs.
public enum ScenarioImporter {
    /// An input of more bytes than this is refused; a log is read line by line and may be longer.
    public static let sizeLimit = 512 << 20

    /// A browser's recording: HAR 1.2.
    public static func har(_ bytes: [UInt8], options: ImportOptions) throws(ImportError) -> ImportedScenario {
        finish(try HARReader.read(bytes, options: options))
    }

    /// An OpenAPI 3.0 or 3.1 description, JSON or YAML.
    public static func openAPI(_ bytes: [UInt8], options: ImportOptions) throws(ImportError) -> ImportedScenario {
        finish(try OpenAPIReader.read(bytes, options: options))
    }

    /// A Postman collection, format 2.0 or 2.1.
    public static func postman(_ bytes: [UInt8], options: ImportOptions) throws(ImportError) -> ImportedScenario {
        finish(try PostmanReader.read(bytes, options: options))
    }

    /// Command lines of curl(1), one or more.
    public static func curl(_ bytes: [UInt8], options: ImportOptions) throws(ImportError) -> ImportedScenario {
        finish(try CurlReader.read(bytes, options: options))
    }

    /// An access log, nginx's combined format or one JSON object a line; `next` gives the next piece, empty at the end.
    public static func accessLog(
        options: ImportOptions,
        next: () throws(ImportError) -> [UInt8]
    ) throws(ImportError) -> ImportedScenario {
        finish(try AccessLogReader.read(options: options, next: next))
    }

    private static func finish(_ read: Draft) -> ImportedScenario {
        var draft = read
        draft.dissolveEmptyBlocks()
        draft.shareCommon()
        var scenario = written(draft)
        let unused = scenario.compilation.diagnostics.filter { $0.code == "unused-name" }
        guard !unused.isEmpty else { return scenario }
        draft.remove(unused: Set(unused.compactMap(\.subject)))
        scenario = written(draft)
        return scenario
    }

    private static func written(_ draft: Draft) -> ImportedScenario {
        let text = ScenarioWriter.write(draft)
        let files = draft.files
        let options = CompileOptions(
            secretsMayBeMissing: true,
            readFile: { path in
                let name = path.split(separator: "/").last.map(String.init) ?? path
                return files.first { $0.name == name }?.bytes ?? []
            }
        )
        return ImportedScenario(
            text: text,
            files: draft.files,
            compilation: ScenarioCompiler.compile(source: text, path: "imported.zonda", options: options),
            secrets: draft.secrets.declared.map(\.name)
        )
    }
}

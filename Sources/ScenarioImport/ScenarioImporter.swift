import ScenarioLanguage

/// Writes scenarios from what other tools have: recordings, descriptions, collections, command lines, logs.
public enum ScenarioImporter {
    /// An input of more bytes than this is refused; a log is read line by line and may be longer.
    public static let sizeLimit = 512 << 20

    /// A browser's recording: HAR 1.2.
    public static func har(_ bytes: [UInt8], options: ImportOptions) throws(ImportError) -> ImportedScenario {
        try finish { () throws(ImportError) in try HARReader.read(bytes, options: options) }
    }

    /// An OpenAPI 3.0 or 3.1 description, JSON or YAML.
    public static func openAPI(_ bytes: [UInt8], options: ImportOptions) throws(ImportError) -> ImportedScenario {
        try finish { () throws(ImportError) in try OpenAPIReader.read(bytes, options: options) }
    }

    /// A Postman collection, format 2.0 or 2.1.
    public static func postman(_ bytes: [UInt8], options: ImportOptions) throws(ImportError) -> ImportedScenario {
        try finish { () throws(ImportError) in try PostmanReader.read(bytes, options: options) }
    }

    /// Command lines of curl(1), one or more.
    public static func curl(_ bytes: [UInt8], options: ImportOptions) throws(ImportError) -> ImportedScenario {
        try finish { () throws(ImportError) in try CurlReader.read(bytes, options: options) }
    }

    /// Access logs: the combined format, with virtual hosts or not, or one JSON object a line; compressed by gzip or not,
    /// and in any order. Each input gives its next piece, empty at the end.
    public static func accessLog(
        options: ImportOptions,
        inputs: [LogInput]
    ) throws(ImportError) -> ImportedScenario {
        try finish { () throws(ImportError) in try AccessLogReader.read(options: options, inputs: inputs) }
    }

    /// Writes a draft. Requests that the language cannot take, for reasons that no importer foresaw, become comments: an
    /// import ends with a scenario that compiles, or with a message.
    private static func finish(_ read: () throws(ImportError) -> Draft) throws(ImportError) -> ImportedScenario {
        var draft: Draft
        do {
            draft = try read()
        } catch {
            // What is quoted of an input may be a secret too.
            throw ImportError(SecretScanner.censored(error.message))
        }
        draft.dissolveEmptyBlocks()
        draft.redact()
        draft.shareCommon()
        var scenario = written(draft)
        for _ in 0..<20 where scenario.compilation.hasErrors {
            let refused = scenario.refusedSteps
            guard !refused.isEmpty else { break }
            draft.replace(refused)
            draft.dissolveEmptyBlocks()
            guard draft.hasRequests else { break }
            scenario = written(draft)
        }
        if let mistake = scenario.compilation.diagnostics.first(where: { $0.severity == .error }) {
            throw ImportError("no scenario can be made of this input: \(SecretScanner.censored(mistake.title))")
        }
        let unused = scenario.compilation.diagnostics.filter { $0.code == "unused-name" }
        guard !unused.isEmpty else { return scenario }
        draft.remove(unused: Set(unused.compactMap(\.subject)))
        return written(draft)
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
            secrets: draft.secrets.declared.map(\.name),
            secretValues: draft.secrets.declared.map { ($0.name, $0.value) }
        )
    }
}

public import LoadPlan

/// What came of compiling a scenario.
public struct Compilation: Sendable {
    /// The plan; `nil` where there is any error.
    public var plan: Plan?
    /// All there is to say, in the order of the text.
    public var diagnostics: [Diagnostic]
    /// The texts that the diagnostics point into.
    public var sources: [SourceFile]

    /// A result of compiling.
    public init(plan: Plan?, diagnostics: [Diagnostic], sources: [SourceFile]) {
        self.plan = plan
        self.diagnostics = diagnostics
        self.sources = sources
    }

    /// There is at least one error.
    public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}

/// Compiles scenarios: text → syntax → plan, with all diagnostics at once.
public enum ScenarioCompiler {
    /// A scenario of more bytes than this is refused.
    public static let sizeLimit = 8 << 20

    /// Compiles the scenario file at `path`.
    public static func compile(path: String, options: CompileOptions = CompileOptions()) -> Compilation {
        do {
            return compile(bytes: try options.readFile(path), path: path, options: options)
        } catch {
            let diagnostic = Diagnostic(
                severity: .error,
                code: "unreadable-file",
                title: "the scenario cannot be read",
                span: Span(file: path, line: 1, column: 1),
                label: FileFailure.describe(error)
            )
            return Compilation(plan: nil, diagnostics: [diagnostic], sources: [])
        }
    }

    /// Compiles a scenario's text; `path` names it in messages, and data files are looked for beside it.
    public static func compile(
        source: String,
        path: String,
        options: CompileOptions = CompileOptions()
    ) -> Compilation {
        compile(bytes: Array(source.utf8), path: path, options: options)
    }

    static func compile(bytes: [UInt8], path: String, options: CompileOptions) -> Compilation {
        let source = SourceFile(path: path, bytes: bytes.count > sizeLimit ? [] : bytes)
        let bag = DiagnosticBag(source: source)
        if bytes.count > sizeLimit {
            bag.error(
                "file-too-large",
                "the scenario is too large",
                at: TextRange(0, 0),
                "at most \(sizeLimit >> 20) MiB"
            )
            return Compilation(plan: nil, diagnostics: bag.sorted, sources: [source])
        }
        if let line = source.firstInvalidLine {
            let start = source.byteRange(ofLine: line)
            bag.error(
                "not-utf8",
                "the text is not UTF-8",
                at: TextRange(start.lowerBound, start.upperBound),
                "this line holds bytes that are no characters",
                help: "save the file as UTF-8"
            )
            return Compilation(plan: nil, diagnostics: bag.sorted, sources: [source])
        }
        var syntax = Parser(bag).parseScenario()
        var used = UsedFiles(bag: bag, options: options)
        used.include(into: &syntax)
        let analysis = ScenarioAnalysis(syntax: syntax, bag: bag, options: options)
        let plan = analysis.run()
        return Compilation(
            plan: bag.hasErrors ? nil : plan,
            diagnostics: bag.sorted,
            sources: bag.source.files + analysis.otherSources
        )
    }
}

/// Parses objectives alone: one a line as inside `slo { }`, or a file with `slo { }` blocks; stored runs are judged
/// again by them. What they cover is not checked here, since there is no plan.
public func parseObjectives(_ text: String, file: String) -> (objectives: [Objective], diagnostics: [Diagnostic]) {
    let source = SourceFile(path: file, bytes: Array(text.utf8))
    let bag = DiagnosticBag(source: source)
    let syntax = Parser(bag).parseObjectiveFile()
    return (syntax.map { ObjectiveAnalysis.objective($0, in: bag.source) }, bag.sorted)
}

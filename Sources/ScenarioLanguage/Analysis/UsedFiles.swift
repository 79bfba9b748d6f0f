import LoadPlan

/// Reads the files that a scenario uses, and those that these use, each once.
struct UsedFiles {
    let bag: DiagnosticBag
    let options: CompileOptions
    /// Paths of the files read, made comparable.
    private var known: Set<String>
    /// Those that are being read, from the scenario inwards.
    private var open: [String]

    /// More files than this are taken for a mistake.
    static let limit = 200

    init(bag: DiagnosticBag, options: CompileOptions) {
        self.bag = bag
        self.options = options
        open = [Self.normal(bag.source.path)]
        known = Set(open)
    }

    /// Adds the declarations of all files that `syntax` uses behind its own.
    mutating func include(into syntax: inout ScenarioSyntax) {
        for declaration in syntax.declarations {
            guard case .use(let file) = declaration.kind else { continue }
            guard let used = read(file) else { continue }
            syntax.declarations += used.declarations
            syntax.comments += used.comments
            syntax.lostWords.formUnion(used.lostWords)
        }
    }

    private mutating func read(_ file: NameSyntax) -> ScenarioSyntax? {
        let path = ScenarioPath.resolve(file.text, beside: bag.source.path(at: file.range.start))
        let name = Self.normal(path)
        if let first = open.firstIndex(of: name) {
            let way = (open[first...] + [name]).joined(separator: " → ")
            bag.error(
                "use-cycle",
                "files that use each other",
                at: file.range,
                open.count - first == 1 ? "this is the file itself" : way
            )
            return nil
        }
        guard known.insert(name).inserted else { return nil }
        guard known.count <= Self.limit else {
            bag.error("too-many-files", "too many files", at: file.range, "at most \(Self.limit) in all")
            return nil
        }
        guard let source = source(path, file) else { return nil }
        open.append(name)
        defer { open.removeLast() }
        let start = bag.source.add(source)
        var syntax = Parser(bag, from: start).parseScenario()
        syntax.declarations.removeAll { !isShared($0) }
        include(into: &syntax)
        return syntax
    }

    private func source(_ path: String, _ file: NameSyntax) -> SourceFile? {
        let problem: String
        do {
            let bytes = try options.readFile(path)
            let source = SourceFile(path: path, bytes: bytes)
            if bytes.count > ScenarioCompiler.sizeLimit - bag.source.bytes.count {
                problem = "all files together may have at most \(ScenarioCompiler.sizeLimit >> 20) MiB"
            } else if let line = source.firstInvalidLine {
                problem = "its line \(line) is not UTF-8"
            } else {
                return source
            }
        } catch {
            problem = FileFailure.describe(error)
        }
        bag.error(
            "unreadable-file",
            "the file cannot be used",
            at: file.range,
            problem,
            help: "it is looked for at \(path), beside the file that uses it"
        )
        return nil
    }

    /// A used file brings what flows are made of; what a run is stays with the scenario.
    private func isShared(_ declaration: DeclarationSyntax) -> Bool {
        switch declaration.kind {
        case .flow, .block, .use, .parameter, .secret, .data: return true
        default:
            let word = bag.source.text(declaration.head)
            bag.error(
                "not-shared",
                "'\(word)' in a file that is used",
                at: declaration.head,
                "it belongs into the scenario itself",
                help: "a used file may hold flow, block, param, secret, data and use"
            )
            return false
        }
    }

    /// Without `.` and `..`, as far as the text of a path tells.
    static func normal(_ path: String) -> String {
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part == "..", let last = parts.last, last != ".." { parts.removeLast() } else { parts.append(part) }
        }
        return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
    }
}

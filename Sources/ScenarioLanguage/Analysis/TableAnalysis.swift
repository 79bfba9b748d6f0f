import LoadPlan

/// Reads the data files of a scenario.
struct TableAnalysis {
    let bag: DiagnosticBag
    let names: Namespace
    let options: CompileOptions
    /// Data files that diagnostics point into.
    private(set) var sources: [SourceFile] = []
    /// The content of every file read, for the plan's hash.
    private(set) var contents: [[UInt8]] = []

    init(bag: DiagnosticBag, names: Namespace, options: CompileOptions) {
        self.bag = bag
        self.names = names
        self.options = options
    }

    /// `data NAME from "FILE" pick …`; a table that cannot be read is still known by its name.
    mutating func declare(_ name: NameSyntax, file: NameSyntax, pick: Table.Pick) {
        guard names.declare(name, as: "table", in: bag) else { return }
        var table = Table(name: name.text, columns: [], cells: [], pick: pick)
        defer { names.tables.append(table) }
        let path = Self.resolve(file.text, beside: bag.source.path)
        let bytes: [UInt8]
        do {
            bytes = try options.readFile(path)
        } catch {
            bag.error(
                "unreadable-file",
                "the data file cannot be read",
                at: file.range,
                FileFailure.describe(error),
                help: "it is looked for at \(path), beside the scenario"
            )
            return
        }
        contents.append(bytes)
        do throws(CSVReader.Mistake) {
            let reader = try CSVReader(bytes)
            table.columns = reader.columns
            table.cells = reader.cells
        } catch {
            // Only the line's beginning is kept for display: a data file may be large.
            let source = SourceFile(path: path, bytes: bytes.count <= 1 << 20 ? bytes : [])
            if !sources.contains(where: { $0.path == path }) { sources.append(source) }
            bag.add(
                Diagnostic(
                    severity: .error,
                    code: "csv",
                    title: error.title,
                    span: Span(file: path, line: error.line, column: 1, length: max(1, source.line(error.line).count)),
                    label: error.label
                )
            )
        }
    }

    /// A path in a scenario is meant beside the scenario.
    static func resolve(_ file: String, beside scenario: String) -> String {
        if file.hasPrefix("/") { return file }
        guard let slash = scenario.lastIndex(of: "/") else { return file }
        return scenario[...slash] + file
    }
}

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
        guard let reader = readCSV(file)?.reader else { return }
        table.columns = reader.columns
        table.cells = reader.cells
    }

    /// The rows of a file beside the scenario, and its path; `nil` where it cannot be read, which is said.
    mutating func readCSV(_ file: NameSyntax) -> (reader: CSVReader, path: String, bytes: [UInt8])? {
        let path = Self.resolve(file.text, beside: bag.source.path(at: file.range.start))
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
            return nil
        }
        contents.append(bytes)
        do throws(CSVReader.Mistake) {
            return (try CSVReader(bytes), path, bytes)
        } catch {
            report(error, in: path, bytes)
            return nil
        }
    }

    /// The pieces of a load curve from a file; `nil` where it holds none, which is said.
    mutating func readCurve(_ file: NameSyntax) -> [LoadCurve.Piece]? {
        guard let (reader, path, bytes) = readCSV(file) else { return nil }
        do throws(CSVReader.Mistake) {
            return try CurveFile.pieces(reader)
        } catch {
            report(error, in: path, bytes)
            return nil
        }
    }

    /// Says what is wrong with a line of a data file.
    mutating func report(_ mistake: CSVReader.Mistake, in path: String, _ bytes: [UInt8]) {
        // Only the line's beginning is kept for display: a data file may be large.
        let source = SourceFile(path: path, bytes: bytes.count <= 1 << 20 ? bytes : [])
        if !sources.contains(where: { $0.path == path }) { sources.append(source) }
        let length = max(1, source.line(mistake.line).count)
        bag.add(
            Diagnostic(
                severity: .error,
                code: "csv",
                title: mistake.title,
                span: Span(file: path, line: mistake.line, column: 1, length: length),
                label: mistake.label
            )
        )
    }

    /// A path in a scenario is meant beside the scenario.
    static func resolve(_ file: String, beside scenario: String) -> String {
        if file.hasPrefix("/") { return file }
        guard let slash = scenario.lastIndex(of: "/") else { return file }
        return scenario[...slash] + file
    }
}

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
    /// Number and place of each table.
    private var declared: [(number: Int, range: TextRange)] = []

    init(bag: DiagnosticBag, names: Namespace, options: CompileOptions) {
        self.bag = bag
        self.names = names
        self.options = options
    }

    /// `data NAME from "FILE" pick … at end …`; a table that cannot be read is still known by its name.
    mutating func declare(_ data: DataSyntax) {
        guard names.declare(data.name, as: "table", in: bag) else { return }
        if data.pick == .random, let end = data.atEnd {
            bag.error(
                "at-end",
                "'at end' of rows that never end",
                at: end.range,
                "rows that are picked at random come again and again; write pick shuffled to take each once"
            )
        }
        var table = Table(
            name: data.name.text,
            columns: [],
            cells: [],
            pick: data.pick,
            // A row that is promised to one user alone is not given to another in silence.
            atEnd: data.atEnd?.value ?? (data.pick == .unique ? .fail : .restart),
            place: bag.source.place(at: data.name.range.start)
        )
        declared.append((names.tables.count, data.name.range))
        defer { names.tables.append(table) }
        let ending = data.file.text.lowercased()
        guard ending.hasSuffix(".json") || ending.hasSuffix(".ndjson") || ending.hasSuffix(".jsonl") else {
            guard let reader = readCSV(data.file)?.reader else { return }
            table.columns = reader.columns
            table.cells = reader.cells
            return
        }
        guard let (path, bytes) = readText(data.file) else { return }
        do throws(CSVReader.Mistake) {
            let reader = try JSONTableReader(bytes)
            table.columns = reader.columns
            table.cells = reader.cells
            table.kinds = reader.kinds
        } catch {
            report(error, code: "json-data", in: path, bytes)
        }
    }

    /// Says which tables have fewer rows than the load has users that want one each.
    func checkRows(_ load: Load) {
        for (number, range) in declared {
            let table = names.tables[number]
            guard table.pick == .unique, table.atEnd != .restart, load.model == .users, table.rowCount > 0,
                table.rowCount < load.userCount
            else { continue }
            bag.error(
                "too-few-rows",
                "the data '\(table.name)' has too few rows",
                at: range,
                "\(table.rowCount) row\(table.rowCount == 1 ? "" : "s") for \(load.userCount) users that take one each",
                help: "write at end restart to let users share rows, or give the file more of them"
            )
        }
    }

    /// A file beside the scenario, and its path; `nil` where it cannot be read, which is said.
    private mutating func read(_ file: NameSyntax) -> (path: String, bytes: [UInt8])? {
        let path = ScenarioPath.resolve(file.text, beside: bag.source.path(at: file.range.start))
        do {
            let bytes = try options.readFile(path)
            contents.append(bytes)
            return (path, bytes)
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
    }

    /// A file beside the scenario in UTF-8, and its path; `nil` where it cannot be read, which is said.
    private mutating func readText(_ file: NameSyntax) -> (path: String, bytes: [UInt8])? {
        guard let (path, bytes) = read(file) else { return nil }
        guard let mistake = DataEncoding.mistake(bytes, file: file.text) else { return (path, bytes) }
        // Letters of two bytes would be shown as noise.
        report(mistake, code: "encoding", in: path, bytes.contains(0) ? [] : bytes)
        return nil
    }

    /// The rows of a file beside the scenario, and its path; `nil` where it cannot be read, which is said.
    mutating func readCSV(_ file: NameSyntax) -> (reader: CSVReader, path: String, bytes: [UInt8])? {
        guard let (path, bytes) = readText(file) else { return nil }
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
    mutating func report(_ mistake: CSVReader.Mistake, code: String = "csv", in path: String, _ bytes: [UInt8]) {
        // Only the line's beginning is kept for display: a data file may be large.
        let source = SourceFile(path: path, bytes: bytes.count <= 1 << 20 ? bytes : [])
        if !sources.contains(where: { $0.path == path }) { sources.append(source) }
        let length = max(1, source.line(mistake.line).count)
        bag.add(
            Diagnostic(
                severity: .error,
                code: code,
                title: mistake.title,
                span: Span(file: path, line: mistake.line, column: 1, length: length),
                label: mistake.label,
                help: mistake.help
            )
        )
    }
}

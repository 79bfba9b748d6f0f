import JSON
import LoadPlan

/// Reads rows from JSON: an array of objects, or objects one after another as NDJSON writes them. Columns are the names
/// of all objects' members; a member that an object lacks is none.
struct JSONTableReader {
    /// Columns in the order in which they appear first.
    private(set) var columns: [String] = []
    /// Cells, row by row: texts unescaped, everything else as JSON text.
    private(set) var cells: [[UInt8]] = []
    /// What each cell holds.
    private(set) var kinds: [Table.CellKind] = []

    private typealias Cell = (kind: Table.CellKind, bytes: [UInt8])

    /// What is wrong, and how far into the bytes.
    private struct Problem: Error {
        var label: String
        var offset: Int
    }

    private var numbers: [[UInt8]: Int] = [:]
    private var rows: [[Int: Cell]] = []

    private static let mostColumns = 1000

    /// Reads the whole of `bytes`, which may begin with a byte order mark.
    init(_ bytes: [UInt8]) throws(CSVReader.Mistake) {
        let mark = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let result = bytes.withUnsafeBytes { all -> Result<Void, Problem> in
            do throws(Problem) {
                return .success(try addRows(of: UnsafeRawBufferPointer(rebasing: all[mark...])))
            } catch {
                return .failure(error)
            }
        }
        if case .failure(let problem) = result {
            throw CSVReader.Mistake(
                line: JSONError(.expectedValue, at: problem.offset + mark).line(in: bytes),
                title: "a data file that is not JSON",
                label: problem.label
            )
        }
        guard !rows.isEmpty else {
            throw CSVReader.Mistake(line: 1, title: "a data file without rows", label: "it holds no object")
        }
        layOut()
    }

    private mutating func layOut() {
        cells.reserveCapacity(rows.count * columns.count)
        for row in rows {
            for column in columns.indices {
                let cell = row[column] ?? (.none, [])
                cells.append(cell.bytes)
                kinds.append(cell.kind)
            }
        }
    }

    private mutating func addRows(of text: UnsafeRawBufferPointer) throws(Problem) {
        var values = JSONSequence(text)
        var isArray = false
        while let value = try Self.next(of: &values) {
            guard !isArray else {
                throw Problem(label: "unexpected text after the array", offset: Self.offset(of: value, in: text))
            }
            isArray = value.kind == .array
            guard isArray else {
                try add(value, at: Self.offset(of: value, in: text))
                continue
            }
            for element in value.elements { try add(element, at: Self.offset(of: element, in: text)) }
        }
    }

    private static func next(of values: inout JSONSequence) throws(Problem) -> JSONNode? {
        do throws(JSONError) {
            return try values.next()
        } catch {
            throw Problem(label: error.reason, offset: error.offset)
        }
    }

    private static func offset(of node: JSONNode, in text: UnsafeRawBufferPointer) -> Int {
        guard let base = text.baseAddress, let start = node.bytes.baseAddress else { return 0 }
        return start - base
    }

    private mutating func add(_ node: JSONNode, at offset: Int) throws(Problem) {
        guard node.kind == .object else { throw Problem(label: "each row should be an object { … }", offset: offset) }
        var row: [Int: Cell] = [:]
        for (name, value) in node.members {
            let key = Array(name.string.utf8)
            let column = numbers[key] ?? columns.count
            if column == columns.count {
                guard columns.count < Self.mostColumns else {
                    throw Problem(label: "rows have more than 1,000 different names", offset: offset)
                }
                numbers[key] = column
                columns.append(name.string)
            }
            // Of members with the same name the last one counts.
            row[column] = Self.cell(value)
        }
        rows.append(row)
    }

    private static func cell(_ value: JSONNode) -> Cell {
        switch value.kind {
        case .null: (.none, [])
        case .string: (.text, Array(value.string.utf8))
        case .bool, .number, .array, .object: (.json, Array(value.bytes))
        }
    }
}

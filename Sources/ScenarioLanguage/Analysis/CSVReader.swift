/// Reads comma-separated values by RFC 4180: a header row, quotes with `""` inside, line breaks of either kind.
struct CSVReader {
    /// What is wrong with a file.
    struct Mistake: Error, Equatable {
        /// Line of the file, from 1.
        var line: Int
        var title: String
        var label: String
        /// What to do about it, where that takes more than the label.
        var help: String?
    }

    /// The names of the header row.
    private(set) var columns: [String] = []
    /// Cells, row by row.
    private(set) var cells: [[UInt8]] = []

    private let bytes: [UInt8]
    private var position = 0
    private var line = 1

    private static let quote = UInt8(ascii: "\"")
    private static let comma = UInt8(ascii: ",")
    private static let newLine = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")

    /// Reads the whole of `bytes`.
    init(_ bytes: [UInt8]) throws(Mistake) {
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
        guard let header = try readRow() else {
            throw Mistake(line: 1, title: "a data file without a header row", label: "the first line names the columns")
        }
        columns = header.map { cell in
            var cell = cell[...]
            while cell.last == 0x20 { cell.removeLast() }
            while cell.first == 0x20 { cell.removeFirst() }
            return String(decoding: cell, as: UTF8.self)
        }
        try checkSeparator()
        if let index = columns.firstIndex(where: \.isEmpty) {
            throw Mistake(
                line: 1,
                title: "a column without a name",
                label: "column \(index + 1) of the header row is empty"
            )
        }
        var known: Set<String> = []
        if let name = columns.first(where: { !known.insert($0).inserted }) {
            throw Mistake(
                line: 1,
                title: "two columns with one name",
                label: "'\(name)' appears twice; each column needs a name of its own"
            )
        }
        var row = 1
        while position < bytes.count {
            let start = line
            guard let cells = try readRow() else { continue }
            row += 1
            guard cells.count == columns.count else {
                throw Mistake(
                    line: start,
                    title: "a row of the wrong length",
                    label:
                        "row \(row) has \(cells.count) cell\(cells.count == 1 ? "" : "s"), the header row \(columns.count)"
                )
            }
            self.cells += cells
        }
        guard row > 1 else {
            throw Mistake(line: 1, title: "a data file without rows", label: "only the header row is there")
        }
    }

    /// What spreadsheets write in countries with decimal commas, and what is copied out of them.
    private func checkSeparator() throws(Mistake) {
        guard columns.count == 1, let separator = columns[0].first(where: { $0 == ";" || $0 == "\t" }) else { return }
        throw Mistake(
            line: 1,
            title: separator == ";" ? "columns separated by semicolons" : "columns separated by tabs",
            label: "columns are separated by commas (RFC 4180)",
            help: "save the file with commas; a cell that holds a comma goes into double quotes"
        )
    }

    /// A row's cells, or `nil` for an empty line.
    private mutating func readRow() throws(Mistake) -> [[UInt8]]? {
        var cells: [[UInt8]] = []
        let start = position
        while true {
            cells.append(try readCell())
            guard position < bytes.count else { break }
            let byte = bytes[position]
            position += 1
            if byte == Self.comma { continue }
            // Otherwise the cell ended at a line break.
            if byte == Self.carriageReturn, position < bytes.count, bytes[position] == Self.newLine { position += 1 }
            line += 1
            break
        }
        let isEmpty = cells.count == 1 && cells[0].isEmpty && (start >= bytes.count || bytes[start] != Self.quote)
        return isEmpty ? nil : cells
    }

    private mutating func readCell() throws(Mistake) -> [UInt8] {
        guard position < bytes.count, bytes[position] == Self.quote else {
            let start = position
            while position < bytes.count, ![Self.comma, Self.newLine, Self.carriageReturn].contains(bytes[position]) {
                if bytes[position] == Self.quote {
                    throw Mistake(
                        line: line,
                        title: "a quote inside a cell",
                        label: "put the whole cell in quotes and double the quote"
                    )
                }
                position += 1
            }
            return Array(bytes[start..<position])
        }
        return try readQuoted()
    }

    private mutating func readQuoted() throws(Mistake) -> [UInt8] {
        let opened = line
        var cell: [UInt8] = []
        position += 1
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if byte == Self.quote {
                guard position < bytes.count, bytes[position] == Self.quote else {
                    guard
                        position == bytes.count
                            || [Self.comma, Self.newLine, Self.carriageReturn].contains(bytes[position])
                    else {
                        throw Mistake(
                            line: line,
                            title: "text behind a quoted cell",
                            label: "expected a comma after the closing quote"
                        )
                    }
                    return cell
                }
                position += 1
            } else if byte == Self.newLine {
                line += 1
            }
            cell.append(byte)
        }
        throw Mistake(line: opened, title: "a quoted cell without its end", label: "the closing quote is missing")
    }
}

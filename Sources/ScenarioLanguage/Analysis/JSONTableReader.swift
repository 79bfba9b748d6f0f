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

    private let bytes: [UInt8]
    private var position = 0
    private var line = 1
    private var numbers: [String: Int] = [:]

    /// How deep a cell may nest.
    private static let depthLimit = 64

    /// Reads the whole of `bytes`.
    init(_ bytes: [UInt8]) throws(CSVReader.Mistake) {
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
        var rows: [[Int: Cell]] = []
        skipSpace()
        let isArray = accept(UInt8(ascii: "["))
        skipSpace()
        while position < bytes.count, !(isArray && peek == UInt8(ascii: "]")) {
            rows.append(try row())
            skipSpace()
            guard isArray else { continue }
            guard accept(UInt8(ascii: ",")) else { break }
            skipSpace()
        }
        if isArray, !accept(UInt8(ascii: "]")) { throw mistake("a ] or a comma should stand here") }
        skipSpace()
        guard position == bytes.count else { throw mistake("nothing should follow the array") }
        guard !rows.isEmpty else {
            throw CSVReader.Mistake(line: 1, title: "a data file without rows", label: "it holds no object")
        }
        cells.reserveCapacity(rows.count * columns.count)
        for row in rows {
            for column in columns.indices {
                let cell = row[column] ?? (.none, [])
                cells.append(cell.bytes)
                kinds.append(cell.kind)
            }
        }
    }

    private func mistake(_ label: String) -> CSVReader.Mistake {
        CSVReader.Mistake(line: line, title: "a data file that is not JSON", label: label)
    }

    // MARK: Bytes

    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func accept(_ byte: UInt8) -> Bool {
        guard peek == byte else { return false }
        position += 1
        return true
    }

    private mutating func skipSpace() {
        while let byte = peek, Lexer.isSpace(byte) {
            if byte == UInt8(ascii: "\n") { line += 1 }
            position += 1
        }
    }

    // MARK: Grammar (RFC 8259)

    private mutating func row() throws(CSVReader.Mistake) -> [Int: Cell] {
        guard accept(UInt8(ascii: "{")) else { throw mistake("each row should be an object { … }") }
        var row: [Int: Cell] = [:]
        skipSpace()
        if accept(UInt8(ascii: "}")) { return row }
        while true {
            let name = String(decoding: try string(), as: UTF8.self)
            skipSpace()
            guard accept(UInt8(ascii: ":")) else { throw mistake("a colon should follow the name \"\(name)\"") }
            skipSpace()
            let column = numbers[name] ?? columns.count
            if column == columns.count {
                guard columns.count < 1000 else { throw mistake("rows have more than 1,000 different names") }
                numbers[name] = column
                columns.append(name)
            }
            row[column] = try cell()
            skipSpace()
            if accept(UInt8(ascii: "}")) { return row }
            guard accept(UInt8(ascii: ",")) else { throw mistake("a } or a comma should stand here") }
            skipSpace()
        }
    }

    private mutating func cell() throws(CSVReader.Mistake) -> Cell {
        if peek == UInt8(ascii: "\"") { return (.text, try string()) }
        let start = position
        try value(depth: 0)
        let raw = bytes[start..<position]
        return raw.elementsEqual("null".utf8) ? (.none, []) : (.json, Array(raw))
    }

    private mutating func value(depth: Int) throws(CSVReader.Mistake) {
        guard depth < Self.depthLimit else { throw mistake("it nests deeper than \(Self.depthLimit) levels") }
        switch peek {
        case UInt8(ascii: "\"")?: _ = try string()
        case UInt8(ascii: "{")?: try items(UInt8(ascii: "}"), depth)
        case UInt8(ascii: "[")?: try items(UInt8(ascii: "]"), depth)
        default: try scalar()
        }
    }

    private mutating func items(_ close: UInt8, _ depth: Int) throws(CSVReader.Mistake) {
        position += 1
        skipSpace()
        if accept(close) { return }
        while true {
            if close == UInt8(ascii: "}") {
                _ = try string()
                skipSpace()
                guard accept(UInt8(ascii: ":")) else { throw mistake("a colon should follow the name") }
                skipSpace()
            }
            try value(depth: depth + 1)
            skipSpace()
            if accept(close) { return }
            guard accept(UInt8(ascii: ",")) else { throw mistake("a comma or a closing bracket should stand here") }
            skipSpace()
        }
    }

    private mutating func scalar() throws(CSVReader.Mistake) {
        let start = position
        while let byte = peek, Lexer.isWord(byte) || "+-.".utf8.contains(byte) { position += 1 }
        let word = String(decoding: bytes[start..<position], as: UTF8.self)
        if ["true", "false", "null"].contains(word) { return }
        // What Double reads beyond JSON's numbers begins or ends otherwise, or is spelt in letters.
        let digits = word.utf8.drop { $0 == UInt8(ascii: "-") }
        let leadsWithZero = digits.first == UInt8(ascii: "0") && digits.dropFirst().first.map(Lexer.isDigit) ?? false
        guard let first = digits.first, Lexer.isDigit(first), !leadsWithZero,
            word.utf8.last.map(Lexer.isDigit) ?? false,
            word.utf8.allSatisfy({ Lexer.isDigit($0) || "+-.eE".utf8.contains($0) }), Double(word) != nil
        else { throw mistake(word.isEmpty ? "a value should stand here" : "'\(word.prefix(40))' is no JSON value") }
    }

    /// A string's content, unescaped.
    private mutating func string() throws(CSVReader.Mistake) -> [UInt8] {
        guard accept(UInt8(ascii: "\"")) else { throw mistake("a text in double quotes should stand here") }
        var text: [UInt8] = []
        while let byte = peek, byte >= 0x20 {
            position += 1
            if byte == UInt8(ascii: "\"") { return text }
            guard byte == UInt8(ascii: "\\") else {
                text.append(byte)
                continue
            }
            let escape = peek
            position += 1
            let simple: [UInt8: UInt8] = [
                UInt8(ascii: "n"): 10, UInt8(ascii: "t"): 9, UInt8(ascii: "r"): 13, UInt8(ascii: "b"): 8,
                UInt8(ascii: "f"): 12, UInt8(ascii: "\""): 0x22, UInt8(ascii: "\\"): 0x5C, UInt8(ascii: "/"): 0x2F,
            ]
            if let escape, let plain = simple[escape] {
                text.append(plain)
            } else if escape == UInt8(ascii: "u"), let unit = hexadecimal() {
                text += Array(String(character(unit)).utf8)
            } else {
                throw mistake("an escape that JSON does not know")
            }
        }
        throw mistake("a text without its closing quote")
    }

    private mutating func hexadecimal() -> UInt32? {
        guard position + 4 <= bytes.count else { return nil }
        let digits = String(decoding: bytes[position..<position + 4], as: UTF8.self)
        guard digits.utf8.allSatisfy({ Lexer.isWord($0) }), let unit = UInt32(digits, radix: 16) else { return nil }
        position += 4
        return unit
    }

    /// The character of a UTF-16 unit and, for half a pair, of the escape behind it; a lone half is U+FFFD.
    private mutating func character(_ unit: UInt32) -> Character {
        if let scalar = UnicodeScalar(unit) { return Character(scalar) }
        let saved = position
        if unit < 0xDC00, accept(UInt8(ascii: "\\")), accept(UInt8(ascii: "u")), let low = hexadecimal(),
            (0xDC00..<0xE000).contains(low),
            let scalar = UnicodeScalar(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00))
        {
            return Character(scalar)
        }
        position = saved
        return "\u{FFFD}"
    }
}

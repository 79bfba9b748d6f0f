/// Where in a scenario's text something was said: every step, check, capture and objective carries one, so that a
/// failure at run time can point at the line that asked for it.
public struct Place: Sendable, Hashable, Codable {
    /// Path of the file as the user named it.
    public var file: String
    /// Line, from 1; 0 where it is not known.
    public var line: Int
    /// Column in characters, from 1; 0 where it is not known.
    public var column: Int

    /// A place; `line` and `column` count from 1.
    public init(file: String, line: Int, column: Int) {
        self.file = file
        self.line = line
        self.column = column
    }
}

extension Place: CustomStringConvertible {
    /// `file:line:column`, as compilers and editors spell it; the file alone where nothing else is known.
    public var description: String { line > 0 ? "\(file):\(line):\(column)" : file }

    /// `file:line`, for people.
    public var fileAndLine: String { line > 0 ? "\(file):\(line)" : file }

    /// Reads ``description``; the file may contain colons. A text of another form is a file without line and column.
    public init(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count >= 3, let line = Int(parts[parts.count - 2]), let column = Int(parts[parts.count - 1]),
            line > 0, column > 0
        else {
            self.init(file: text, line: 0, column: 0)
            return
        }
        self.init(file: parts.dropLast(2).joined(separator: ":"), line: line, column: column)
    }
}

extension Place: Comparable {
    /// By file, then line, then column.
    public static func < (a: Place, b: Place) -> Bool { (a.file, a.line, a.column) < (b.file, b.line, b.column) }
}

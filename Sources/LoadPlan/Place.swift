/// Where in a scenario's text something was said: every step, check, capture and objective carries one, so that a
/// failure at run time can point at the line that asked for it.
public struct Place: Sendable, Hashable, Codable {
    /// Path of the file as the user named it.
    public var file: String
    /// Line, from 1.
    public var line: Int
    /// Column in characters, from 1.
    public var column: Int

    /// A place; `line` and `column` count from 1.
    public init(file: String, line: Int, column: Int) {
        self.file = file
        self.line = line
        self.column = column
    }
}

extension Place: CustomStringConvertible {
    /// `file:line:column`, as compilers and editors spell it.
    public var description: String { "\(file):\(line):\(column)" }
}

public import Groundwork
import LoadPlan

/// A stretch of one line of a file.
public struct Span: Sendable, Hashable, Codable {
    /// Path as the user named it.
    public var file: String
    /// Line, from 1.
    public var line: Int
    /// Column in characters, from 1.
    public var column: Int
    /// Length in characters, at least 1.
    public var length: Int

    /// A stretch of one line; `line` and `column` count from 1.
    public init(file: String, line: Int, column: Int, length: Int = 1) {
        self.file = file
        self.line = line
        self.column = column
        self.length = length
    }

    /// Its beginning.
    public var place: Place { Place(file: file, line: line, column: column) }
}

/// What ``JSONLexer/walk(_:from:depth:)`` tells, in the order of the text. Offsets are in bytes from its start.
///
/// Every reader of JSON in this module is a visitor, so that all of them take the same texts.
protocol JSONVisitor: ~Copyable {
    /// An array or object begins with the bracket at `start`.
    mutating func open(isObject: Bool, at start: Int)
    /// The innermost array or object ends before `end`.
    mutating func close(at end: Int)
    /// A member's name, quotes included; its value comes next.
    mutating func name(from start: Int, to end: Int, isEscaped: Bool)
    /// A value that holds no other; a string with its quotes.
    mutating func scalar(_ kind: JSONNode.Kind, from start: Int, to end: Int, isEscaped: Bool)
}

/// Checks the grammar and keeps nothing.
struct JSONSkipping: JSONVisitor {
    @inline(__always)
    mutating func open(isObject: Bool, at start: Int) {}
    @inline(__always)
    mutating func close(at end: Int) {}
    @inline(__always)
    mutating func name(from start: Int, to end: Int, isEscaped: Bool) {}
    @inline(__always)
    mutating func scalar(_ kind: JSONNode.Kind, from start: Int, to end: Int, isEscaped: Bool) {}
}

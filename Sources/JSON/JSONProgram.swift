import LoadPlan

/// A JSONPath query laid out flat: every part is a plain value that refers to others by their number, so that
/// evaluating it counts no reference and touches no `String`. Memory belongs to a ``JSONQuery``.
struct JSONProgram {
    /// Numbers of consecutive parts.
    typealias Numbers = Range<Int32>

    /// One step (RFC 9535 section 2.5).
    struct Segment {
        var isDescendant: Bool
        var selectors: Numbers
    }

    /// What is selected of one node (section 2.3).
    enum Selector {
        case name(UnsafeRawBufferPointer)
        case wildcard
        case index(Int)
        case slice(start: Int?, end: Int?, step: Int)
        /// Children for which a logical expression holds.
        case filter(Int32)
    }

    /// A query inside a filter, or the whole one.
    struct Query {
        /// From the current node (true) or from the root.
        var isRelative: Bool
        /// Single names and indices only: finds one node or none.
        var isSingular: Bool
        var segments: Numbers
    }

    /// A logical expression (section 2.3.5).
    enum Logical {
        case or(Numbers)
        case and(Numbers)
        case not(Int32)
        case exists(Query)
        case compare(Int32, BinaryOperator, Int32)
        /// `match` (the whole text) or `search`: the text, the pattern, and the pattern compiled where it is a literal.
        case test(isWhole: Bool, text: Int32, pattern: Int32, compiled: IRegexp.Code?)
    }

    /// A side of a comparison, or an argument.
    enum Operand {
        /// What can have no value: a call that is not well typed (section 2.4.3).
        case nothing
        case literal(Literal)
        case query(Query)
        case length(Int32)
        case count(Query)
        case value(Query)
    }

    /// A literal of a filter.
    enum Literal {
        case null
        case bool(Bool)
        case number(JSONNumber)
        case text(UnsafeRawBufferPointer)
    }

    var segments: UnsafeBufferPointer<Segment>
    var selectors: UnsafeBufferPointer<Selector>
    var logicals: UnsafeBufferPointer<Logical>
    var operands: UnsafeBufferPointer<Operand>
    /// The whole query.
    var root: Query
}

/// A JSONPath query (RFC 9535), parsed.
public struct JSONPath: Sendable, Hashable {
    /// The query as written.
    public var text: String
    /// What is applied, in order, to the nodes found so far, from the root.
    public var segments: [Segment]

    /// A query of these segments; `text` is how it was written.
    public init(text: String, segments: [Segment]) {
        self.text = text
        self.segments = segments
    }

    /// One step of a query.
    public enum Segment: Sendable, Hashable {
        /// Selects among the children of each node (section 2.5.1).
        case child([Selector])
        /// Selects among the node and all below it (section 2.5.2).
        case descendant([Selector])
    }

    /// What is selected of one node (section 2.3).
    public enum Selector: Sendable, Hashable {
        /// A member of an object, by its name's UTF-8 after unescaping.
        case name([UInt8])
        /// All children.
        case wildcard
        /// An element of an array; negative counts from the end.
        case index(Int)
        /// Elements from `start` up to `end` by `step`.
        case slice(start: Int?, end: Int?, step: Int)
        /// The children for which the expression holds.
        case filter(Logical)
    }

    /// A logical expression of a filter (section 2.3.5).
    public indirect enum Logical: Sendable, Hashable {
        /// At least one holds.
        case or([Logical])
        /// All hold.
        case and([Logical])
        /// It does not hold.
        case not(Logical)
        /// A comparison.
        case compare(Comparable, BinaryOperator, Comparable)
        /// The query finds at least one node.
        case exists(Query)
        /// `match` and `search`: a function whose result is itself logical.
        case test(FunctionCall)
    }

    /// A query inside a filter.
    public struct Query: Sendable, Hashable {
        /// From the current node `@` (true) or from the root `$` (false).
        public let relative: Bool
        /// Its segments.
        public var segments: [Segment]

        /// A query inside a filter.
        public init(relative: Bool, segments: [Segment]) {
            self.relative = relative
            self.segments = segments
        }
    }

    /// One side of a comparison.
    public indirect enum Comparable: Sendable, Hashable {
        /// A literal: none stands for JSON null.
        case literal(Value)
        /// A query that finds at most one node.
        case query(Query)
        /// A function whose result is a value.
        case call(FunctionCall)
    }

    /// A function extension (section 2.4) and its arguments.
    public struct FunctionCall: Sendable, Hashable {
        /// Which function.
        public var name: FunctionName
        /// Its arguments.
        public var arguments: [Comparable]

        /// A call.
        public init(name: FunctionName, arguments: [Comparable]) {
            self.name = name
            self.arguments = arguments
        }
    }

    /// The functions of RFC 9535.
    public enum FunctionName: String, Sendable, Hashable, CaseIterable {
        /// Characters, elements or members of a value.
        case length
        /// Nodes found by a query.
        case count
        /// The whole text matches an I-Regexp (RFC 9485).
        case match
        /// A part of the text matches an I-Regexp.
        case search
        /// The value of the only node found.
        case value
    }

    /// It can find at most one node (section 2.3.5.1).
    public var isSingular: Bool { Self.isSingular(segments) }

    /// Segments that can find at most one node: single names and indices of children.
    public static func isSingular(_ segments: [Segment]) -> Bool {
        segments.allSatisfy { segment in
            guard case .child(let selectors) = segment, selectors.count == 1 else { return false }
            switch selectors[0] {
            case .name, .index: return true
            case .wildcard, .slice, .filter: return false
            }
        }
    }
}

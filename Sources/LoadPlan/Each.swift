public import Groundwork

/// Steps that are gone through once for each of some items.
public struct Each: Sendable, Hashable {
    /// What gives items.
    public enum Source: Sendable, Hashable {
        /// A list gives its items in order, none gives nothing, anything else is itself an item.
        case value(Expression)
        /// Whole numbers, both ends included.
        case range(Expression, Expression)
        /// A column of a table, row by row: indices in ``Plan/tables`` and in its columns.
        case column(table: Int, column: Int)
    }

    /// Index in ``Plan/variables`` of what holds the present item.
    public var variable: Int
    /// Index in ``Plan/variables`` of what holds a list while its items are gone through.
    public var list: Int
    /// Where items come from, one after another; each is looked at when its turn comes.
    public var sources: [Source]
    /// What is done with each.
    public var steps: [Step]
    /// Where it stands.
    public var place: Place

    /// A loop over items.
    public init(variable: Int, list: Int, sources: [Source], steps: [Step], place: Place) {
        self.variable = variable
        self.list = list
        self.sources = sources
        self.steps = steps
        self.place = place
    }
}

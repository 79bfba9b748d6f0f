public import Groundwork

/// Where users are: a label with a share, and what is known about the distance.
public struct Region: Sendable, Hashable {
    /// Its name.
    public var name: String
    /// Its share of the users, 0 to 1; all shares add up to 1.
    public var share: Double
    /// From where it is measured.
    public var vantage: Vantage
    /// Where it stands.
    public var place: Place

    /// A region.
    public init(name: String, share: Double, vantage: Vantage = .here, place: Place) {
        self.name = name
        self.share = share
        self.vantage = vantage
        self.place = place
    }

    /// From where a region's latency is measured; every figure carries it.
    public enum Vantage: Sendable, Hashable {
        /// From this machine, no distance added; the place may have a name.
        case here(String?)
        /// Through a real way out of another place: measured.
        case via(Egress)
        /// From this machine, with the distance of a network profile added: modelled.
        case model(NetworkProfile)

        /// From this machine, a place without a name.
        public static var here: Vantage { .here(nil) }
    }

    /// A way out.
    public enum Egress: Sendable, Hashable {
        /// Through a proxy.
        case proxy(Connection.Proxy)
        /// From a network interface.
        case interface(String)
        /// From one of this machine's addresses.
        case address(String)
    }
}

/// A weighted label that each user carries, such as the niche whose site it visits.
public struct Tenant: Sendable, Hashable {
    /// Its name.
    public var name: String
    /// Its share of the users, 0 to 1; all shares add up to 1.
    public var share: Double

    /// A tenant.
    public init(name: String, share: Double) {
        self.name = name
        self.share = share
    }
}

/// Rows from a file; each user holds one at a time, taken anew at the start of each iteration.
public struct Table: Sendable, Hashable {
    /// How the next row is chosen.
    public enum Pick: String, Sendable, Hashable, CaseIterable {
        /// Evenly at random, from the user's seeded numbers.
        case random
        /// In the file's order over the whole run.
        case sequential
        /// As `sequential`, in an order that follows from the run's seed: each row once before any comes again.
        case shuffled
        /// Row *n* for user *n*, always the same.
        case unique
    }

    /// What happens when every row has been taken.
    public enum AtEnd: String, Sendable, Hashable, CaseIterable {
        /// Rows come again from the first.
        case restart
        /// The user that finds none leaves the run, and the run says how many did.
        case stop
        /// The iteration fails.
        case fail
    }

    /// What a cell holds; text where nothing else is said.
    public enum CellKind: UInt8, Sendable, Hashable {
        /// UTF-8 text.
        case text
        /// A number, `true`, `false`, an array or an object, as JSON text.
        case json
        /// Nothing: JSON's null, or a member that this row lacks.
        case none
    }

    /// Its name.
    public var name: String
    /// Column names.
    public var columns: [String]
    /// Cells, row by row: `cells[row * columns.count + column]`, UTF-8.
    public var cells: [[UInt8]]
    /// What each cell holds, in the order of ``cells``; empty where all are text.
    public var kinds: [CellKind]
    /// How the next row is chosen.
    public var pick: Pick
    /// What happens when every row has been taken.
    public var atEnd: AtEnd
    /// Where it is declared.
    public var place: Place?

    /// A table; `cells` holds whole rows.
    public init(
        name: String,
        columns: [String],
        cells: [[UInt8]],
        kinds: [CellKind] = [],
        pick: Pick,
        atEnd: AtEnd = .restart,
        place: Place? = nil
    ) {
        self.name = name
        self.columns = columns
        self.cells = cells
        self.kinds = kinds
        self.pick = pick
        self.atEnd = atEnd
        self.place = place
    }

    /// How many rows there are.
    public var rowCount: Int { columns.isEmpty ? 0 : cells.count / columns.count }
}

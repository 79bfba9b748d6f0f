extension Plan {
    /// Why the load cannot be run with the data there is: users of a closed load want a row of their own each, and a
    /// table has fewer. The compiler says so too, but the load may have been changed since.
    public var shortageOfRows: String? {
        guard load.model == .users else { return nil }
        for table in tables where table.pick == .unique && table.atEnd != .restart && table.rowCount < load.userCount {
            return "the data \(table.name) has \(table.rowCount) rows for \(load.userCount) users that take one each"
        }
        return nil
    }
}

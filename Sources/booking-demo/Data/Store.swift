import GRDB

/// The service's data: bookings and payments in SQLite, the catalogue beside it.
///
/// A file is opened as a pool in WAL mode, where reads do not wait for the writer; without a file there is one connection to
/// a database in memory. All calls are asynchronous, so no event loop waits for SQLite.
final class Store: Sendable {
    let database: any DatabaseWriter
    let catalogue: Catalogue
    let pages = SchedulePages()
    /// Whether bookings are checked and inserted in two steps with nothing to stop a second one between.
    let oversell: Bool

    /// Opens and seeds.
    /// - Parameter path: nil for memory.
    init(path: String?, catalogue: Catalogue, seeder: Seeder, oversell: Bool) throws {
        var configuration = Configuration()
        configuration.label = "booking-demo"
        configuration.maximumReaderCount = 2
        configuration.prepareDatabase { db in
            // WAL with NORMAL loses at most the last commits in a power cut, never consistency (sqlite.org/pragma.html).
            try db.execute(sql: "PRAGMA synchronous = NORMAL")
        }
        if let path {
            database = try DatabasePool(path: path, configuration: configuration)
        } else {
            database = try DatabaseQueue(configuration: configuration)
        }
        self.catalogue = catalogue
        self.oversell = oversell
        try database.write { db in
            try Schema.create(in: db, oversell: oversell)
            try seeder.fill(db, catalogue: catalogue)
        }
    }

    /// Fails when the database does not answer.
    func probe() async throws { try await database.read { db in try db.execute(sql: "SELECT 1") } }
}

import GRDB

/// The tables, and the index that makes double booking impossible.
enum Schema {
    /// Creates what is missing.
    /// - Parameter oversell: leaves the uniqueness of active bookings out, so that a race can be lost.
    static func create(in db: Database, oversell: Bool) throws {
        try db.execute(
            sql: """
                CREATE TABLE IF NOT EXISTS slot (
                    id INTEGER PRIMARY KEY,
                    tenant INTEGER NOT NULL,
                    provider INTEGER NOT NULL,
                    date TEXT NOT NULL,
                    minute INTEGER NOT NULL,
                    UNIQUE (provider, date, minute)
                );
                CREATE INDEX IF NOT EXISTS slot_by_day ON slot (tenant, date, provider, minute);
                CREATE TABLE IF NOT EXISTS patient (
                    id INTEGER PRIMARY KEY,
                    email TEXT NOT NULL UNIQUE,
                    salt BLOB NOT NULL,
                    password BLOB NOT NULL,
                    admin INTEGER NOT NULL
                );
                CREATE TABLE IF NOT EXISTS booking (
                    id INTEGER PRIMARY KEY AUTOINCREMENT,
                    slot INTEGER NOT NULL REFERENCES slot (id),
                    patient INTEGER NOT NULL REFERENCES patient (id),
                    dni TEXT NOT NULL,
                    status TEXT NOT NULL
                );
                CREATE TABLE IF NOT EXISTS payment (
                    id INTEGER PRIMARY KEY AUTOINCREMENT,
                    booking INTEGER NOT NULL REFERENCES booking (id),
                    patient INTEGER NOT NULL REFERENCES patient (id),
                    centavos INTEGER NOT NULL,
                    method TEXT NOT NULL,
                    status TEXT NOT NULL
                );
                CREATE INDEX IF NOT EXISTS payment_by_booking ON payment (booking);
                CREATE TABLE IF NOT EXISTS ledger (
                    payment INTEGER PRIMARY KEY,
                    outcome TEXT NOT NULL,
                    settles INTEGER NOT NULL
                );
                CREATE TABLE IF NOT EXISTS answer (
                    scope TEXT NOT NULL,
                    patient INTEGER NOT NULL,
                    key TEXT NOT NULL,
                    digest BLOB NOT NULL,
                    status INTEGER NOT NULL,
                    body TEXT NOT NULL,
                    PRIMARY KEY (scope, patient, key)
                ) WITHOUT ROWID;
                DROP INDEX IF EXISTS active_booking;
                """
        )
        let uniqueness = oversell ? "" : "UNIQUE"
        try db.execute(
            sql: "CREATE \(uniqueness) INDEX active_booking ON booking (slot) WHERE status <> 'cancelled'"
        )
    }
}

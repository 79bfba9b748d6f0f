import GRDB

extension Store {
    /// Counts for reconciliation after a run: no slot may carry more than one active booking, and paid bookings must equal
    /// approved payments.
    func stats() async throws -> Answer {
        try await database.read { db in
            func counts(_ table: String) throws -> String {
                let rows = try Row.fetchAll(
                    db,
                    sql: "SELECT status, count(*) FROM \(table) GROUP BY status ORDER BY status"
                )
                return "{" + rows.map { #""\#($0[0] as String)":\#($0[1] as Int)"# }.joined(separator: ",") + "}"
            }
            let most = try Int.fetchOne(
                db,
                sql: """
                    SELECT max(n) FROM
                        (SELECT count(*) AS n FROM booking WHERE status <> 'cancelled' GROUP BY slot)
                    """
            )
            return Answer(
                status: 200,
                body: """
                    {"bookings":\(try counts("booking")),"payments":\(try counts("payment")),\
                    "maxActiveBookingsPerSlot":\(most ?? 0)}
                    """
            )
        }
    }

    /// Forgets all bookings, payments and kept answers.
    func clear() async throws -> Answer {
        let (bookings, payments) = try await database.write { db in
            try db.execute(sql: "DELETE FROM answer; DELETE FROM ledger")
            try db.execute(sql: "DELETE FROM payment")
            let payments = db.changesCount
            try db.execute(sql: "DELETE FROM booking")
            return (db.changesCount, payments)
        }
        pages.dropAll()
        return Answer(status: 200, body: #"{"bookings":\#(bookings),"payments":\#(payments)}"#)
    }
}

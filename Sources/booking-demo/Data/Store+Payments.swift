import GRDB

extension Store {
    /// What a payment request asks for, and what the payment provider will say to it later.
    struct PaymentOrder: Sendable {
        var booking: Int64
        var patient: Int64
        /// Hundredths of a peso.
        var centavos: Int64
        var method: String
        var idempotency: Idempotency?
        /// `approved` or `rejected`.
        var outcome: String
        /// When the provider makes up its mind: milliseconds since 1970.
        var settles: Int64
    }

    /// Starts a payment: 201 with status `pending`.
    /// - Returns: the answer and the payment's number, nil when the answer is a replay.
    func pay(_ order: PaymentOrder) async throws -> (Answer, Int64?) {
        try await database.write { db in
            if let answer = try order.idempotency?.stored(in: db) { return (answer, nil) }
            let query = try db.cachedStatement(sql: "SELECT patient, status FROM booking WHERE id = ?")
            guard let row = try Row.fetchOne(query, arguments: [order.booking]) else {
                throw Refusal.notFound("no such booking")
            }
            guard row[0] == order.patient else { throw Refusal.forbidden("this booking belongs to somebody else") }
            let status: String = row[1]
            guard status == "booked" else {
                throw Refusal(status: 409, error: "booking_\(status)", reason: "the booking is \(status)")
            }
            try db.cachedStatement(
                sql: "INSERT INTO payment (booking, patient, centavos, method, status) VALUES (?, ?, ?, ?, 'pending')"
            ).execute(arguments: [order.booking, order.patient, order.centavos, order.method])
            let id = db.lastInsertedRowID
            try db.cachedStatement(sql: "INSERT OR REPLACE INTO ledger (payment, outcome, settles) VALUES (?, ?, ?)")
                .execute(arguments: [id, order.outcome, order.settles])
            let answer = Answer(status: 201, body: #"{"id":\#(id),"status":"pending"}"#)
            try order.idempotency?.store(answer, in: db)
            return (answer, id)
        }
    }

    /// The patient's own payment.
    /// - Throws: `Refusal` 404 or 403.
    func payment(_ id: Int64, of patient: Int64) async throws -> Answer {
        try await database.read { db in
            let query = try db.cachedStatement(sql: "SELECT patient, booking, status FROM payment WHERE id = ?")
            guard let row = try Row.fetchOne(query, arguments: [id]) else { throw Refusal.notFound("no such payment") }
            guard row[0] == patient else { throw Refusal.forbidden("this payment belongs to somebody else") }
            return Answer(
                status: 200,
                body: #"{"id":\#(id),"bookingId":\#(row[1] as Int64),"status":"\#(row[2] as String)"}"#
            )
        }
    }

    /// Takes over what the provider's ledger says of a payment; a second call changes nothing.
    /// - Returns: whether this call changed the payment.
    func settle(_ id: Int64, now: Int64) async throws -> Bool {
        try await database.write { db in
            let ledger = try db.cachedStatement(sql: "SELECT outcome FROM ledger WHERE payment = ? AND settles <= ?")
            guard let outcome = try String.fetchOne(ledger, arguments: [id, now]) else { return false }
            try db.cachedStatement(sql: "UPDATE payment SET status = ? WHERE id = ? AND status = 'pending'")
                .execute(arguments: [outcome, id])
            guard db.changesCount == 1, outcome == "approved" else { return db.changesCount == 1 }
            try db.cachedStatement(
                sql: """
                    UPDATE booking SET status = 'paid'
                    WHERE id = (SELECT booking FROM payment WHERE id = ?) AND status = 'booked'
                    """
            ).execute(arguments: [id])
            if db.changesCount == 0 {
                // Cancelled, or paid by another payment, while the provider was thinking: the money goes back.
                try db.cachedStatement(sql: "UPDATE payment SET status = 'refunded' WHERE id = ?")
                    .execute(arguments: [id])
            }
            return true
        }
    }
}

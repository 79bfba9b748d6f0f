import GRDB

extension Store {
    /// What a booking request asks for.
    struct BookingOrder: Sendable {
        var slot: Int64
        var tenant: Int
        var patient: Int64
        var dni: String
        var idempotency: Idempotency?
    }

    /// Books a slot: 201, or 409 `slot_taken`.
    ///
    /// One transaction holds the look at the idempotency key, the insert and the keeping of the answer. Whether the slot is
    /// free is decided by the partial unique index alone.
    func book(_ order: BookingOrder) async throws -> Answer {
        if oversell { return try await bookInTwoSteps(order) }
        let (answer, place) = try await database.write { db in
            if let answer = try order.idempotency?.stored(in: db) { return (answer, nil as SlotPlace?) }
            let place = try SlotPlace.find(order.slot, tenant: order.tenant, in: db)
            return try (order.insert(in: db), place)
        }
        if let place { drop(place, tenant: order.tenant) }
        return answer
    }

    /// The classic mistake, on purpose: look, think, insert. There is no unique index to save it (`--oversell`).
    private func bookInTwoSteps(_ order: BookingOrder) async throws -> Answer {
        let (known, place, taken) = try await database.read { db in
            let known = try order.idempotency?.stored(in: db)
            let place = try SlotPlace.find(order.slot, tenant: order.tenant, in: db)
            let taken = try Bool.fetchOne(
                db.cachedStatement(
                    sql: "SELECT EXISTS (SELECT 1 FROM booking WHERE slot = ? AND status <> 'cancelled')"
                ),
                arguments: [order.slot]
            )
            return (known, place, taken ?? false)
        }
        if let known { return known }
        if taken { return BookingOrder.taken }
        try await Task.sleep(for: .milliseconds(20))
        let answer = try await database.write { db in
            try order.idempotency?.stored(in: db) ?? order.insert(in: db)
        }
        drop(place, tenant: order.tenant)
        return answer
    }

    /// The patient's own booking.
    /// - Throws: `Refusal` 404 or 403.
    func booking(_ id: Int64, of patient: Int64) async throws -> Answer {
        try await database.read { db in
            let query = try db.cachedStatement(
                sql: """
                    SELECT booking.patient, booking.slot, booking.status, slot.date, slot.minute
                    FROM booking JOIN slot ON slot.id = booking.slot WHERE booking.id = ?
                    """
            )
            guard let row = try Row.fetchOne(query, arguments: [id]) else { throw Refusal.notFound("no such booking") }
            guard row[0] == patient else { throw Refusal.forbidden("this booking belongs to somebody else") }
            let start = BuenosAires.timestamp(date: row[3], minute: row[4])
            return Answer(
                status: 200,
                body: #"{"id":\#(id),"slotId":\#(row[1] as Int64),"start":"\#(start)","status":"\#(row[2] as String)"}"#
            )
        }
    }

    /// Cancels the patient's own booking and frees its slot; once more does no harm. Money already taken is given back.
    /// - Throws: `Refusal` 404 or 403.
    func cancel(_ id: Int64, of patient: Int64) async throws -> Answer {
        let (place, tenant) = try await database.write { db in
            let query = try db.cachedStatement(
                sql: """
                    SELECT booking.patient, slot.provider, slot.date, slot.tenant
                    FROM booking JOIN slot ON slot.id = booking.slot WHERE booking.id = ?
                    """
            )
            guard let row = try Row.fetchOne(query, arguments: [id]) else { throw Refusal.notFound("no such booking") }
            guard row[0] == patient else { throw Refusal.forbidden("this booking belongs to somebody else") }
            let place = SlotPlace(provider: row[1], date: row[2])
            let tenant: Int = row[3]
            try db.cachedStatement(sql: "UPDATE booking SET status = 'cancelled' WHERE id = ?").execute(arguments: [id])
            try db.cachedStatement(
                sql: "UPDATE payment SET status = 'refunded' WHERE booking = ? AND status = 'approved'"
            )
            .execute(arguments: [id])
            return (place, tenant)
        }
        drop(place, tenant: tenant)
        return Answer(status: 200, body: #"{"id":\#(id),"status":"cancelled"}"#)
    }

    private func drop(_ place: SlotPlace, tenant: Int) {
        pages.drop(.slots(provider: place.provider, date: place.date), .today(tenant: tenant))
    }
}

/// Where a slot stands in the schedule.
private struct SlotPlace: Sendable {
    var provider: Int
    /// `YYYY-MM-DD`.
    var date: String

    /// - Throws: `Refusal` 404 when this tenant has no such slot.
    static func find(_ slot: Int64, tenant: Int, in db: Database) throws -> SlotPlace {
        let query = try db.cachedStatement(sql: "SELECT provider, date FROM slot WHERE id = ? AND tenant = ?")
        guard let row = try Row.fetchOne(query, arguments: [slot, tenant]) else {
            throw Refusal.notFound("no such slot")
        }
        return SlotPlace(provider: row[0], date: row[1])
    }
}

extension Store.BookingOrder {
    fileprivate static let taken = Refusal(status: 409, error: "slot_taken", reason: "the slot is already booked")
        .answer

    /// Inserts, or finds the slot taken by the unique index, and keeps the answer for the idempotency key.
    fileprivate func insert(in db: Database) throws -> Answer {
        try db.cachedStatement(
            sql: "INSERT INTO booking (slot, patient, dni, status) VALUES (?, ?, ?, 'booked') ON CONFLICT DO NOTHING"
        ).execute(arguments: [slot, patient, dni])
        let answer =
            db.changesCount == 1
            ? Answer(status: 201, body: #"{"id":\#(db.lastInsertedRowID),"slotId":\#(slot),"status":"booked"}"#)
            : Self.taken
        try idempotency?.store(answer, in: db)
        return answer
    }
}

import Digest
import GRDB

/// A key under which a client may safely repeat a request.
struct Idempotency: Sendable {
    /// The route: keys of bookings and of payments do not meet.
    var scope: String
    var patient: Int64
    /// What the client sent in `Idempotency-Key` or `X-Idempotency-Key`.
    var key: String
    /// SHA-256 of the body's bytes.
    var digest: [UInt8]

    /// The answer given before for this key, if any; call in the transaction that would otherwise do the work.
    /// - Throws: `Refusal` 422 when the key came with another body.
    func stored(in db: Database) throws -> Answer? {
        let query = try db.cachedStatement(
            sql: "SELECT digest, status, body FROM answer WHERE scope = ? AND patient = ? AND key = ?"
        )
        guard let row = try Row.fetchOne(query, arguments: [scope, patient, key]) else { return nil }
        guard row[0] == digest.data else {
            throw Refusal(
                status: 422,
                error: "idempotency_mismatch",
                reason: "this idempotency key came before with another body"
            )
        }
        return Answer(status: row[1], body: row[2], replayed: true)
    }

    /// Keeps the answer; call in the transaction that did the work, so that both or neither are there.
    func store(_ answer: Answer, in db: Database) throws {
        try db.cachedStatement(
            sql: "INSERT OR IGNORE INTO answer (scope, patient, key, digest, status, body) VALUES (?, ?, ?, ?, ?, ?)"
        ).execute(arguments: [scope, patient, key, digest.data, answer.status, answer.body])
    }
}

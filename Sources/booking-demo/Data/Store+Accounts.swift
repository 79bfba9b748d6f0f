import Digest
import Foundation
import GRDB

extension Store {
    /// Someone who may log in.
    struct Account: Sendable {
        var id: Int64
        var admin: Bool
    }

    /// The account with this e-mail and password; nil when either is wrong.
    func account(email: String, password: String) async throws -> Account? {
        try await database.read { db in
            let query = try db.cachedStatement(sql: "SELECT id, admin, salt, password FROM patient WHERE email = ?")
            guard let row = try Row.fetchOne(query, arguments: [email]), let salt = row[2] as Data?,
                let digest = row[3] as Data?,
                Digest.equal(PasswordHash.digest(password, salt: [UInt8](salt)), [UInt8](digest))
            else { return nil }
            return Account(id: row[0], admin: row[1])
        }
    }
}

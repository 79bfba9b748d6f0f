import Digest
import Foundation

/// One round of salted SHA-256.
///
/// A real service would take bcrypt or Argon2; a tenth of a second of work at each login would make the login the only
/// thing that a load test of this service could see.
enum PasswordHash {
    static func digest(_ password: String, salt: [UInt8]) -> [UInt8] { Digest.sha256(salt + Array(password.utf8)) }
}

extension [UInt8] {
    /// The same bytes as the database takes them.
    var data: Data { Data(self) }
}

import Digest
import Foundation
import Groundwork

/// JSON Web Tokens signed with HMAC-SHA-256 (RFC 7519, RFC 7515, `alg` HS256).
struct TokenIssuer: Sendable {
    /// What a token says of its bearer.
    struct Claims: Codable, Sendable {
        /// Patient.
        var sub: Int64
        var admin: Bool
        /// Seconds since 1970.
        var exp: Int64
    }

    /// Seconds for which a token is good.
    static let lifetime: Int64 = 3600

    /// `{"alg":"HS256","typ":"JWT"}`, the only header that is issued or taken: `alg` is not the sender's choice.
    private static let header = Base64.text(Array(#"{"alg":"HS256","typ":"JWT"}"#.utf8), .url)

    private let secret: [UInt8]

    init(secret: String) { self.secret = Array(secret.utf8) }

    /// A token that is good from now on.
    /// - Parameter now: seconds since 1970.
    func issue(patient: Int64, admin: Bool, now: Int64) -> String {
        let payload = #"{"sub":\#(patient),"admin":\#(admin),"exp":\#(now &+ TokenIssuer.lifetime)}"#
        let signed = TokenIssuer.header + "." + Base64.text(Array(payload.utf8), .url)
        return signed + "." + Base64.text(Digest.hmacSHA256(key: secret, Array(signed.utf8)), .url)
    }

    /// The claims of a token that was issued here and has not run out; nil for anything else.
    func verify(_ token: some StringProtocol, now: Int64) -> Claims? {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == TokenIssuer.header else { return nil }
        let signed = Array("\(parts[0]).\(parts[1])".utf8)
        guard let signature = Base64.bytes(parts[2].utf8), let payload = Base64.bytes(parts[1].utf8),
            Digest.equal(signature, Digest.hmacSHA256(key: secret, signed)),
            let claims = try? JSONDecoder().decode(Claims.self, from: Data(payload)), claims.exp > now
        else { return nil }
        return claims
    }
}

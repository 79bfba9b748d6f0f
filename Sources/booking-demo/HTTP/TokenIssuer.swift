import Digest
import Foundation

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
    private static let header = Base64URL.encode(Array(#"{"alg":"HS256","typ":"JWT"}"#.utf8))

    private let secret: [UInt8]

    init(secret: String) { self.secret = Array(secret.utf8) }

    /// A token that is good from now on.
    /// - Parameter now: seconds since 1970.
    func issue(patient: Int64, admin: Bool, now: Int64) -> String {
        let payload = #"{"sub":\#(patient),"admin":\#(admin),"exp":\#(now &+ TokenIssuer.lifetime)}"#
        let signed = TokenIssuer.header + "." + Base64URL.encode(Array(payload.utf8))
        return signed + "." + Base64URL.encode(Digest.hmacSHA256(key: secret, Array(signed.utf8)))
    }

    /// The claims of a token that was issued here and has not run out; nil for anything else.
    func verify(_ token: some StringProtocol, now: Int64) -> Claims? {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == TokenIssuer.header else { return nil }
        let signed = Array("\(parts[0]).\(parts[1])".utf8)
        guard let signature = Base64URL.decode(parts[2]), let payload = Base64URL.decode(parts[1]),
            Digest.equal(signature, Digest.hmacSHA256(key: secret, signed)),
            let claims = try? JSONDecoder().decode(Claims.self, from: Data(payload)), claims.exp > now
        else { return nil }
        return claims
    }
}

/// The URL-safe alphabet of RFC 4648, section 5, without padding.
enum Base64URL {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    static func encode(_ bytes: [UInt8]) -> String {
        var out: [UInt8] = []
        out.reserveCapacity((bytes.count * 4 + 2) / 3)
        var bits: UInt32 = 0
        var count = 0
        for byte in bytes {
            bits = bits << 8 | UInt32(byte)
            count += 8
            while count >= 6 {
                count -= 6
                out.append(alphabet[Int(bits >> UInt32(count) & 63)])
            }
            // Bits that are already written go, so that the shift cannot overflow into them.
            bits &= (1 << UInt32(count)) - 1
        }
        if count > 0 { out.append(alphabet[Int(bits << UInt32(6 - count) & 63)]) }
        return String(decoding: out, as: UTF8.self)
    }

    static func decode(_ text: some StringProtocol) -> [UInt8]? {
        var out: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        for character in text.utf8 {
            guard let digit = alphabet.firstIndex(of: character) else { return nil }
            bits = bits << 6 | UInt32(digit)
            count += 6
            if count >= 8 {
                count -= 8
                out.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
            bits &= (1 << UInt32(count)) - 1
        }
        return count < 6 && bits == 0 ? out : nil
    }
}

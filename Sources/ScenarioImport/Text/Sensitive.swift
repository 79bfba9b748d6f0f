/// Which names stand for values that must not be written.
///
/// Sources of the names: RFC 6749 appendix A and RFC 7636 (OAuth, PKCE), RFC 7521 (assertions), OpenID Connect Core
/// (`nonce`), RFC 7617, the documentation of Django, Laravel, Rails (`filter_parameters`), Java servlets and PHP for their
/// session and CSRF names, PCI DSS 3.2 (card data), the key headers of Azure, Datadog and Google, and the OWASP logging
/// cheat sheet.
enum Sensitive {
    private static let headers: Set<String> = [
        "authorization", "proxy-authorization", "cookie", "set-cookie", "x-booked-sessiontoken",
    ]

    /// A header whose value is a secret.
    static func isHeader(_ name: String) -> Bool {
        headers.contains(name.lowercased()) || isField(name)
    }

    /// Parts of a name, written together, that say enough wherever they are.
    private static let parts = [
        "password", "passwd", "passphrase", "passcode", "pwd", "secret", "token", "apikey", "accesskey", "authkey",
        "privatekey", "signingkey", "encryptionkey", "appkey", "applicationkey", "subscriptionkey", "consumerkey",
        "licensekey", "functionskey", "masterkey", "sharedkey", "credential", "session", "sessid", "signature", "jwt",
        "csrf", "xsrf", "assertion", "samlresponse", "samlrequest", "authorization", "cardnumber", "securitycode",
        "pincode", "contrasen", "senha", "motdepasse", "passwort", "kennwort", "connectionstring", "webhookurl",
        "codeverifier", "codechallenge", "totp", "cvv", "cvc",
    ]

    /// Words that say enough as a whole word of a name.
    private static let words: Set<String> = [
        "pass", "pw", "psw", "pin", "otp", "csc", "sid", "sig", "hmac", "nonce", "clave", "dsn", "pan", "mfa", "ssn",
        "bearer",
        "passkey",
    ]

    /// What a code is for that nobody else may have.
    private static let codes: Set<String> = [
        "mfa", "otp", "auth", "authorization", "access", "verification", "verify", "reset", "confirmation", "sms",
        "login", "activation", "recovery", "backup", "2fa", "device", "invite",
    ]

    /// What a key is for that is not a secret.
    private static let openKeys: Set<String> = [
        "idempotency", "primary", "sort", "public", "foreign", "partition", "object", "cache", "route", "row", "map",
        "publishable",
    ]

    /// Names about a secret, not of one: `token_type`, `session_timeout`.
    private static let about: Set<String> = [
        "type", "count", "length", "size", "limit", "expires", "expiry", "expiration", "policy", "enabled", "required",
        "status", "algorithm", "alg", "format", "ttl", "timeout", "hint",
    ]

    /// Names that are used for secrets and for other things: the value decides.
    private static let ambiguous: Set<String> = ["code", "key", "state", "ticket"]

    /// A field, parameter or variable whose value is a secret.
    static func isField(_ name: String) -> Bool {
        let parts = Names.words(name)
        guard let last = parts.last, !about.contains(last) else { return false }
        if parts.contains(where: words.contains) || last == "auth" { return true }
        if last == "in", parts.contains("expires") { return false }
        let joined = parts.joined()
        if Self.parts.contains(where: { TextSearch.contains(joined, $0) }) {
            return !isCount(parts) && !joined.hasPrefix("secretar")
        }
        guard parts.count > 1 else { return false }
        let before = parts[parts.count - 2]
        if last == "code" { return codes.contains(before) }
        if last == "key" { return !openKeys.contains(before) }
        return last == "number" && (before == "card" || before == "account")
    }

    /// `max_tokens`, `tokenCount`, `total_sessions`.
    private static func isCount(_ words: [String]) -> Bool {
        words.contains { ["max", "min", "num", "total", "maximum", "minimum"].contains($0) }
    }

    /// A field of this name is a secret, or its value decides.
    static func mayBeField(_ name: String) -> Bool {
        let words = Names.words(name)
        return isField(name) || words.count == 1 && ambiguous.contains(words[0])
    }

    /// A field of this name with this value is a secret.
    static func isField(_ name: String, value: String) -> Bool {
        if value.isEmpty || value == "true" || value == "false" || value == "null" { return false }
        if isField(name) { return true }
        guard let last = Names.words(name).last, ambiguous.contains(last), Names.words(name).count == 1 else {
            return false
        }
        return isOpaque(value)
    }

    /// A value that is not a word or a small number: nobody would choose it as a name.
    static func isOpaque(_ value: String) -> Bool {
        let bytes = value.utf8
        guard bytes.count >= 5, !value.contains(" ") else { return false }
        if bytes.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) { return bytes.count >= 6 }
        return !bytes.allSatisfy { $0 >= 0x61 && $0 <= 0x7A || "-_.:/".utf8.contains($0) }
    }

    /// A cookie such as `lang=es` or `beta=1`: a preference, which nobody guards.
    static func isOpenCookie(_ name: String, value: String) -> Bool { value.utf8.count < 5 && !isField(name) }

    /// Cookies of analytics and advertising; a service's own logic does not read them.
    static func isTrackingCookie(_ name: String) -> Bool {
        let name = name.lowercased()
        return [
            "_ga", "_gid", "_gat", "_gcl", "_fbp", "_fbc", "_hj", "__utm", "_clck", "_clsk", "_uet", "amplitude", "mp_",
        ]
        .contains { name.hasPrefix($0) }
    }
}

/// Which names stand for values that must not be written.
enum Sensitive {
    private static let headers: Set<String> = [
        "authorization", "proxy-authorization", "cookie", "set-cookie", "x-api-key", "api-key", "apikey",
        "x-auth-token",
        "x-access-token", "x-csrf-token", "x-xsrf-token", "x-amz-security-token", "x-booked-sessiontoken",
    ]

    /// A header whose value is a secret.
    static func isHeader(_ name: String) -> Bool {
        let name = name.lowercased()
        return headers.contains(name) || isField(name)
    }

    private static let words: Set<String> = [
        "password", "passwd", "pwd", "passphrase", "secret", "token", "apikey", "credential", "credentials",
        "contrasena",
        "clave", "cvv", "cvc", "pin", "signature", "jwt", "session", "sessionid", "sid", "otp",
    ]

    /// A field, parameter or variable whose value is a secret.
    static func isField(_ name: String) -> Bool {
        let parts = Names.words(name)
        guard let last = parts.last else { return false }
        if parts.contains(where: words.contains) { return true }
        let joined = parts.suffix(2).joined()
        return ["apikey", "accesskey", "secretkey", "privatekey", "cardnumber", "authkey", "securitycode"]
            .contains(joined) || last == "authorization"
    }

    /// Cookies of analytics and advertising; a service's own logic does not read them.
    static func isTrackingCookie(_ name: String) -> Bool {
        let name = name.lowercased()
        return [
            "_ga", "_gid", "_gat", "_gcl", "_fbp", "_fbc", "_hj", "__utm", "_clck", "_clsk", "_uet", "amplitude", "mp_",
        ]
        .contains { name.hasPrefix($0) }
    }
}

/// What became of a `Set-Cookie`.
public enum CookieOutcome: UInt8, Sendable, CaseIterable, CustomStringConvertible {
    /// Kept, or put in the place of the one before.
    case kept
    /// Its time is past: the one before is gone.
    case removed
    /// Neither a name nor a value, or a control character in them.
    case malformed
    /// Name and value are longer than ``CookieLimits/pair`` together.
    case tooLong
    /// Its `Domain` is not the host's or above it.
    case foreignDomain
    /// Its `Domain` is one under which anybody can register.
    case publicSuffix
    /// `Secure`, but the answer came in clear.
    case insecure
    /// It would replace or hide a `Secure` one, but the answer came in clear.
    case hidesSecure
    /// `__Secure-` or `__Host-` in its name, and not what they demand.
    case prefix

    /// In words, for a failure message.
    public var description: String {
        switch self {
        case .kept: "kept"
        case .removed: "removed"
        case .malformed: "not a cookie"
        case .tooLong: "refused: name and value are longer than \(CookieLimits.pair) bytes"
        case .foreignDomain: "refused: its Domain is not the host's"
        case .publicSuffix: "refused: its Domain is a public suffix"
        case .insecure: "refused: Secure, but the answer came without TLS"
        case .hidesSecure: "refused: it would replace a Secure cookie, but the answer came without TLS"
        case .prefix: "refused: its name demands Secure, and for __Host- the path / and no Domain"
        }
    }
}

/// Limits of a user's cookies; lengths are those of RFC 6265bis section 5.6.
public enum CookieLimits {
    /// Bytes of name and value together.
    public static let pair = 4_096
    /// Bytes of an attribute's value; a longer one is ignored.
    public static let attribute = 1_024
    /// Cookies of one domain (RFC 6265 section 6.1 asks for 50 at least).
    public static let perDomain = 50
    /// Cookies of a user.
    public static let perJar = 300
    /// Longest life in seconds: 400 days.
    public static let life: Int64 = 400 * 86_400
}

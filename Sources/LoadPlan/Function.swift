/// The function library. The compiler checks names, argument counts and kinds against ``signature``; the generator
/// gives each case its meaning in one place.
public enum Function: String, Sendable, Hashable, CaseIterable {
    /// `uuid()`: a random version 4 UUID (RFC 9562), seeded.
    case uuid
    /// `random(low, high)`: a whole number in the closed range, evenly.
    case random
    /// `choice(a, b, …)`: one of its arguments, evenly.
    case choice
    /// `sequence()`: 1, 2, 3 … over the whole run; each shard takes its own residue, so no two users share one.
    case sequence
    /// `now()`: the wall clock, in UTC.
    case now
    /// `date(zone [, offset])`: the wall clock in a zone, moved by an offset.
    case date
    /// `dni()`: a made-up national identity number of seven or eight digits.
    case dni
    /// `cuit()`: a made-up tax number with a valid check digit.
    case cuit
    /// `phone_ar()`: a made-up Argentine mobile number.
    case phoneAR = "phone_ar"
    /// `name()`: a made-up full name of the region.
    case name
    /// `email()`: a made-up address under `example.test`.
    case email
    /// `lorem(words)`: filler text.
    case lorem
    /// `upper(text)`.
    case upper
    /// `lower(text)`.
    case lower
    /// `length(x)`: characters of a text, items of a list.
    case length
    /// `base64(text)`.
    case base64
    /// `urlencode(text)`: percent-encoding of everything outside RFC 3986 unreserved.
    case urlencode
    /// `sha256(text)`: lower-case hex.
    case sha256
    /// `hmac_sha256(key, text)`: lower-case hex (RFC 2104).
    case hmacSHA256 = "hmac_sha256"

    /// `user_address("181.0.0.0/8")`: an IPv4 address of a range (RFC 4632), always the same for a user. A plan's call has
    /// the range's first address and its size as whole numbers.
    case userAddress = "user_address"

    /// Least and most arguments; `nil` means any number.
    public var arity: (least: Int, most: Int?) {
        switch self {
        case .uuid, .sequence, .now, .dni, .cuit, .phoneAR, .name, .email: (0, 0)
        case .upper, .lower, .length, .base64, .urlencode, .sha256, .lorem, .userAddress: (1, 1)
        case .random, .hmacSHA256: (2, 2)
        case .date: (1, 2)
        case .choice: (1, nil)
        }
    }

    /// How the function is called, for documentation and error messages.
    public var signature: String {
        switch self {
        case .random: "random(low, high)"
        case .choice: "choice(a, b, …)"
        case .date: "date(\"Area/City\"[, +1d])"
        case .lorem: "lorem(words)"
        case .upper, .lower, .base64, .urlencode, .sha256: "\(rawValue)(text)"
        case .length: "length(value)"
        case .userAddress: "user_address(\"181.0.0.0/8\")"
        case .hmacSHA256: "hmac_sha256(key, text)"
        case .uuid, .sequence, .now, .dni, .cuit, .phoneAR, .name, .email: "\(rawValue)()"
        }
    }
}

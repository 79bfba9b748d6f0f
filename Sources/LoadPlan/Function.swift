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
    /// `cuit([dni])`: a made-up tax number with a valid check digit, or the one that belongs to an identity number.
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
    /// `base64(text)` (RFC 4648 section 4).
    case base64
    /// `base64url(text)`: its alphabet for URLs, without padding (RFC 4648 section 5).
    case base64URL = "base64url"
    /// `base64_decode(text)`: of either alphabet, padded or not.
    case base64Decode = "base64_decode"
    /// `urlencode(text)`: percent-encoding of everything outside RFC 3986 unreserved.
    case urlencode
    /// `sha256(text [, encoding])`: lower-case hex, `base64` or `base64url`.
    case sha256
    /// `hmac_sha256(key, text [, encoding])` (RFC 2104): lower-case hex, `base64` or `base64url`.
    case hmacSHA256 = "hmac_sha256"
    /// `jwt_sign([algorithm,] secret, claims)`: a JSON Web Token (RFC 7519) signed with HS256.
    case jwtSign = "jwt_sign"
    /// `env(name)`: an environment variable, read when the scenario is compiled.
    case env
    /// `file(path)`: a file's text, read when the scenario is compiled.
    case file
    /// `split(text, separator)`: a list of texts.
    case split
    /// `join(list, separator)`: a text.
    case join
    /// `replace(text, old, new)`: every occurrence.
    case replace
    /// `substring(text, start [, length])`: characters from `start`, counted from 0, or from the end where negative.
    case substring
    /// `round(number [, digits])`: halves away from zero.
    case round
    /// `min(a, b, …)`: the smallest number or length of time.
    case min
    /// `max(a, b, …)`: the largest number or length of time.
    case max
    /// `abs(number)`.
    case abs
    /// `timestamp([date])`: seconds since 1970 UTC, whole.
    case timestamp
    /// `timestamp_ms([date])`: milliseconds since 1970 UTC, whole.
    case timestampMS = "timestamp_ms"
    /// `parse_date(text [, zone])`: a date of ISO 8601 (RFC 3339, or a date alone).
    case parseDate = "parse_date"

    /// `user_address("181.0.0.0/8")`: an IPv4 address of a range (RFC 4632), always the same for a user. A plan's call has
    /// the range's first address and its size as whole numbers.
    case userAddress = "user_address"

    /// Least and most arguments; `nil` means any number.
    public var arity: (least: Int, most: Int?) {
        switch self {
        case .uuid, .sequence, .now, .dni, .phoneAR, .name, .email: (0, 0)
        case .cuit, .timestamp, .timestampMS: (0, 1)
        case .upper, .lower, .length, .base64, .base64URL, .base64Decode, .urlencode, .lorem, .env, .file, .abs,
            .userAddress:
            (1, 1)
        case .date, .sha256, .round, .parseDate: (1, 2)
        case .choice, .min, .max: (1, nil)
        case .random, .split, .join: (2, 2)
        case .hmacSHA256, .jwtSign, .substring: (2, 3)
        case .replace: (3, 3)
        }
    }

    /// How the function is called, for documentation and error messages.
    public var signature: String {
        switch self {
        case .random: "random(low, high)"
        case .choice, .min, .max: "\(rawValue)(a, b, …)"
        case .date: "date(\"Area/City\"[, +1d])"
        case .parseDate: "parse_date(text[, \"Area/City\"])"
        case .lorem: "lorem(words)"
        case .upper, .lower, .base64, .base64URL, .base64Decode, .urlencode: "\(rawValue)(text)"
        case .length: "length(value)"
        case .userAddress: "user_address(\"181.0.0.0/8\")"
        case .sha256: "sha256(text[, \"base64\"])"
        case .hmacSHA256: "hmac_sha256(key, text[, \"base64\"])"
        case .jwtSign: "jwt_sign(secret, { sub: user })"
        case .env: "env(\"NAME\")"
        case .file: "file(\"path\")"
        case .split: "split(text, \",\")"
        case .join: "join(list, \",\")"
        case .replace: "replace(text, old, new)"
        case .substring: "substring(text, start[, length])"
        case .round: "round(number[, digits])"
        case .abs: "abs(number)"
        case .cuit: "cuit([dni])"
        case .timestamp, .timestampMS: "\(rawValue)([date])"
        case .uuid, .sequence, .now, .dni, .phoneAR, .name, .email: "\(rawValue)()"
        }
    }
}

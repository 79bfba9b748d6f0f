import Foundation

/// Replaces the values of secrets by `*****` wherever they appear in a text, also where they were encoded on the way:
/// for URLs, inside JSON, or in base64 together with other bytes, as a password is in basic authentication.
public struct SecretMask: Sendable {
    /// Texts that are replaced as they are.
    private let needles: [String]
    /// What of a secret's base64 depends on nothing but the secret, for each place it may begin at among three bytes.
    private let fragments: [String]

    /// A mask for these values; empty values mask nothing.
    public init(_ secrets: [String]) {
        var needles: Set<String> = []
        var fragments: Set<String> = []
        for secret in secrets where !secret.isEmpty {
            needles.formUnion(Self.spellings(of: secret))
            fragments.formUnion(Self.fragments(of: Array(secret.utf8)))
        }
        // The longest first, so that a secret that holds another is masked whole.
        self.needles = needles.sorted { ($0.count, $0) > ($1.count, $1) }
        self.fragments = fragments.sorted { ($0.count, $0) > ($1.count, $1) }
    }

    /// The secret as it is and inside JSON strings, up to three inside one another, each plain, in base64 and
    /// percent-encoded once or twice: an answer may hold it as JSON, of which a list is made that becomes a part of a
    /// query.
    private static func spellings(of secret: String) -> Set<String> {
        // As functions of the language make them of it.
        let cased = Set([secret, secret.uppercased(), secret.lowercased()])
        return cased.reduce(into: []) { $0.formUnion(encodings(of: $1)) }
    }

    private static func encodings(of secret: String) -> Set<String> {
        var texts = [secret]
        for _ in 0..<3 {
            let last = texts[texts.count - 1]
            texts.append(
                last.replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(of: "\"", with: "\\\"")
            )
        }
        texts.append(texts[1].replacingOccurrences(of: "/", with: "\\/"))
        var spellings: Set<String> = []
        for text in Set(texts) {
            let bytes = Array(text.utf8)
            let base64 = Base64.text(bytes)
            let encoded = percentEncoded(text)
            spellings.formUnion([text, base64, Base64.text(bytes, .url)] + encoded + percentEncoded(base64))
            spellings.formUnion(encoded.flatMap(percentEncoded))
        }
        return spellings
    }

    private static func percentEncoded(_ text: String) -> [String] {
        let encoded = PercentEncoding.encoded(text)
        // Some write the digits in lower case, and forms a blank as +.
        let lower = encoded.replacing(/%[0-9A-F]{2}/) { $0.output.lowercased() }
        return [encoded, lower, encoded.replacingOccurrences(of: "%20", with: "+")]
    }

    /// Digits of six bits that lie inside the secret alone; too few would be found by chance.
    private static func fragments(of secret: [UInt8]) -> Set<String> {
        var fragments: Set<String> = []
        for before in 0..<3 {
            let bytes = [UInt8](repeating: 0, count: before) + secret
            let first = (8 * before + 5) / 6
            let last = 8 * (before + secret.count) / 6
            guard last - first >= 6 else { continue }
            for alphabet in [Base64.Alphabet.standard, .url] {
                let whole = Array(Base64.text(bytes, alphabet).utf8)
                fragments.insert(String(decoding: whole[first..<last], as: UTF8.self))
            }
        }
        return fragments
    }

    /// `text` without any secret.
    public func apply(_ text: String) -> String {
        let plain = needles.reduce(text) { $0.replacingOccurrences(of: $1, with: "*****") }
        return fragments.reduce(plain) { Self.mask($1, in: $0) }
    }

    /// A header's value without any secret: `Basic` holds a name and a password as one text in base64 (RFC 7617), in
    /// which neither can be found by itself.
    public func apply(header name: String, _ value: String) -> String {
        let words = value.split(separator: " ")
        if ["authorization", "proxy-authorization"].contains(name.lowercased()), words.count == 2,
            words[0].lowercased() == "basic", let bytes = Base64.bytes(words[1].utf8)
        {
            let plain = String(decoding: bytes, as: UTF8.self)
            if apply(plain) != plain { return "\(words[0]) *****" }
        }
        return apply(value)
    }

    /// Masks a fragment with all base64 around it, since its neighbours hold some of the secret's bits too.
    private static func mask(_ fragment: String, in text: String) -> String {
        var rest = text[...]
        var result = ""
        while let found = rest.range(of: fragment) {
            var start = found.lowerBound
            while start > rest.startIndex, isBase64(rest[rest.index(before: start)]) {
                start = rest.index(before: start)
            }
            var end = found.upperBound
            while end < rest.endIndex, isBase64(rest[end]) { end = rest.index(after: end) }
            result += rest[..<start] + "*****"
            rest = rest[end...]
        }
        return result.isEmpty ? text : result + rest
    }

    private static func isBase64(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber || "+/-_=".contains(character))
    }
}

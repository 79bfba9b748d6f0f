import Foundation

/// Replaces the values of secrets by `*****` wherever they stand in a text, also where they were encoded on the way.
struct SecretMask {
    private let needles: [String]

    /// A mask for these values; empty values mask nothing.
    init(_ secrets: [String]) {
        var needles: Set<String> = []
        for secret in secrets where !secret.isEmpty {
            needles.insert(secret)
            needles.insert(Data(secret.utf8).base64EncodedString())
            let unreserved = CharacterSet(
                charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
            )
            if let encoded = secret.addingPercentEncoding(withAllowedCharacters: unreserved) {
                needles.insert(encoded)
                needles.insert(encoded.replacingOccurrences(of: "%20", with: "+"))
            }
            let escaped = secret.replacingOccurrences(of: "\\", with: "\\\\")
                .replacingOccurrences(of: "\"", with: "\\\"")
            needles.insert(escaped)
        }
        // The longest first, so that a secret that holds another is masked whole.
        self.needles = needles.sorted { ($0.count, $0) > ($1.count, $1) }
    }

    /// `text` without any secret.
    func apply(_ text: String) -> String {
        needles.reduce(text) { $0.replacingOccurrences(of: $1, with: "*****") }
    }

    /// A header's value without any secret: `Basic` holds a name and a password as one text in base64 (RFC 7617), in
    /// which neither can be found by itself.
    func apply(header name: String, _ value: String) -> String {
        let words = value.split(separator: " ")
        if ["authorization", "proxy-authorization"].contains(name.lowercased()), words.count == 2,
            words[0].lowercased() == "basic", let data = Data(base64Encoded: String(words[1]))
        {
            let plain = String(decoding: data, as: UTF8.self)
            if apply(plain) != plain { return "\(words[0]) *****" }
        }
        return apply(value)
    }
}

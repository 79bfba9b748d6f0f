import Groundwork

/// Forms as URLs and bodies have them.
enum FormText {
    /// Names and values of `a=1&b=2`; a flag without `=` is a name with an empty value. `nil` where they cannot be
    /// decoded and written again as they were.
    static func fields(_ text: String) -> [(name: String, value: String)]? {
        var fields: [(name: String, value: String)] = []
        for pair in text.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = PercentEncoding.decoded(parts[0], plus: true),
                let value = PercentEncoding.decoded(parts.count > 1 ? parts[1] : "", plus: true),
                !name.isEmpty, fields.count < 1000
            else { return nil }
            fields.append((name, value))
        }
        return fields
    }

    /// Percent-encoded, but for what stands for a place.
    static func encode(_ text: String) -> String {
        var result: [UInt8] = []
        for scalar in text.unicodeScalars {
            let bytes = String(scalar).utf8
            if Markers.isIn(scalar) { result += bytes } else { PercentEncoding.encode(bytes, to: &result) }
        }
        return String(decoding: result, as: UTF8.self)
    }
}

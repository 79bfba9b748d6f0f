/// Percent encoding and forms.
enum FormText {
    /// A component decoded: `%20`, and `+` as a blank where it is part of a form. `nil` where that gives no UTF-8.
    static func decode(_ text: some StringProtocol, plus: Bool) -> String? {
        var bytes: [UInt8] = []
        let source = Array(text.utf8)
        var position = 0
        while position < source.count {
            let byte = source[position]
            if byte == UInt8(ascii: "%"), position + 2 < source.count,
                let value = UInt8(String(decoding: source[position + 1...position + 2], as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                position += 3
            } else {
                bytes.append(plus && byte == UInt8(ascii: "+") ? 0x20 : byte)
                position += 1
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }

    /// Names and values of `a=1&b=2`; a flag without `=` is a name with an empty value. `nil` where they cannot be
    /// decoded and written again as they were.
    static func fields(_ text: String) -> [(name: String, value: String)]? {
        var fields: [(name: String, value: String)] = []
        for pair in text.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = decode(parts[0], plus: true),
                let value = decode(parts.count > 1 ? parts[1] : "", plus: true),
                !name.isEmpty, fields.count < 1000
            else { return nil }
            fields.append((name, value))
        }
        return fields
    }
}

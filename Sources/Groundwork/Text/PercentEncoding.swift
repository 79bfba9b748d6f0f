/// Percent-encoding (RFC 3986 section 2.1).
public enum PercentEncoding {
    /// Whether a byte is one of RFC 3986's unreserved characters, which need no encoding anywhere.
    @inlinable public static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x41...0x5A, 0x61...0x7A, 0x30...0x39, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            true
        default: false
        }
    }

    /// Writes a byte as `%` and two upper-case digits.
    @inlinable public static func write(_ byte: UInt8, to sink: inout some ByteSink) {
        sink.append(UInt8(ascii: "%"))
        Hex.write(byte, upper: true, to: &sink)
    }

    /// Writes bytes with all but unreserved characters encoded.
    @inlinable public static func encode(_ bytes: some Sequence<UInt8>, to sink: inout some ByteSink) {
        for byte in bytes {
            if isUnreserved(byte) { sink.append(byte) } else { write(byte, to: &sink) }
        }
    }

    /// A text whose UTF-8 has all but the bytes that `isPlain` allows encoded.
    public static func encoded(_ text: String, isPlain: (UInt8) -> Bool = isUnreserved) -> String {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            if isPlain(byte) { bytes.append(byte) } else { write(byte, to: &bytes) }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The text that an encoded one is; a `%` without two digits stays as it is.
    /// - Parameter plus: whether `+` is a blank, as in forms.
    /// - Returns: `nil` where the bytes are not UTF-8.
    public static func decoded(_ text: some StringProtocol, plus: Bool = false) -> String? {
        var bytes: [UInt8] = []
        let source = Array(text.utf8)
        var position = 0
        while position < source.count {
            let byte = source[position]
            if byte == UInt8(ascii: "%"), position + 2 < source.count, let high = Hex.value(source[position + 1]),
                let low = Hex.value(source[position + 2])
            {
                bytes.append(high << 4 | low)
                position += 3
            } else {
                bytes.append(plus && byte == UInt8(ascii: "+") ? 0x20 : byte)
                position += 1
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }
}

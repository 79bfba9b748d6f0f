/// Base64 (RFC 4648).
public enum Base64 {
    /// The two alphabets.
    public enum Alphabet: Sendable {
        /// Section 4: `+` and `/`, padded with `=`.
        case standard
        /// Section 5: `-` and `_` for URLs and file names, without padding.
        case url
    }

    /// Writes bytes in base64.
    @inlinable
    public static func encode(
        _ bytes: UnsafeRawBufferPointer,
        _ alphabet: Alphabet = .standard,
        to sink: inout some ByteSink
    ) {
        var index = 0
        while index < bytes.count {
            let left = bytes.count - index
            let a = bytes[index]
            let b = left > 1 ? bytes[index + 1] : 0
            let c = left > 2 ? bytes[index + 2] : 0
            sink.append(letter(a >> 2, alphabet))
            sink.append(letter(a << 4 & 0x30 | b >> 4, alphabet))
            if left > 1 { sink.append(letter(b << 2 & 0x3C | c >> 6, alphabet)) }
            if left > 2 { sink.append(letter(c & 0x3F, alphabet)) }
            if alphabet == .standard { for _ in left..<max(left, 3) { sink.append(UInt8(ascii: "=")) } }
            index += 3
        }
    }

    /// Bytes as a text in base64.
    public static func text(_ bytes: [UInt8], _ alphabet: Alphabet = .standard) -> String {
        var result: [UInt8] = []
        result.reserveCapacity((bytes.count + 2) / 3 * 4)
        bytes.withUnsafeBytes { encode($0, alphabet, to: &result) }
        return String(decoding: result, as: UTF8.self)
    }

    /// Writes the bytes of a text in either alphabet, padded or not, over several lines or in one. Bits that no byte has
    /// must be 0, so that there is one text for some bytes in each alphabet (RFC 4648 section 3.5).
    /// - Returns: `false` where it is not base64; what was written by then is of no use.
    @inlinable
    public static func decode(_ text: some Sequence<UInt8>, to sink: inout some ByteSink) -> Bool {
        var bits: UInt32 = 0
        var held: UInt32 = 0
        var letters = 0
        var isPadded = false
        for byte in text {
            if byte == 0x0A || byte == 0x0D { continue }
            if byte == UInt8(ascii: "=") {
                isPadded = true
                continue
            }
            guard !isPadded, let value = value(byte) else { return false }
            letters += 1
            bits = bits << 6 | UInt32(value)
            held += 6
            if held >= 8 {
                held -= 8
                sink.append(UInt8(truncatingIfNeeded: bits >> held))
            }
        }
        return letters % 4 != 1 && bits & (1 << held &- 1) == 0
    }

    /// The bytes of a text in either alphabet, padded or not.
    /// - Returns: `nil` where it is not base64.
    @inlinable
    public static func bytes(_ text: some Sequence<UInt8>) -> [UInt8]? {
        var result: [UInt8] = []
        result.reserveCapacity(text.underestimatedCount / 4 * 3)
        return decode(text, to: &result) ? result : nil
    }

    @inlinable static func letter(_ value: UInt8, _ alphabet: Alphabet) -> UInt8 {
        switch value {
        case 0..<26: 65 + value
        case 26..<52: 71 + value
        case 52..<62: value &- 4
        case 62: alphabet == .url ? UInt8(ascii: "-") : UInt8(ascii: "+")
        default: alphabet == .url ? UInt8(ascii: "_") : UInt8(ascii: "/")
        }
    }

    @inlinable static func value(_ letter: UInt8) -> UInt8? {
        switch letter {
        case 65...90: letter - 65
        case 97...122: letter - 71
        case 48...57: letter + 4
        case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
        case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
        default: nil
        }
    }
}

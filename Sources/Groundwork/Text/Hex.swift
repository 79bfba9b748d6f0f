/// Bytes in hexadecimal.
public enum Hex {
    /// Writes a byte as two digits.
    @inlinable public static func write(_ byte: UInt8, upper: Bool = false, to sink: inout some ByteSink) {
        let letters: UInt8 = upper ? 55 : 87
        let high = byte >> 4
        let low = byte & 15
        sink.append(high < 10 ? 48 + high : letters + high)
        sink.append(low < 10 ? 48 + low : letters + low)
    }

    /// Two lower-case digits for each byte.
    public static func text(_ bytes: some Sequence<UInt8>) -> String {
        var result: [UInt8] = []
        for byte in bytes { write(byte, to: &result) }
        return String(decoding: result, as: UTF8.self)
    }

    /// A number in at least `digits` lower-case digits.
    public static func text(_ number: some UnsignedInteger, digits: Int) -> String {
        let text = String(number, radix: 16)
        return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
    }

    /// The value of a digit in either case; `nil` for any other byte.
    @inlinable public static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 48...57: digit - 48
        case 65...70: digit - 55
        case 97...102: digit - 87
        default: nil
        }
    }
}

import Curl
import Glibc

func compareBytes(_ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ count: Int) -> Int32 { memcmp(a, b, count) }

extension ByteBuffer {
    /// Adds a whole number in decimal.
    mutating func append(decimal value: Int64) {
        if value < 0 { append(UInt8(ascii: "-")) }
        append(decimal: value.magnitude)
    }

    /// Adds a whole number in decimal, with zeros in front up to `width` digits.
    mutating func append(decimal value: UInt64, width: Int = 1) {
        // Twenty digits are enough for 64 bits.
        var digits = [24 of UInt8](repeating: 48)
        var rest = value
        var index = 24
        repeat {
            index -= 1
            digits[index] = UInt8(48 + rest % 10)
            rest /= 10
        } while rest > 0
        let first = min(index, 24 - min(width, 24))
        for position in first..<24 { append(digits[position]) }
    }

    /// Adds a number as JSON writes it.
    mutating func append(number value: Double) {
        guard value.isFinite else {
            append("null")
            return
        }
        if value == value.rounded(), abs(value) < 1e15 {
            append(decimal: Int64(value))
        } else {
            append(string: "\(value)")
        }
    }

    /// Adds the UTF-8 of a text that is not constant; not for the hot path.
    mutating func append(string: String) {
        for byte in string.utf8 { append(byte) }
    }

    /// Adds bytes percent-encoded: all but RFC 3986 unreserved characters.
    mutating func append(percentEncoded bytes: UnsafeRawBufferPointer) {
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                append(byte)
            default:
                append(UInt8(ascii: "%"))
                append(hex: byte, upper: true)
            }
        }
    }

    /// Adds two hexadecimal digits.
    mutating func append(hex byte: UInt8, upper: Bool = false) {
        let letters: UInt8 = upper ? 55 : 87
        let high = byte >> 4
        let low = byte & 15
        append(high < 10 ? 48 + high : letters + high)
        append(low < 10 ? 48 + low : letters + low)
    }

    /// Adds bytes as the inside of a JSON string (RFC 8259 section 7).
    mutating func append(jsonEscaped bytes: UnsafeRawBufferPointer) {
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "\""): append("\\\"")
            case UInt8(ascii: "\\"): append("\\\\")
            case 10: append("\\n")
            case 13: append("\\r")
            case 9: append("\\t")
            case 0..<32:
                append("\\u00")
                append(hex: byte)
            default: append(byte)
            }
        }
    }

    /// Adds bytes up to a line break, which no header value may hold.
    mutating func append(headerValue bytes: UnsafeRawBufferPointer) {
        for byte in bytes {
            if byte == 10 || byte == 13 || byte == 0 { return }
            append(byte)
        }
    }
}

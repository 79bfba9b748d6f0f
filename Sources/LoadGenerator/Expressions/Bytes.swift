import Curl
import Glibc
import Groundwork

func compareBytes(_ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ count: Int) -> Int32 { memcmp(a, b, count) }

extension GrowingBytes {
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

    /// Adds bytes up to a line break, which no header value may hold.
    mutating func append(headerValue bytes: UnsafeRawBufferPointer) {
        for byte in bytes {
            if byte == 10 || byte == 13 || byte == 0 { return }
            append(byte)
        }
    }
}

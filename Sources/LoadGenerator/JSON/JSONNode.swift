import Curl
import Glibc

/// A value inside a JSON text: its kind and its bytes, which belong to the answer it was found in.
struct JSONNode {
    /// Scalars come before what holds other values.
    enum Kind: UInt8 { case null, bool, number, string, array, object }

    var kind: Kind
    /// The value as it stands in the text; a string with its quotes.
    var bytes: UnsafeRawBufferPointer

    /// Whether it is an array or object.
    var isContainer: Bool { kind.rawValue >= Kind.array.rawValue }

    /// What stands between a string's quotes.
    private var inside: UnsafeRawBufferPointer? {
        guard kind == .string, bytes.count >= 2 else { return nil }
        return UnsafeRawBufferPointer(rebasing: bytes[1..<bytes.count - 1])
    }

    /// The string's content where no character is escaped.
    var plainString: UnsafeRawBufferPointer? {
        guard let inside, let start = inside.baseAddress, inside.count > 0 else { return inside }
        return memchr(start, 0x5C, inside.count) == nil ? inside : nil
    }

    /// Adds the string's content, unescaped (RFC 8259 section 7), to a buffer. A lone surrogate becomes U+FFFD.
    func decodedString(into buffer: inout ByteBuffer) {
        guard let inside else { return }
        JSONText(bytes: inside, isEscaped: true).append(to: &buffer)
    }

    /// The number where it is whole and within 64 bits, written without a fraction or an exponent.
    var int64: Int64? {
        guard kind == .number, case .integer(let integer) = JSONNumber(bytes) else { return nil }
        return integer
    }

    /// The number as the nearest double; infinite beyond the range of doubles.
    var double: Double? { kind == .number ? JSONNumber(bytes).value : nil }
}

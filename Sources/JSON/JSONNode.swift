import Glibc

/// A value inside a JSON text: its kind and its bytes, which belong to the answer it was found in.
public struct JSONNode {
    /// Scalars come before what holds other values.
    public enum Kind: UInt8 { case null, bool, number, string, array, object }

    /// What it is.
    public var kind: Kind
    /// The value as it stands in the text; a string with its quotes.
    public var bytes: UnsafeRawBufferPointer

    /// A value of this kind, which these bytes spell.
    public init(kind: Kind, bytes: UnsafeRawBufferPointer) {
        self.kind = kind
        self.bytes = bytes
    }

    /// Whether it is an array or object.
    var isContainer: Bool { kind.rawValue >= Kind.array.rawValue }

    /// What stands between a string's quotes.
    private var inside: UnsafeRawBufferPointer? {
        guard kind == .string, bytes.count >= 2 else { return nil }
        return UnsafeRawBufferPointer(rebasing: bytes[1..<bytes.count - 1])
    }

    /// The string's content where no character is escaped.
    public var plainString: UnsafeRawBufferPointer? {
        guard let inside, let start = inside.baseAddress, inside.count > 0 else { return inside }
        return memchr(start, 0x5C, inside.count) == nil ? inside : nil
    }

    /// Hands the string's content over, unescaped (RFC 8259 section 7), in pieces of UTF-8. A lone surrogate becomes
    /// U+FFFD.
    public func forEachPiece(_ body: (UnsafeRawBufferPointer) -> Void) {
        guard let inside else { return }
        JSONText(bytes: inside, isEscaped: true).forEachPiece(body)
    }

    /// The string's content as Swift has it; empty for what is not a string.
    public var string: String {
        if let plainString { return String(decoding: plainString, as: UTF8.self) }
        var bytes: [UInt8] = []
        forEachPiece { bytes += $0 }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The number where it is whole and within 64 bits, written without a fraction or an exponent.
    public var int64: Int64? {
        guard kind == .number, case .integer(let integer) = JSONNumber(bytes) else { return nil }
        return integer
    }

    /// The number as the nearest double; infinite beyond the range of doubles.
    public var double: Double? { kind == .number ? JSONNumber(bytes).value : nil }
}

/// Writes strings of JSON (RFC 8259 section 7): quotes, backslashes and control characters are escaped, everything else
/// stays as it is.
public enum JSONText {
    /// Writes bytes of UTF-8 as the inside of a string.
    @inlinable public static func escape(_ bytes: some Sequence<UInt8>, to sink: inout some ByteSink) {
        for byte in bytes {
            switch byte {
            case 0x22: sink.add("\\\"")
            case 0x5C: sink.add("\\\\")
            case 0x0A: sink.add("\\n")
            case 0x0D: sink.add("\\r")
            case 0x09: sink.add("\\t")
            case 0..<0x20:
                sink.add("\\u00")
                Hex.write(byte, to: &sink)
            default: sink.append(byte)
            }
        }
    }

    /// The inside of a string.
    public static func escaped(_ text: String) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        escape(text.utf8, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A whole string, with its quotes.
    public static func quoted(_ text: String) -> String { "\"\(escaped(text))\"" }

    /// A character by its number, for characters that a reader of the file should not have to guess: `\u00a0`; past the
    /// basic plane a pair, `\ud83d\ude00`.
    public static func numbered(_ scalar: Unicode.Scalar) -> String {
        String(scalar).utf16.map { "\\u" + Hex.text($0, digits: 4) }.joined()
    }
}

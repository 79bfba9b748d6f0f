/// Goes through the elements of an array given as JSON text, one at a time, with nothing to keep but an offset.
///
/// A text that is not JSON ends early, and nothing is read outside it.
public enum JSONElement {
    /// The element that begins at or after `offset` (0 for the first), and where it ends.
    public static func next(in text: UnsafeRawBufferPointer, from offset: Int) -> (element: JSONNode, end: Int)? {
        guard let lexer = try? JSONLexer(text), offset >= 0 else { return nil }
        // The bracket that opens the array, or the comma after the element before.
        let sign = lexer.skipSpace(offset)
        guard lexer.byte(sign) == (offset == 0 ? UInt8(ascii: "[") : UInt8(ascii: ",")) else { return nil }
        return try? lexer.node(at: lexer.skipSpace(sign + 1))
    }
}

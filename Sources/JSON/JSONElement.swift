/// Goes through the elements of an array given as JSON text, one at a time, with nothing to keep but an offset.
///
/// The text has been read as JSON before; a text that is none ends early, and never reads outside itself.
public enum JSONElement {
    /// The element that begins at or behind `offset` (0 for the first), and where it ends.
    public static func next(in text: UnsafeRawBufferPointer, from offset: Int) -> (element: JSONNode, end: Int)? {
        var start = max(offset, 1)
        while start < text.count, isBetween(text[start]) { start += 1 }
        guard start < text.count, text[start] != UInt8(ascii: "]") else { return nil }
        let end = end(of: text, from: start)
        guard end > start else { return nil }
        let kind: JSONNode.Kind =
            switch text[start] {
            case UInt8(ascii: "\""): .string
            case UInt8(ascii: "["): .array
            case UInt8(ascii: "{"): .object
            case UInt8(ascii: "t"), UInt8(ascii: "f"): .bool
            case UInt8(ascii: "n"): .null
            default: .number
            }
        return (JSONNode(kind: kind, bytes: UnsafeRawBufferPointer(rebasing: text[start..<end])), end)
    }

    private static func isBetween(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: ","), 0x20, 0x09, 0x0A, 0x0D: true
        default: false
        }
    }

    private static func end(of text: UnsafeRawBufferPointer, from start: Int) -> Int {
        var position = start
        var depth = 0
        while position < text.count {
            switch text[position] {
            case UInt8(ascii: "\""): position = endOfString(in: text, from: position)
            case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                if depth == 0 { return position }
                depth -= 1
            case let byte where depth == 0 && isBetween(byte): return position
            default: break
            }
            position += 1
            let last = text[min(position, text.count) - 1]
            // A string or a container ends with its last sign.
            if depth == 0, last == UInt8(ascii: "\"") || last == UInt8(ascii: "]") || last == UInt8(ascii: "}") {
                return min(position, text.count)
            }
        }
        return text.count
    }

    /// The quote that closes the string opened at `start`.
    private static func endOfString(in text: UnsafeRawBufferPointer, from start: Int) -> Int {
        var position = start + 1
        while position < text.count, text[position] != UInt8(ascii: "\"") {
            position += text[position] == UInt8(ascii: "\\") ? 2 : 1
        }
        return position
    }
}

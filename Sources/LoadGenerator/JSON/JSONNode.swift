import Curl
import Glibc

/// A value inside a JSON text: its kind and its bytes, which belong to the answer it was found in.
struct JSONNode {
    enum Kind: UInt8 { case null, bool, number, string, array, object }

    var kind: Kind
    /// The value as it stands in the text; a string with its quotes.
    var bytes: UnsafeRawBufferPointer

    /// The string's content where no character is escaped.
    var plainString: UnsafeRawBufferPointer? {
        guard kind == .string, bytes.count >= 2 else { return nil }
        let inside = UnsafeRawBufferPointer(rebasing: bytes[1..<bytes.count - 1])
        guard let start = inside.baseAddress, inside.count > 0 else { return inside }
        return memchr(start, 0x5C, inside.count) == nil ? inside : nil
    }

    /// Adds the string's content, unescaped (RFC 8259 section 7), to a buffer. A lone surrogate becomes U+FFFD.
    func decodedString(into buffer: inout ByteBuffer) {
        guard kind == .string, bytes.count >= 2 else { return }
        var index = 1
        let end = bytes.count - 1
        while index < end {
            let byte = bytes[index]
            guard byte == 0x5C, index + 1 < end else {
                buffer.append(byte)
                index += 1
                continue
            }
            let letter = bytes[index + 1]
            index += 2
            switch letter {
            case UInt8(ascii: "n"): buffer.append(10)
            case UInt8(ascii: "t"): buffer.append(9)
            case UInt8(ascii: "r"): buffer.append(13)
            case UInt8(ascii: "b"): buffer.append(8)
            case UInt8(ascii: "f"): buffer.append(12)
            case UInt8(ascii: "u"): index = decodeUnicode(at: index, end, &buffer)
            default: buffer.append(letter)
            }
        }
    }

    private func decodeUnicode(at start: Int, _ end: Int, _ buffer: inout ByteBuffer) -> Int {
        guard let first = hexUnit(at: start, end) else { return start }
        var index = start + 4
        var scalar = first
        if first & 0xFC00 == 0xD800 {
            scalar = 0xFFFD
            if index + 1 < end, bytes[index] == 0x5C, bytes[index + 1] == UInt8(ascii: "u"),
                let second = hexUnit(at: index + 2, end), second & 0xFC00 == 0xDC00
            {
                scalar = 0x10000 + (first & 0x3FF) << 10 + second & 0x3FF
                index += 6
            }
        } else if first & 0xFC00 == 0xDC00 {
            scalar = 0xFFFD
        }
        let character = Unicode.Scalar(scalar) ?? "\u{FFFD}"
        for byte in UTF8.encode(character) ?? UTF8.encodedReplacementCharacter { buffer.append(byte) }
        return index
    }

    private func hexUnit(at start: Int, _ end: Int) -> UInt32? {
        guard start + 4 <= end else { return nil }
        var value: UInt32 = 0
        for index in start..<start + 4 {
            guard let digit = JSONBytes.hexDigit(bytes[index]) else { return nil }
            value = value << 4 | UInt32(digit)
        }
        return value
    }

    /// The number where it is whole and within 64 bits, written without a fraction.
    var int64: Int64? { kind == .number ? RuntimeValue.parseInteger(bytes) : nil }

    /// The number as the nearest double.
    var double: Double? {
        guard kind == .number else { return nil }
        if let whole = RuntimeValue.parseInteger(bytes) { return Double(whole) }
        // A number longer than this has digits that no double can tell apart.
        var text = [400 of CChar](repeating: 0)
        guard bytes.count < 400 else { return Double(String(decoding: bytes, as: UTF8.self)) }
        for index in 0..<bytes.count { text[index] = CChar(bitPattern: bytes[index]) }
        return withUnsafeBytes(of: &text) { memory in
            memory.baseAddress.map { strtod($0.assumingMemoryBound(to: CChar.self), nil) }
        }
    }
}

/// Small facts about bytes of JSON.
enum JSONBytes {
    @inline(__always)
    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }

    static func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }
}

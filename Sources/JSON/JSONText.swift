import Glibc
import Groundwork

/// A string's content: UTF-8 as it is, or with the escapes of RFC 8259 section 7 still in it.
struct JSONText {
    var bytes: UnsafeRawBufferPointer
    /// Whether a backslash begins an escape.
    var isEscaped: Bool

    /// Whether both are the same characters.
    @inline(__always)
    func equals(_ other: JSONText) -> Bool {
        if isEscaped || other.isEscaped { return order(other) == 0 }
        guard bytes.count == other.bytes.count else { return false }
        guard bytes.count > 0, let a = bytes.baseAddress, let b = other.bytes.baseAddress else { return true }
        return memcmp(a, b, bytes.count) == 0
    }

    /// Below, at or above 0 as this comes before, with or after the other by its code points. UTF-8 sorts as they do.
    func order(_ other: JSONText) -> Int {
        var left = JSONTextReader(self)
        var right = JSONTextReader(other)
        while true {
            let a = left.next()
            let b = right.next()
            guard let a, let b else { return (a == nil ? 0 : 1) - (b == nil ? 0 : 1) }
            if a != b { return a < b ? -1 : 1 }
        }
    }

    /// Its characters, that is, Unicode scalar values.
    var scalarCount: Int {
        var reader = JSONTextReader(self)
        var count = 0
        // Bytes that follow in a sequence begin with 10.
        while let byte = reader.next() { count += byte & 0xC0 == 0x80 ? 0 : 1 }
        return count
    }

    /// Hands the characters over in UTF-8, in pieces. A lone surrogate becomes U+FFFD.
    func forEachPiece(_ body: (UnsafeRawBufferPointer) -> Void) {
        guard isEscaped else { return body(bytes) }
        var index = 0
        while index < bytes.count {
            let plain = index
            while index < bytes.count, bytes[index] != UInt8(ascii: "\\") { index += 1 }
            if index > plain { body(UnsafeRawBufferPointer(rebasing: bytes[plain..<index])) }
            guard index < bytes.count else { return }
            let (sequence, count) = UTF8Sequence.encode(JSONEscape.decode(bytes, &index))
            withUnsafeBytes(of: sequence.littleEndian) { body(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
        }
    }
}

/// Reads a text byte by byte, unescaped.
struct JSONTextReader {
    private let text: JSONText
    private var index = 0
    /// Bytes of a character that was escaped, still to be given, the next one lowest.
    private var pending: UInt32 = 0
    private var pendingCount = 0

    init(_ text: JSONText) {
        self.text = text
    }

    @inline(__always)
    mutating func next() -> UInt8? {
        if pendingCount > 0 { return nextPending() }
        guard index < text.bytes.count else { return nil }
        let byte = text.bytes[index]
        if byte != UInt8(ascii: "\\") || !text.isEscaped {
            index &+= 1
            return byte
        }
        (pending, pendingCount) = UTF8Sequence.encode(JSONEscape.decode(text.bytes, &index))
        return nextPending()
    }

    private mutating func nextPending() -> UInt8 {
        defer {
            pending >>= 8
            pendingCount -= 1
        }
        return UInt8(truncatingIfNeeded: pending)
    }

    /// The next character; U+FFFD for a byte that begins none.
    mutating func nextScalar() -> UInt32? {
        guard let first = next() else { return nil }
        guard first >= 0x80 else { return UInt32(first) }
        guard first >= 0xC2, first < 0xF5 else { return 0xFFFD }
        let following = first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3
        var scalar = UInt32(first) & (0x3F >> UInt32(following))
        for _ in 0..<following {
            // JSON that was validated never ends here.
            guard let byte = next(), byte & 0xC0 == 0x80 else { return 0xFFFD }
            scalar = scalar << 6 | UInt32(byte & 0x3F)
        }
        return scalar
    }
}

/// Escapes of JSON strings.
enum JSONEscape {
    /// Bytes of the escape at the front of `count` > 0 bytes, which is a backslash; 0 when it is not one.
    static func length(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int {
        guard count > 1 else { return 0 }
        switch bytes[1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            return 2
        case UInt8(ascii: "u"):
            guard count >= 6 else { return 0 }
            for index in 2..<6 where Hex.value(bytes[index]) == nil { return 0 }
            return 6
        default: return 0
        }
    }

    /// The character that the escape at `index` (a backslash) stands for; `index` moves behind it. Of text that was not
    /// validated anything may come, but nothing is read outside it.
    static func decode(_ bytes: UnsafeRawBufferPointer, _ index: inout Int) -> UInt32 {
        guard index + 1 < bytes.count else {
            index = bytes.count
            return 0xFFFD
        }
        let letter = bytes[index + 1]
        index += 2
        switch letter {
        case UInt8(ascii: "n"): return 10
        case UInt8(ascii: "t"): return 9
        case UInt8(ascii: "r"): return 13
        case UInt8(ascii: "b"): return 8
        case UInt8(ascii: "f"): return 12
        case UInt8(ascii: "u"): break
        default: return UInt32(letter)
        }
        guard let unit = unit(bytes, index) else { return 0xFFFD }
        index += 4
        guard unit & 0xFC00 == 0xD800, index + 1 < bytes.count, bytes[index] == UInt8(ascii: "\\"),
            bytes[index + 1] == UInt8(ascii: "u"), let low = self.unit(bytes, index + 2), low & 0xFC00 == 0xDC00
        else { return unit }
        index += 6
        return 0x1_0000 + (unit & 0x3FF) << 10 + low & 0x3FF
    }

    /// Four hexadecimal digits.
    private static func unit(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> UInt32? {
        guard start + 4 <= bytes.count else { return nil }
        var value: UInt32 = 0
        for index in start..<start + 4 {
            guard let digit = Hex.value(bytes[index]) else { return nil }
            value = value << 4 | UInt32(digit)
        }
        return value
    }
}

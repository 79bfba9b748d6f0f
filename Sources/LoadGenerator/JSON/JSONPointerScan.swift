import Glibc

/// Finds one value by names and indices without laying the text out: what lies beside the way is skipped by its
/// brackets and quotes.
///
/// Faster than a tape for the common `$.id`, and laxer: text that is not on the way is not validated, so a body that is
/// broken behind the value still gives it. A body that ends before the value does gives nothing.
struct JSONPointerScan {
    /// One step of the way.
    enum Step {
        case name(UnsafeRawBufferPointer)
        case index(Int)
    }

    private let text: UnsafeRawBufferPointer
    private var position = 0

    private init(_ text: UnsafeRawBufferPointer) {
        self.text = text
    }

    /// The value at the end of the way; `nil` where there is none.
    static func find(_ steps: UnsafeBufferPointer<Step>, in text: UnsafeRawBufferPointer) -> JSONNode? {
        var scan = JSONPointerScan(text)
        scan.skipSpace()
        for step in steps {
            switch step {
            case .name(let name): guard scan.enterMember(name) else { return nil }
            case .index(let index): guard scan.enterElement(index) else { return nil }
            }
        }
        return scan.node()
    }

    private mutating func skipSpace() {
        while position < text.count, JSONBytes.isSpace(text[position]) { position += 1 }
    }

    /// From an object to the value of its first member of this name.
    private mutating func enterMember(_ name: UnsafeRawBufferPointer) -> Bool {
        guard position < text.count, text[position] == UInt8(ascii: "{") else { return false }
        position += 1
        while true {
            skipSpace()
            guard position < text.count, text[position] == UInt8(ascii: "\"") else { return false }
            let start = position
            guard skipString() else { return false }
            let key = UnsafeRawBufferPointer(rebasing: text[start..<position])
            skipSpace()
            guard position < text.count, text[position] == UInt8(ascii: ":") else { return false }
            position += 1
            skipSpace()
            if JSONScanner.name(key, is: name) { return true }
            guard skipValue(), passComma() else { return false }
        }
    }

    /// From an array to one of its elements.
    private mutating func enterElement(_ index: Int) -> Bool {
        guard position < text.count, text[position] == UInt8(ascii: "[") else { return false }
        position += 1
        skipSpace()
        guard position < text.count, text[position] != UInt8(ascii: "]") else { return false }
        for _ in 0..<index { guard skipValue(), passComma() else { return false } }
        skipSpace()
        return position < text.count
    }

    private mutating func passComma() -> Bool {
        skipSpace()
        guard position < text.count, text[position] == UInt8(ascii: ",") else { return false }
        position += 1
        skipSpace()
        return true
    }

    /// From an opening quote to behind the closing one.
    private mutating func skipString() -> Bool {
        guard let base = text.baseAddress else { return false }
        var index = position + 1
        while index < text.count, let quote = memchr(base + index, 0x22, text.count - index) {
            let end = base.distance(to: UnsafeRawPointer(quote))
            // The quote is escaped when an odd number of backslashes stands before it.
            var before = end - 1
            while before > position, text[before] == 0x5C { before -= 1 }
            index = end + 1
            if (end - 1 - before) % 2 == 0 {
                position = index
                return true
            }
        }
        return false
    }

    private mutating func skipValue() -> Bool {
        guard position < text.count else { return false }
        switch text[position] {
        case UInt8(ascii: "\""): return skipString()
        case UInt8(ascii: "{"), UInt8(ascii: "["): return skipContainer()
        default:
            let start = position
            while position < text.count {
                switch text[position] {
                case UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"), 0x20, 0x0A, 0x0D, 0x09:
                    return position > start
                default: position += 1
                }
            }
            return position > start
        }
    }

    private mutating func skipContainer() -> Bool {
        var depth = 0
        while position < text.count {
            switch text[position] {
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                position += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                position += 1
                if depth == 0 { return true }
            case UInt8(ascii: "\""): guard skipString() else { return false }
            default: position += 1
            }
        }
        return false
    }

    /// The value here; a word or number must be one that JSON knows.
    private mutating func node() -> JSONNode? {
        guard position < text.count else { return nil }
        let start = position
        let kind: JSONNode.Kind
        switch text[position] {
        case UInt8(ascii: "\""): kind = .string
        case UInt8(ascii: "{"): kind = .object
        case UInt8(ascii: "["): kind = .array
        case UInt8(ascii: "t"), UInt8(ascii: "f"): kind = .bool
        case UInt8(ascii: "n"): kind = .null
        case UInt8(ascii: "-"), 0x30...0x39: kind = .number
        default: return nil
        }
        guard skipValue() else { return nil }
        let bytes = UnsafeRawBufferPointer(rebasing: text[start..<position])
        switch kind {
        case .bool: guard Self.spells(bytes, "true") || Self.spells(bytes, "false") else { return nil }
        case .null: guard Self.spells(bytes, "null") else { return nil }
        // At the very end of the text a number might have been cut off, unless it is the whole text.
        case .number: guard position < text.count || start == 0 else { return nil }
        case .string, .array, .object: break
        }
        return JSONNode(kind: kind, bytes: bytes)
    }

    private static func spells(_ bytes: UnsafeRawBufferPointer, _ word: StaticString) -> Bool {
        bytes.equals(UnsafeRawBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
    }
}

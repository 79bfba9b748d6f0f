import Glibc

/// A JSON text laid out flat: one entry a value, in the order of the text, each knowing where its subtree ends. Memory
/// grows to the largest text seen and stays.
struct JSONTape: ~Copyable {
    struct Entry {
        var kind: JSONNode.Kind
        /// Bytes of the value.
        var start: Int32
        var end: Int32
        /// The entry behind this value's subtree.
        var next: Int32
        /// Elements or members.
        var count: Int32
        /// Bytes of the member's name, quotes included; empty outside an object.
        var keyStart: Int32
        var keyEnd: Int32
    }

    /// How deep a text may nest; RFC 8259 section 9 lets a parser set a limit.
    static let depthLimit = 512

    private var entries: UnsafeMutablePointer<Entry>
    private var capacity = 64
    /// Entries in use; 0 when the last text was not JSON.
    private(set) var count = 0
    private(set) var text = UnsafeRawBufferPointer(start: nil, count: 0)

    init() {
        entries = .allocate(capacity: 64)
    }

    deinit { entries.deallocate() }

    subscript(index: Int) -> Entry { entries[index] }

    /// A value as a node.
    func node(_ index: Int) -> JSONNode {
        let entry = entries[index]
        return JSONNode(
            kind: entry.kind,
            bytes: UnsafeRawBufferPointer(rebasing: text[Int(entry.start)..<Int(entry.end)])
        )
    }

    /// A member's name, as a node.
    func key(_ index: Int) -> JSONNode {
        let entry = entries[index]
        return JSONNode(
            kind: .string,
            bytes: UnsafeRawBufferPointer(rebasing: text[Int(entry.keyStart)..<Int(entry.keyEnd)])
        )
    }

    /// Lays a text out; the text must stay where it is while the tape is used.
    /// - Returns: false when it is not JSON (RFC 8259), nests too deeply or is longer than 2 GiB.
    mutating func parse(_ bytes: UnsafeRawBufferPointer) -> Bool {
        text = bytes
        count = 0
        guard bytes.count < Int(Int32.max), bytes.count > 0 else { return false }
        var position = 0
        skipSpace(&position)
        guard value(&position, depth: 0, key: 0..<0) else {
            count = 0
            return false
        }
        skipSpace(&position)
        if position != bytes.count { count = 0 }
        return count > 0
    }

    private func skipSpace(_ position: inout Int) {
        while position < text.count, JSONBytes.isSpace(text[position]) { position += 1 }
    }

    private mutating func append(_ kind: JSONNode.Kind, _ start: Int, _ end: Int, _ key: Range<Int>) -> Int {
        if count == capacity {
            let larger = UnsafeMutablePointer<Entry>.allocate(capacity: capacity * 2)
            larger.moveInitialize(from: entries, count: count)
            entries.deallocate()
            entries = larger
            capacity *= 2
        }
        (entries + count).initialize(
            to: Entry(
                kind: kind,
                start: Int32(start),
                end: Int32(end),
                next: Int32(count + 1),
                count: 0,
                keyStart: Int32(key.lowerBound),
                keyEnd: Int32(key.upperBound)
            )
        )
        count += 1
        return count - 1
    }

    private mutating func value(_ position: inout Int, depth: Int, key: Range<Int>) -> Bool {
        guard position < text.count, depth < Self.depthLimit else { return false }
        let start = position
        switch text[position] {
        case UInt8(ascii: "{"), UInt8(ascii: "["): return container(&position, depth: depth, key: key)
        case UInt8(ascii: "\""):
            guard string(&position) else { return false }
            _ = append(.string, start, position, key)
        case UInt8(ascii: "t"):
            guard literal("true", &position) else { return false }
            _ = append(.bool, start, position, key)
        case UInt8(ascii: "f"):
            guard literal("false", &position) else { return false }
            _ = append(.bool, start, position, key)
        case UInt8(ascii: "n"):
            guard literal("null", &position) else { return false }
            _ = append(.null, start, position, key)
        default:
            guard number(&position) else { return false }
            _ = append(.number, start, position, key)
        }
        return true
    }

    private mutating func container(_ position: inout Int, depth: Int, key: Range<Int>) -> Bool {
        let isObject = text[position] == UInt8(ascii: "{")
        let close = isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")
        let own = append(isObject ? .object : .array, position, position, key)
        position += 1
        var children: Int32 = 0
        skipSpace(&position)
        if position < text.count, text[position] == close {
            position += 1
        } else {
            while true {
                var name = 0..<0
                skipSpace(&position)
                if isObject {
                    let start = position
                    guard position < text.count, text[position] == UInt8(ascii: "\""), string(&position) else {
                        return false
                    }
                    name = start..<position
                    skipSpace(&position)
                    guard position < text.count, text[position] == UInt8(ascii: ":") else { return false }
                    position += 1
                    skipSpace(&position)
                }
                guard value(&position, depth: depth + 1, key: name) else { return false }
                children += 1
                skipSpace(&position)
                guard position < text.count else { return false }
                let byte = text[position]
                position += 1
                if byte == close { break }
                guard byte == UInt8(ascii: ",") else { return false }
            }
        }
        entries[own].end = Int32(position)
        entries[own].next = Int32(count)
        entries[own].count = children
        return true
    }

    private func literal(_ word: StaticString, _ position: inout Int) -> Bool {
        let length = word.utf8CodeUnitCount
        guard position + length <= text.count, let start = text.baseAddress else { return false }
        guard memcmp(start + position, word.utf8Start, length) == 0 else { return false }
        position += length
        return true
    }

    /// A string from its opening quote; valid escapes, no control characters, valid UTF-8.
    private func string(_ position: inout Int) -> Bool {
        var index = position + 1
        while index < text.count {
            let byte = text[index]
            switch byte {
            case UInt8(ascii: "\""):
                position = index + 1
                return true
            case UInt8(ascii: "\\"):
                guard let length = escape(at: index + 1) else { return false }
                index += length
            case 0..<0x20: return false
            case 0x20..<0x80: index += 1
            default:
                guard let length = sequence(at: index) else { return false }
                index += length
            }
        }
        return false
    }

    private func escape(at index: Int) -> Int? {
        guard index < text.count else { return nil }
        switch text[index] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            return 2
        case UInt8(ascii: "u"):
            guard index + 4 < text.count else { return nil }
            for offset in 1...4 where JSONBytes.hexDigit(text[index + offset]) == nil { return nil }
            return 6
        default: return nil
        }
    }

    /// The length of a well-formed UTF-8 sequence of more than one byte (Unicode table 3-7).
    private func sequence(at index: Int) -> Int? {
        func follows(_ offset: Int, _ range: ClosedRange<UInt8> = 0x80...0xBF) -> Bool {
            index + offset < text.count && range.contains(text[index + offset])
        }
        switch text[index] {
        case 0xC2...0xDF: return follows(1) ? 2 : nil
        case 0xE0: return follows(1, 0xA0...0xBF) && follows(2) ? 3 : nil
        case 0xE1...0xEC, 0xEE, 0xEF: return follows(1) && follows(2) ? 3 : nil
        case 0xED: return follows(1, 0x80...0x9F) && follows(2) ? 3 : nil
        case 0xF0: return follows(1, 0x90...0xBF) && follows(2) && follows(3) ? 4 : nil
        case 0xF1...0xF3: return follows(1) && follows(2) && follows(3) ? 4 : nil
        case 0xF4: return follows(1, 0x80...0x8F) && follows(2) && follows(3) ? 4 : nil
        default: return nil
        }
    }

    private func number(_ position: inout Int) -> Bool {
        var index = position
        func digits() -> Bool {
            let start = index
            while index < text.count, text[index] >= 0x30, text[index] <= 0x39 { index += 1 }
            return index > start
        }
        if index < text.count, text[index] == UInt8(ascii: "-") { index += 1 }
        guard index < text.count else { return false }
        if text[index] == UInt8(ascii: "0") {
            index += 1
        } else if !digits() {
            return false
        }
        if index < text.count, text[index] == UInt8(ascii: ".") {
            index += 1
            guard digits() else { return false }
        }
        if index < text.count, text[index] | 0x20 == UInt8(ascii: "e") {
            index += 1
            if index < text.count, text[index] == UInt8(ascii: "+") || text[index] == UInt8(ascii: "-") { index += 1 }
            guard digits() else { return false }
        }
        position = index
        return true
    }
}

/// A JSON text laid out flat: one entry a value, in the order of the text, each knowing where its subtree ends. Memory
/// grows to the largest text seen and stays.
struct JSONTape: ~Copyable {
    /// A value. Offsets are in bytes from the start of the text.
    struct Entry {
        var start: Int32
        var end: Int32
        /// The entry behind this value's subtree.
        var next: Int32
        /// Elements or members.
        var count: Int32
        /// The member's name, quotes included; empty outside an object.
        var keyStart: Int32
        var keyEnd: Int32
        var kind: JSONNode.Kind
        /// A string that holds an escape.
        var isEscaped: Bool
        /// A name that holds an escape.
        var isKeyEscaped: Bool

        @inline(__always)
        var isContainer: Bool { kind.rawValue >= JSONNode.Kind.array.rawValue }
    }

    /// How deep a text may nest; RFC 8259 section 9 lets a parser set a limit.
    static let depthLimit = 512

    private(set) var entries: UnsafeMutablePointer<Entry>
    private var capacity = 64
    /// Arrays and objects that are open, outermost first.
    private let open: UnsafeMutablePointer<Int32>
    /// Entries in use; 0 when the last text was not JSON.
    private(set) var count = 0

    init() {
        entries = .allocate(capacity: capacity)
        open = .allocate(capacity: Self.depthLimit)
    }

    deinit {
        entries.deallocate()
        open.deallocate()
    }

    /// Lays a text out. Entries hold offsets only, so they outlast the text; to read values it must still be there.
    mutating func parse(_ text: UnsafeRawBufferPointer) throws(JSONError) {
        count = 0
        guard text.count < Int(Int32.max) else { throw .tooLong }
        guard var lexer = JSONLexer(text) else { throw .malformed(at: 0) }
        do throws(JSONError) {
            try values(&lexer)
        } catch {
            count = 0
            throw error
        }
    }

    @inline(__always)
    private mutating func append(_ kind: JSONNode.Kind, _ lexer: JSONLexer, _ key: Key) {
        if count == capacity { grow() }
        let start = Int32(truncatingIfNeeded: lexer.position)
        (entries + count).initialize(
            to: Entry(
                start: start,
                end: start,
                next: Int32(truncatingIfNeeded: count &+ 1),
                count: 0,
                keyStart: key.start,
                keyEnd: key.end,
                kind: kind,
                isEscaped: false,
                isKeyEscaped: key.isEscaped
            )
        )
        count &+= 1
    }

    private mutating func grow() {
        let larger = UnsafeMutablePointer<Entry>.allocate(capacity: capacity * 2)
        larger.moveInitialize(from: entries, count: count)
        entries.deallocate()
        entries = larger
        capacity *= 2
    }

    /// The name of the member that comes next.
    private struct Key {
        var start: Int32 = 0
        var end: Int32 = 0
        var isEscaped = false
    }

    // MARK: Grammar (RFC 8259 sections 2 to 7), with a stack of its own instead of recursion

    private mutating func values(_ lexer: inout JSONLexer) throws(JSONError) {
        var depth = 0
        var key = Key()
        lexer.skipSpace()
        while true {
            let first = lexer.peek
            if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
                guard depth < Self.depthLimit else { throw .tooDeep(at: lexer.position) }
                open[depth] = Int32(truncatingIfNeeded: count)
                depth &+= 1
                let isObject = first == UInt8(ascii: "{")
                append(isObject ? .object : .array, lexer, key)
                lexer.position &+= 1
                lexer.skipSpace()
                // The closing sign is the opening one plus 2.
                if lexer.peek != first &+ 2 {
                    key = isObject ? try self.key(&lexer) : Key()
                    continue
                }
            } else {
                try scalar(first, &lexer, key)
                if depth > 0 { entries[Int(open[depth &- 1])].count &+= 1 }
            }
            // Behind a value, or before the bracket that closes an empty one: close all that ends here.
            while true {
                guard depth > 0 else {
                    lexer.skipSpace()
                    guard lexer.position == lexer.count else { throw lexer.error }
                    return
                }
                lexer.skipSpace()
                let own = Int(open[depth &- 1])
                let isObject = entries[own].kind == .object
                let byte = lexer.peek
                if byte == UInt8(ascii: ",") {
                    lexer.position &+= 1
                    lexer.skipSpace()
                    key = isObject ? try self.key(&lexer) : Key()
                    break
                }
                guard byte == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else { throw lexer.error }
                lexer.position &+= 1
                entries[own].end = Int32(truncatingIfNeeded: lexer.position)
                entries[own].next = Int32(truncatingIfNeeded: count)
                depth &-= 1
                if depth > 0 { entries[Int(open[depth &- 1])].count &+= 1 }
            }
        }
    }

    @inline(__always)
    private func key(_ lexer: inout JSONLexer) throws(JSONError) -> Key {
        let start = lexer.position
        guard lexer.peek == UInt8(ascii: "\""), let isEscaped = lexer.string() else { throw lexer.error }
        let end = lexer.position
        lexer.skipSpace()
        guard lexer.peek == UInt8(ascii: ":") else { throw lexer.error }
        lexer.position &+= 1
        lexer.skipSpace()
        return Key(
            start: Int32(truncatingIfNeeded: start),
            end: Int32(truncatingIfNeeded: end),
            isEscaped: isEscaped
        )
    }

    @inline(__always)
    private mutating func scalar(_ first: UInt8, _ lexer: inout JSONLexer, _ key: Key) throws(JSONError) {
        let own = count
        let valid: Bool
        switch first {
        case UInt8(ascii: "\""):
            append(.string, lexer, key)
            let isEscaped = lexer.string()
            entries[own].isEscaped = isEscaped == true
            valid = isEscaped != nil
        case UInt8(ascii: "t"):
            append(.bool, lexer, key)
            valid = lexer.literal("true")
        case UInt8(ascii: "f"):
            append(.bool, lexer, key)
            valid = lexer.literal("false")
        case UInt8(ascii: "n"):
            append(.null, lexer, key)
            valid = lexer.literal("null")
        default:
            append(.number, lexer, key)
            valid = lexer.number()
        }
        guard valid else { throw lexer.error }
        entries[own].end = Int32(truncatingIfNeeded: lexer.position)
    }
}

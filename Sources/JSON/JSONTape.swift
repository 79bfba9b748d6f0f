/// A JSON text laid out flat: one entry a value, in the order of the text, each knowing where its subtree ends. Memory
/// grows to the largest text seen and stays.
struct JSONTape: ~Copyable {
    /// A value. Offsets are in bytes from the start of the text.
    struct Entry {
        var start: Int32
        var end: Int32
        /// The entry after this value's subtree.
        var next: Int32
        /// Elements or members.
        var count: Int32
        /// The member's name, quotes included; without meaning outside an object.
        var keyStart: Int32
        var keyEnd: Int32
        var kind: JSONNode.Kind
        /// A string that holds an escape.
        var isEscaped: Bool
        /// A name that holds an escape.
        var isKeyEscaped: Bool
        /// A later member of the same object has the same name: this one does not count.
        var isRepeated = false

        @inline(__always)
        var isContainer: Bool { kind.rawValue >= JSONNode.Kind.array.rawValue }
    }

    private(set) var entries: UnsafeMutablePointer<Entry>
    private var capacity = 64
    /// Arrays and objects that are open, outermost first.
    private let open: UnsafeMutablePointer<Int32>
    private var depth = 0
    private var key = Key()
    /// Entries in use; 0 when the last text was not JSON.
    private(set) var count = 0
    private var names = JSONNameOrder()
    private var hasMarks = false

    init() {
        entries = .allocate(capacity: capacity)
        open = .allocate(capacity: JSONError.depthLimit)
    }

    deinit {
        entries.deallocate()
        open.deallocate()
    }

    /// Lays a text out. Entries hold offsets only, so they outlast the text; to read values it must still be there.
    mutating func parse(_ text: UnsafeRawBufferPointer) throws(JSONError) {
        count = 0
        depth = 0
        hasMarks = false
        do throws(JSONError) {
            let lexer = try JSONLexer(text)
            try lexer.walkWhole(&self)
        } catch {
            count = 0
            throw error
        }
    }

    /// Marks members whose name a later one repeats, and leaves them out of their object's count. Queries that go
    /// through members ask for it; those that look a name up take the last one anyway.
    mutating func markRepeatedNames(in text: UnsafeRawBufferPointer) {
        if hasMarks { return }
        hasMarks = true
        for object in 0..<count where entries[object].kind == .object && entries[object].count > 1 {
            names.markRepeated(in: object, entries, text)
        }
    }

    private mutating func append(_ entry: Entry) {
        if count == capacity { grow() }
        (entries + count).initialize(to: entry)
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
}

extension JSONTape: JSONVisitor {
    @inline(__always)
    private mutating func add(_ kind: JSONNode.Kind, from start: Int, to end: Int, isEscaped: Bool) {
        if depth > 0 { entries[Int(open[depth &- 1])].count &+= 1 }
        append(
            Entry(
                start: Int32(truncatingIfNeeded: start),
                end: Int32(truncatingIfNeeded: end),
                next: Int32(truncatingIfNeeded: count &+ 1),
                count: 0,
                keyStart: key.start,
                keyEnd: key.end,
                kind: kind,
                isEscaped: isEscaped,
                isKeyEscaped: key.isEscaped
            )
        )
    }

    @inline(__always)
    mutating func open(isObject: Bool, at start: Int) {
        let own = Int32(truncatingIfNeeded: count)
        add(isObject ? .object : .array, from: start, to: start, isEscaped: false)
        // The walk keeps to the limit of depth, for which there is room.
        open[depth] = own
        depth &+= 1
    }

    @inline(__always)
    mutating func close(at end: Int) {
        depth &-= 1
        let own = Int(open[depth])
        entries[own].end = Int32(truncatingIfNeeded: end)
        entries[own].next = Int32(truncatingIfNeeded: count)
    }

    @inline(__always)
    mutating func name(from start: Int, to end: Int, isEscaped: Bool) {
        key = Key(start: Int32(truncatingIfNeeded: start), end: Int32(truncatingIfNeeded: end), isEscaped: isEscaped)
    }

    @inline(__always)
    mutating func scalar(_ kind: JSONNode.Kind, from start: Int, to end: Int, isEscaped: Bool) {
        add(kind, from: start, to: end, isEscaped: isEscaped)
    }
}

extension JSONTape.Entry {
    /// The name of a member of an object.
    @inline(__always)
    func name(in text: UnsafeRawBufferPointer) -> JSONText {
        JSONText(
            bytes: UnsafeRawBufferPointer(rebasing: text[Int(keyStart) &+ 1..<Int(keyEnd) &- 1]),
            isEscaped: isKeyEscaped
        )
    }
}
